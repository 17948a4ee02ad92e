package io.willingly.metrics.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Version;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FactChecksTest {
  @Test
  void anIdTheSourceDoesNotKnowIsAbsentAndNeverEmpty() {
    assertThat(faultyField(deal(null, null))).isNull();
    assertThat(faultyField(deal("", null))).isEqualTo("repId");
    assertThat(faultyField(deal(null, ""))).isEqualTo("referredByCustomerId");
    assertThat(faultyField(call(null, null))).isNull();
    assertThat(faultyField(call("", null))).isEqualTo("repId");
    assertThat(faultyField(call(null, ""))).isEqualTo("dealId");
    assertThat(faultyField(survey(null, null))).isNull();
    assertThat(faultyField(survey("", null))).isEqualTo("dealId");
    assertThat(faultyField(survey(null, ""))).isEqualTo("origin");
    assertThat(faultyField(referral(null))).isNull();
    assertThat(faultyField(referral(""))).isEqualTo("dealId");
    assertThat(faultyField(rep(null))).isNull();
    assertThat(faultyField(rep(""))).isEqualTo("team");
  }

  private static @Nullable String faultyField(Content content) {
    Fact fact =
        new Fact(
            new FactId(Family.DEAL, "crm", "e1"),
            new Version(1, 1),
            false,
            1_700_000_000_000_000L,
            "C-1",
            new Fact.Delivery(1_700_000_000_000L, 0),
            content);
    FactChecks.Problem problem = FactChecks.check(fact);
    if (problem == null) {
      return null;
    }
    assertThat(problem.reason()).isEqualTo(Reason.MISSING_FIELD);
    return problem.field();
  }

  private static Content deal(@Nullable String repId, @Nullable String referrer) {
    return new Content.Deal(
        Content.DealKind.WON,
        "D-1",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        referrer,
        repId,
        null,
        null,
        null,
        List.of());
  }

  private static Content call(@Nullable String repId, @Nullable String dealId) {
    return new Content.Call(
        "K-1", dealId, repId, null, null, null, null, null, null, null, null, null, Map.of(), null,
        null, null, null);
  }

  private static Content survey(@Nullable String dealId, @Nullable String origin) {
    return new Content.Survey(
        Content.SurveyStep.ANSWERED,
        "S-1",
        Content.SurveyKind.PURCHASE,
        dealId,
        null,
        Content.RespondentRole.OTHER,
        Map.of(),
        null,
        origin);
  }

  private static Content referral(@Nullable String dealId) {
    return new Content.Referral(Content.ReferralStep.MADE, "F-1", dealId, null, null);
  }

  private static Content rep(@Nullable String team) {
    return new Content.Rep("R-1", null, team, null, null, null, null, 0);
  }
}
