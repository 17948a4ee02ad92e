package io.willingly.streams.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.streams.access.AccessLog.Look;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.TestClock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessLogTest {
  /** Nobody listens on port 1. */
  private static final Cluster AWAY =
      new Cluster(Map.of("bootstrap.servers", "127.0.0.1:1"), Deliveries.IDS);

  @Test
  void whoAsksWaitsLittleForAClusterThatIsAwayAndTheLossIsCounted() {
    try (AccessLog log = new AccessLog(AWAY, new TestClock(LocalDate.of(2026, 11, 22)))) {
      long start = System.nanoTime();

      log.record(Viewer.localOwner(), new Look("/summary", null, null));

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(log.lost()).isEqualTo(1);
    }
  }
}
