package io.willingly.streams.signoff;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.quality.Headline;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.signoff.Targets.At;
import io.willingly.streams.signoff.Targets.Target;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {
  private static final ScopeId NORTH = ScopeId.team("north");
  private static final Targets TARGETS =
      new Targets(
          List.of(
              target(NORTH, Headline.HAPPY_TO_PAY, 200, "0.85"),
              target(NORTH, Headline.HAPPY_TO_PAY, 100, "0.8"),
              target(NORTH, Headline.REMORSE_30, 150, "0.05"),
              target(ScopeId.rep("north"), Headline.HAPPY_TO_PAY, 0, "0.9")));

  private static Target target(ScopeId scope, Headline metric, int from, String rate) {
    return new Target(
        new At(scope, metric, from), new BigDecimal(rate), "Ann", Instant.EPOCH, null);
  }

  @Test
  void inForceIsTheLatestThatHasBegun() {
    assertThat(TARGETS.on(NORTH, Headline.HAPPY_TO_PAY, 99)).isEmpty();
    assertThat(TARGETS.on(NORTH, Headline.HAPPY_TO_PAY, 100).orElseThrow().rate())
        .isEqualByComparingTo("0.8");
    assertThat(TARGETS.on(NORTH, Headline.HAPPY_TO_PAY, 199).orElseThrow().rate())
        .isEqualByComparingTo("0.8");
    assertThat(TARGETS.on(NORTH, Headline.HAPPY_TO_PAY, 200).orElseThrow().rate())
        .isEqualByComparingTo("0.85");
    assertThat(TARGETS.on(NORTH, Headline.REFERRAL_90, 200)).isEmpty();
    assertThat(TARGETS.on(ScopeId.team("south"), Headline.HAPPY_TO_PAY, 200)).isEmpty();
  }

  @Test
  void onADayThereIsAtMostOneForAScopeAndRate() {
    assertThat(TARGETS.on(300).all())
        .extracting(target -> target.at().scope().kind() + " " + target.rate())
        .containsExactly("REP 0.9", "TEAM 0.85", "TEAM 0.05");
  }
}
