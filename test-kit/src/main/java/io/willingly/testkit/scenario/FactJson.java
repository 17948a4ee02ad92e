package io.willingly.testkit.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Version;
import java.time.ZoneId;
import java.util.Locale;

/**
 * Reads one delivered record from a line of a scenario. The key {@code fact} says what it is:
 * {@code deal.WON}, {@code survey.ANSWERED}, {@code call}, {@code referral.MADE}, {@code erasure}
 * or {@code rep}. What a line leaves out: source {@code crm}, id {@code eN} of line N, revision and
 * mapping version 1, not retracted, arrived when it occurred.
 */
final class FactJson {
  private FactJson() {}

  static Fact read(JsonNode json, int line, ZoneId zone) {
    JsonFields fields = new JsonFields(json, zone);
    String[] what = fields.text("fact").split("\\.", 2);
    Family family = Family.valueOf(what[0].toUpperCase(Locale.ROOT));
    String key = fields.text(family == Family.REP ? "rep" : "customer");
    long occurredAt = fields.micros("at");
    Long arrives = fields.maybeMicros("arrives");
    Fact fact =
        new Fact(
            new FactId(family, fields.text("source", "crm"), fields.text("id", "e" + line)),
            new Version(fields.number("revision", 1), (int) fields.number("mapping", 1)),
            fields.flag("retracted", false),
            occurredAt,
            key,
            new Fact.Delivery((arrives == null ? occurredAt : arrives) / 1000, 0),
            content(family, what.length == 1 ? "" : what[1], key, fields));
    fields.requireAllRead();
    return fact;
  }

  private static Content content(Family family, String kind, String key, JsonFields fields) {
    return switch (family) {
      case DEAL -> deal(Content.DealKind.valueOf(kind), fields);
      case SURVEY -> survey(Content.SurveyStep.valueOf(kind), fields);
      case CALL -> call(fields);
      case REFERRAL ->
          new Content.Referral(
              Content.ReferralStep.valueOf(kind),
              fields.text("referral"),
              fields.maybeText("deal"),
              fields.maybeText("party"),
              fields.maybeText("convertedDeal"));
      case ERASURE -> new Content.Erasure();
      case REP ->
          new Content.Rep(
              key,
              fields.maybeText("name"),
              fields.maybeText("team"),
              fields.maybeText("region"),
              fields.maybeText("role"),
              fields.maybeText("segment"),
              null,
              fields.epochDay("effectiveFrom"));
    };
  }

  private static Content.Deal deal(Content.DealKind kind, JsonFields fields) {
    return new Content.Deal(
        kind,
        fields.text("deal"),
        fields.money("amount"),
        fields.money("list"),
        fields.maybeText("productLine"),
        fields.maybeFlag("recurring"),
        fields.symbol("reason", Content.ReversalReason.class),
        fields.symbol("setBy", Content.ReasonSetBy.class),
        fields.symbol("loss", Content.LossReason.class),
        fields.symbol("renewal", Content.RenewalMode.class),
        fields.symbol("origin", Content.Origin.class),
        fields.maybeText("referredBy"),
        fields.maybeText("owner"),
        fields.maybeText("stage"),
        fields.maybeMicros("due"),
        fields.maybeMicros("paid"),
        fields.credits("credits"));
  }

  private static Content.Survey survey(Content.SurveyStep step, JsonFields fields) {
    Content.SurveyKind kind = fields.symbol("kind", Content.SurveyKind.class);
    Content.RespondentRole role = fields.symbol("role", Content.RespondentRole.class);
    return new Content.Survey(
        step,
        fields.text("survey"),
        kind == null ? Content.SurveyKind.PURCHASE : kind,
        fields.maybeText("deal"),
        fields.maybeText("respondent"),
        role == null ? Content.RespondentRole.OTHER : role,
        fields.answers("answers"),
        fields.maybeText("comment"),
        fields.maybeText("origin"));
  }

  private static Content.Call call(JsonFields fields) {
    return new Content.Call(
        fields.text("call"),
        fields.maybeText("deal"),
        fields.maybeText("owner"),
        fields.symbol("startedBy", Content.StartedBy.class),
        fields.maybeLong("durationMillis"),
        fields.maybeLong("repSpeechMillis"),
        fields.maybeLong("customerSpeechMillis"),
        fields.maybeLong("longestMonologueMillis"),
        fields.maybeLong("patienceMillis"),
        fields.maybeInt("speakerSwitches"),
        fields.maybeInt("interruptions"),
        fields.maybeInt("repQuestions"),
        fields.caring("caring"),
        fields.maybeInt("priceObjections"),
        fields.maybeInt("aggressiveCues"),
        fields.maybeInt("directiveCues"),
        fields.maybeFlag("nextStepAgreed"));
  }
}
