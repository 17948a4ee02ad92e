package io.willingly.metrics.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.willingly.metrics.quality.Certainty.Bounds;
import io.willingly.metrics.quality.Certainty.State;
import io.willingly.metrics.quality.FollowUp.Point;
import io.willingly.metrics.scope.Cohort;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FollowUpTest {
  private static final int MINIMUM = 10;
  private static final int OLD = 200;

  private static Cohort kept(int age) {
    return new Cohort(age, new Tally.Builder().add(TallyField.WON, 1).build());
  }

  private static Cohort remorse(int age, int day) {
    return new Cohort(
        age,
        new Tally.Builder().add(TallyField.WON, 1).add(TallyField.REMORSE_DAY, day, 1).build());
  }

  /** Acute myelogenous leukaemia, maintained group: Miller (1997), as in R's survival package. */
  private static List<Cohort> leukaemia() {
    List<Cohort> cohorts = new ArrayList<>();
    for (int day : new int[] {9, 13, 18, 23, 31, 34, 48}) {
      cohorts.add(remorse(OLD, day));
    }
    for (int age : new int[] {13, 28, 45, 161}) {
      cohorts.add(kept(age));
    }
    return cohorts;
  }

  @Test
  void youngDealsCountForAsLongAsTheyWereSeen() {
    FollowUp followUp = new FollowUp(Endpoint.REMORSE, leukaemia());

    Maturity by24 = followUp.within(24, MINIMUM);

    // 4 of 11 is too low, for some were not seen that long; 4 of the 10 settled is too high.
    assertThat(by24.expected()).isEqualTo(386_364);
    assertThat(by24.observed()).isEqualTo(4);
    assertThat(by24.won()).isEqualTo(11);
    assertThat(by24.settled()).isEqualTo(10);
    assertThat(by24.settledObserved()).isEqualTo(4);
    assertThat(by24.interval()).isNotNull();
    assertThat(followUp.points())
        .filteredOn(point -> point.events() > 0)
        .extracting(Point::day, Point::atRisk, point -> Math.round(point.share() / 1000.0))
        .containsExactly(
            tuple(9, 11L, 91L),
            tuple(13, 10L, 182L),
            tuple(18, 8L, 284L),
            tuple(23, 7L, 386L),
            tuple(31, 5L, 509L),
            tuple(34, 4L, 632L),
            tuple(48, 2L, 816L));
  }

  @Test
  void nothingIsShownPastTheFollowUp() {
    List<Cohort> cohorts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      cohorts.add(kept(21));
    }
    cohorts.add(remorse(21, 3));

    FollowUp followUp = new FollowUp(Endpoint.REMORSE, cohorts);
    Maturity by14 = followUp.within(14, MINIMUM);
    Maturity by30 = followUp.within(30, MINIMUM);

    assertThat(by14.expected()).isEqualTo(47_619);
    assertThat(by30.state()).isEqualTo(State.TOLD);
    assertThat(by30.expected()).isNull();
    assertThat(by30.interval()).isNull();
    assertThat(by30.settled()).isZero();
    assertThat(by30.longestFollowUp()).isEqualTo(21);
    assertThat(followUp.points()).extracting(Point::day).containsExactly(3, 21);
  }

  /** Old deals that left on their first day, for another reason, were seen for a day only. */
  @Test
  void whoLeftWasNotSeenLonger() {
    Tally left =
        new Tally.Builder()
            .add(TallyField.WON, 15)
            .add(TallyField.UNKNOWN_REVERSAL_DAY, 0, 15)
            .build();

    Maturity by30 =
        new FollowUp(Endpoint.REMORSE, List.of(new Cohort(OLD, left))).within(30, MINIMUM);

    assertThat(by30.expected()).isNull();
  }

  /** With all deals taken back on the first day nothing is left to come: Wilson's 0 of 15 kept. */
  @Test
  void whereAllHadItTheLastDayStands() {
    Tally back =
        new Tally.Builder().add(TallyField.WON, 15).add(TallyField.REMORSE_DAY, 0, 15).build();

    Maturity by30 =
        new FollowUp(Endpoint.REMORSE, List.of(new Cohort(OLD, back))).within(30, MINIMUM);

    assertThat(by30.expected()).isEqualTo(1_000_000);
    assertThat(by30.interval()).isEqualTo(new Bounds(796_117, 1_000_000));
  }

  @Test
  void ofTooFewThereIsNoEstimate() {
    Maturity by14 = new FollowUp(Endpoint.REMORSE, List.of(remorse(OLD, 3))).within(14, MINIMUM);

    assertThat(by14.state()).isEqualTo(State.TOO_FEW);
    assertThat(by14.observed()).isEqualTo(1);
    assertThat(by14.expected()).isNull();
  }

  /** Greenwood's variance is zero without events; 0 of 20 is not certainty. */
  @Test
  void withoutEventsTheIntervalIsWilsonsOfThoseAtRisk() {
    List<Cohort> cohorts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      cohorts.add(kept(OLD));
      cohorts.add(kept(5));
    }

    Maturity by14 = new FollowUp(Endpoint.REMORSE, cohorts).within(14, MINIMUM);

    assertThat(by14.expected()).isZero();
    assertThat(by14.interval()).isEqualTo(new Bounds(0, 161_125));
  }

  /** R37: a deal reversed for a defect on day 4 can have no remorse later. */
  @Test
  void otherReversalsLeaveOnTheirDay() {
    Tally reversed =
        new Tally.Builder()
            .add(TallyField.WON, 2)
            .add(TallyField.CENSORED_DAY, 4, 1)
            .add(TallyField.UNKNOWN_REVERSAL_DAY, 4, 1)
            .build();
    List<Cohort> cohorts = List.of(new Cohort(OLD, reversed), remorse(OLD, 10), kept(OLD));

    FollowUp followUp = new FollowUp(Endpoint.REMORSE, cohorts);

    assertThat(followUp.within(14, 1).expected()).isEqualTo(500_000);
    assertThat(followUp.within(14, 1).observed()).isEqualTo(1);
    assertThat(new FollowUp(Endpoint.REFERRAL, cohorts).within(14, 1).expected()).isZero();
  }

  /** All cohorts older than the longest window may be told as one. */
  @Test
  void oldCohortsMayBePooled() {
    List<Cohort> apart = new ArrayList<>();
    Tally pooled = Tally.ZERO;
    for (int i = 0; i < 30; i++) {
      Cohort old = i % 3 == 0 ? remorse(100 + i, 3 * i) : kept(100 + i);
      apart.add(old);
      pooled = pooled.plus(old.tally());
    }
    List<Cohort> young = List.of(kept(3), remorse(20, 18), kept(40), kept(90));
    apart.addAll(young);
    List<Cohort> together = new ArrayList<>(young);
    together.add(new Cohort(129, pooled));

    assertThat(Maturity.of(together, MINIMUM)).isEqualTo(Maturity.of(apart, MINIMUM));
  }
}
