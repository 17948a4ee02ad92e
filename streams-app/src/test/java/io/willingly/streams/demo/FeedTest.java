package io.willingly.streams.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.fact.Fact;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeedTest {
  private static final Company COMPANY =
      new Company(
          new Company.Settings(1, 12, LocalDate.of(2025, 1, 1), ZoneId.of("Europe/Berlin")));
  private static final Instant NOW = Instant.parse("2025-06-01T10:00:00Z");

  @Test
  void givesTheHistoryAtOnceAndTheRestWhenItIsDue() {
    SettableClock wall = new SettableClock(Instant.parse("2030-01-01T00:00:00Z"));
    SimulatedClock clock = new SimulatedClock(wall, NOW, 3_600);
    Feed feed = new Feed(COMPANY, clock);

    List<Fact> history = drain(feed);
    List<Fact> early = drain(feed);
    wall.now = wall.now.plusSeconds(24); // a day of the company's
    List<Fact> live = drain(feed);

    assertThat(history).hasSizeGreaterThan(1_000).allMatch(fact -> arrival(fact) <= millis(NOW));
    assertThat(early).isEmpty();
    assertThat(live).isNotEmpty().allMatch(fact -> arrival(fact) > millis(NOW));
  }

  private static List<Fact> drain(Feed feed) {
    List<Fact> facts = new ArrayList<>();
    for (@Nullable Fact fact = feed.poll(); fact != null; fact = feed.poll()) {
      facts.add(fact);
    }
    return facts;
  }

  private static long arrival(Fact fact) {
    return fact.delivery().arrival();
  }

  private static long millis(Instant instant) {
    return instant.toEpochMilli();
  }

  /** A wall clock moved by hand. */
  private static final class SettableClock extends Clock {
    private Instant now;

    private SettableClock(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
