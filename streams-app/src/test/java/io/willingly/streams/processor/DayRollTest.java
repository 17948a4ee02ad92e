package io.willingly.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.event.ServiceQuality;
import io.willingly.metrics.definition.Definition;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.state.Stores;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.Malformed;
import io.willingly.streams.testing.TestClock;
import io.willingly.streams.testing.TopologyRunner;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;

/** R56: rolling windows change by time alone. */
class DayRollTest {
  private static final Definition DEFINITION = Definition.standard(ZoneOffset.UTC);
  private static final LocalDate SIGNED = LocalDate.of(2025, 9, 27);

  @Test
  void aDealLeavesARollingWindowWhenItsDaysAreOver() {
    TestClock clock = new TestClock(SIGNED);
    try (TopologyTestDriver driver =
        TopologyRunner.driver(DEFINITION, Deliveries.IDS, Malformed.PARTITIONS, clock)) {
      TopologyRunner.pipe(driver, Deliveries.of(Malformed.good("good")));
      assertThat(rolling(driver)).isEqualTo(Map.of("rolling-30d", "1", "rolling-90d", "1"));

      turnTo(SIGNED.plusDays(29), clock, driver);
      assertThat(rolling(driver)).isEqualTo(Map.of("rolling-30d", "1", "rolling-90d", "1"));

      turnTo(SIGNED.plusDays(30), clock, driver);
      assertThat(rolling(driver)).isEqualTo(Map.of("rolling-30d", "gone", "rolling-90d", "1"));

      turnTo(SIGNED.plusDays(90), clock, driver);
      assertThat(rolling(driver)).isEqualTo(Map.of("rolling-30d", "gone", "rolling-90d", "gone"));

      turnTo(SIGNED.plusDays(200), clock, driver);
      assertThat(rolling(driver)).isEmpty();
    }
  }

  @Test
  void aDayIsTurnedOnce() {
    TestClock clock = new TestClock(SIGNED);
    try (TopologyTestDriver driver =
        TopologyRunner.driver(DEFINITION, Deliveries.IDS, Malformed.PARTITIONS, clock)) {
      TopologyRunner.pipe(driver, Deliveries.of(Malformed.good("good")));
      turnTo(SIGNED.plusDays(1), clock, driver);
      assertThat(rolling(driver)).isNotEmpty();

      turnTo(SIGNED.plusDays(1), clock, driver);

      assertThat(rolling(driver)).isEmpty();
    }
  }

  /** A punctuation makes its task commit: one a second would write transactions for ever. */
  @Test
  void anIdlePipelineLooksForANewDayOnceAMinute() {
    TestClock clock = new TestClock(SIGNED);
    try (TopologyTestDriver driver =
        TopologyRunner.driver(DEFINITION, Deliveries.IDS, Malformed.PARTITIONS, clock)) {
      TopologyRunner.pipe(driver, Deliveries.of(Malformed.good("good")));
      int before = clock.looks();

      for (int second = 0; second < 60; second++) {
        driver.advanceWallClockTime(Duration.ofSeconds(1));
      }

      assertThat(clock.looks() - before).isBetween(1, Stores.values().length);
    }
  }

  /** More scopes than a page has: the rest does not wait for the next look at the clock. */
  @Test
  void aTurnOfManyScopesGoesOnEachSecond() {
    int reps = 450;
    TestClock clock = new TestClock(SIGNED);
    try (TopologyTestDriver driver =
        TopologyRunner.driver(DEFINITION, Deliveries.IDS, Malformed.PARTITIONS, clock)) {
      for (int i = 0; i < reps; i++) {
        TopologyRunner.pipe(driver, Deliveries.of(Malformed.won("D-" + i, "R-" + i, "one")));
      }
      TopologyRunner.records(driver, Topics.SERVICE_QUALITY);
      clock.set(SIGNED.plusDays(1));
      driver.advanceWallClockTime(Duration.ofMinutes(1));
      for (int second = 0; second < 3; second++) {
        driver.advanceWallClockTime(Duration.ofSeconds(1));
      }

      Set<String> turned = new HashSet<>();
      TopologyRunner.records(driver, Topics.SERVICE_QUALITY)
          .forEach(row -> turned.add(row.key().getId()));
      assertThat(turned).hasSizeGreaterThanOrEqualTo(reps);
    }
  }

  private static void turnTo(LocalDate day, TestClock clock, TopologyTestDriver driver) {
    clock.set(day);
    driver.advanceWallClockTime(Duration.ofMinutes(2));
  }

  /** Won deals in the rolling rows of the rep published since the last call. */
  private static Map<String, String> rolling(TopologyTestDriver driver) {
    Map<String, String> rows = new TreeMap<>();
    TopologyRunner.records(driver, Topics.SERVICE_QUALITY)
        .forEach(
            row -> {
              if (row.key().getId().equals("R-1") && row.key().getPeriod().startsWith("rolling")) {
                ServiceQuality value = row.value();
                String won = value == null ? "gone" : Long.toString(value.getWon());
                rows.put(row.key().getPeriod(), won);
              }
            });
    return rows;
  }
}
