package io.willingly.streams.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.metrics.definition.Definition;
import io.willingly.streams.query.NotReady;
import io.willingly.streams.state.Stores;
import io.willingly.streams.testing.DriverReads;
import io.willingly.streams.testing.January;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who is in which team decides who sees what: a part of it would grant, or hide, the wrong. */
class TeamsTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-02-20T12:00:00Z"), ZoneOffset.UTC);

  @Test
  void areTheWholeOrWhatTheyWereOrNothing() {
    try (DriverReads reads = new DriverReads(Definition.standard(ZoneOffset.UTC), CLOCK)) {
      AtomicLong nanos = new AtomicLong();
      Teams teams = new Teams(reads, 1, nanos::get);
      reads.arrives(January.team());
      reads.stores().lose(Stores.REP_TALLIES);
      assertThatThrownBy(teams::get).isInstanceOf(NotReady.class).hasMessageContaining("ask again");

      reads.stores().find(Stores.REP_TALLIES);
      Set<String> known = teams.get().teamByRep().keySet();
      assertThat(known).isNotEmpty();

      reads.stores().lose(Stores.REP_TALLIES);
      nanos.addAndGet(Duration.ofMinutes(1).toNanos());
      assertThat(teams.get().teamByRep().keySet()).isEqualTo(known);
    }
  }
}
