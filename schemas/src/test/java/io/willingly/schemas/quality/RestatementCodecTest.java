package io.willingly.schemas.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.event.RestatedMetric;
import io.willingly.event.TallyChange;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Closing;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.Restatement;
import io.willingly.metrics.scope.Restatement.At;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.Cause;
import io.willingly.metrics.tally.Causes;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RestatementCodecTest {
  private static final RestatementCodec CODEC =
      new RestatementCodec(Definition.standard(ZoneOffset.UTC), Closing.STANDARD);
  private static final At JANUARY =
      new At(
          CellKey.PRIMARY,
          Period.parse("2026-01"),
          (int) LocalDate.parse("2026-03-02").toEpochDay());
  private static final Causes REFUND = Causes.of(new Cause("pay", "R-881", "REFUNDED"));

  private static Tally remorse(long deals, int day) {
    return new Tally.Builder().add(TallyField.REMORSE_DAY, day, deals).build();
  }

  @Test
  void tellsTheRateBeforeAndAfterAndWhoChangedIt() {
    Tally after = remorse(4, 12).plus(new Tally.Builder().add(TallyField.WON, 100).build());

    var record = CODEC.value(JANUARY, new Restatement(remorse(1, 12), REFUND), after);

    assertThat(record.getArrivalDay()).isEqualTo("2026-03-02");
    assertThat(record.getClosedOn()).isEqualTo("2026-02-10");
    assertThat(record.getChanges()).containsExactly(new TallyChange("REMORSE_DAY", 12, 1L));
    assertThat(record.getCauseCount()).isEqualTo(1);
    assertThat(RestatementCodec.causes(record)).isEqualTo(REFUND);
    // Of the product the denominator is zero: nobody answered.
    RestatedMetric remorse = record.getMetrics().get(0);
    assertThat(record.getMetrics()).hasSize(1);
    assertThat(remorse.getMetric()).isEqualTo("remorse-30");
    assertThat(Rates.read(remorse.getBefore())).isEqualTo("0.030000");
    assertThat(Rates.read(remorse.getAfter())).isEqualTo("0.040000");
    assertThat(remorse.getBeforeNumerator()).isEqualTo(3);
    assertThat(remorse.getAfterNumerator()).isEqualTo(4);
    assertThat(remorse.getAfterDenominator()).isEqualTo(100);
  }

  @Test
  void aPeriodThatHadNothingHadNoRate() {
    Tally won = new Tally.Builder().add(TallyField.WON, 2).build();

    var record = CODEC.value(JANUARY, new Restatement(won, Causes.NONE), won);

    assertThat(record.getMetrics())
        .extracting(RestatedMetric::getMetric)
        .containsExactly("remorse-30", "referral-90");
    assertThat(record.getMetrics()).allMatch(metric -> metric.getBefore() == null);
  }

  @Test
  void isKeyedByTheRowItChanges() {
    var key = CODEC.key(ScopeId.team("north"), JANUARY);

    assertThat(key.getScope()).isEqualTo("TEAM");
    assertThat(key.getId()).isEqualTo("north");
    assertThat(key.getRole()).isEqualTo("PRIMARY");
    assertThat(key.getPeriod()).isEqualTo("2026-01");
    assertThat(key.getDefinitionVersion()).isEqualTo(1);
  }
}
