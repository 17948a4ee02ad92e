package io.willingly.streams.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.metrics.fold.Outcome;
import io.willingly.metrics.fold.Reason;
import io.willingly.streams.assemble.SourceParts;
import io.willingly.streams.query.Format;
import io.willingly.streams.query.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SourceRatesTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private static final Instant EARLIER = Instant.parse("2026-11-21T18:00:00Z");

  private final List<Ledger.Row> delivered = new ArrayList<>();
  private final Map<String, SourceParts> parts = new TreeMap<>();
  private Instant now = START;
  private final SourceRates rates =
      new SourceRates(
          () -> new Ledger(delivered),
          () -> parts,
          clock(),
          () -> Duration.between(START, now).toNanos(),
          EARLIER);

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  private void deliver(String source, Outcome outcome, long count) {
    Reason reason =
        Arrays.stream(Reason.values())
            .filter(each -> each.outcome() == outcome)
            .findFirst()
            .orElseThrow();
    delivered.add(new Ledger.Row(source, "deal-events", reason, 0, count));
  }

  private void after(Duration pause) {
    now = now.plus(pause);
  }

  private JsonNode row(int i) {
    return Documents.json(rates.rows().of(Format.JSON)).path(i);
  }

  /** However often it is asked, as a page in several tabs does. */
  @Test
  void itsWindowIsFiveMinutesWithLooksOfHalfASecondToo() {
    for (int i = 0; i < 6 * 60 * 2; i++) {
      if (i % 6 == 0) {
        deliver("crm", Outcome.COUNTED, 1);
      }
      after(Duration.ofMillis(500));
      rates.look();
    }

    assertThat(row(0).path("rate_per_minute").asDouble()).isCloseTo(20, Offset.offset(0.3));
  }

  @Test
  void saysNothingOfTheTimeBeforeItLooked() {
    deliver("crm", Outcome.COUNTED, 7);

    JsonNode row = row(0);

    assertThat(row.path("rate_per_minute").isNull()).isTrue();
    assertThat(row.path("last_arrival").isNull()).isTrue();
    assertThat(row.path("lag_seconds").isNull()).isTrue();
    assertThat(row.path("counted").asLong()).isEqualTo(7);
  }

  @Test
  void aSourceThatSentPartsOnlyIsThere() {
    deliver("crm", Outcome.COUNTED, 7);
    parts.put("hubspot", new SourceParts(9, 4, 3, START.minusSeconds(60)));

    assertThat(row(0).path("parts").isNull()).isTrue();
    JsonNode row = row(1);
    assertThat(row.path("source").asText()).isEqualTo("hubspot");
    assertThat(row.path("last_arrival").asText()).isEqualTo("2026-11-22T09:59:00Z");
    assertThat(row.path("lag_seconds").asLong()).isEqualTo(60);
    assertThat(row.path("delivered").asLong()).isZero();
    assertThat(row.path("parts").asLong()).isEqualTo(9);
    assertThat(row.path("objects").asLong()).isEqualTo(4);
    assertThat(row.path("objects_waiting").asLong()).isEqualTo(3);
  }

  @Test
  void addsUpWhatBecameOfAll() {
    long n = 1;
    for (Outcome outcome : Outcome.values()) {
      deliver("crm", outcome, n);
      n *= 2;
    }

    assertThat(row(0).path("delivered").asLong()).isEqualTo(63);
    assertThat(row(0).path("ignored").asLong()).isEqualTo(32);
  }

  @Test
  void tellsTheRateAndTheLastArrival() {
    deliver("crm", Outcome.COUNTED, 100);
    deliver("survey", Outcome.COUNTED, 5);
    rates.look();
    after(Duration.ofMinutes(1));
    deliver("crm", Outcome.REJECTED, 30);
    rates.look();
    after(Duration.ofMinutes(2));

    JsonNode crm = row(0);
    JsonNode survey = row(1);

    assertThat(crm.path("rate_per_minute").decimalValue()).isEqualByComparingTo("10");
    assertThat(crm.path("last_arrival").asText()).isEqualTo("2026-11-22T10:01:00Z");
    assertThat(crm.path("lag_seconds").asLong()).isEqualTo(120);
    assertThat(survey.path("rate_per_minute").decimalValue()).isEqualByComparingTo("0");
    assertThat(survey.path("last_arrival").isNull()).isTrue();
  }

  @Test
  void knowsTheLastArrivalOfAllAndBeforeItLooked() {
    deliver("crm", Outcome.COUNTED, 1);

    assertThat(rates.lastArrival()).isEqualTo(EARLIER);
    after(Duration.ofSeconds(10));
    deliver("crm", Outcome.COUNTED, 1);
    rates.look();
    after(Duration.ofSeconds(10));
    deliver("survey", Outcome.COUNTED, 1);
    rates.look();
    after(Duration.ofHours(1));

    assertThat(rates.lastArrival()).isEqualTo(START.plusSeconds(20));
  }

  @Test
  void forgetsWhatIsLongerAgo() {
    rates.look();
    deliver("crm", Outcome.COUNTED, 1000);
    after(Duration.ofMinutes(1));
    rates.look();
    after(Duration.ofMinutes(5));
    deliver("crm", Outcome.COUNTED, 5);

    assertThat(row(0).path("rate_per_minute").decimalValue()).isEqualByComparingTo("1");
  }
}
