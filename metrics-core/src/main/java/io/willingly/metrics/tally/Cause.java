package io.willingly.metrics.tally;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.FactId;
import java.util.Comparator;
import java.util.Set;

/**
 * A fact whose arrival changed a tally (R53).
 *
 * @param source the source instance that said it
 * @param eventId id the source gave it
 * @param reason what it is: the kind of a step in the life of a deal ({@code REFUNDED}), {@code
 *     CALL}, {@code SURVEY_} or {@code REFERRAL_} and the step, {@code ERASURE} or {@code
 *     REP_ENTRY}; behind {@code RETRACTED_} when the source withdraws it
 */
public record Cause(String source, String eventId, String reason) implements Comparable<Cause> {
  private static final String RETRACTED = "RETRACTED_";

  /** What moves no rate that people ask for first: told last. */
  private static final Set<String> MINOR =
      Set.of(
          "STAGE_CHANGED",
          "PAYMENT",
          "INVOICE_DISPUTED",
          "CONCESSION",
          "EXPANDED",
          "DOWNGRADED",
          "RENEWED",
          "CALL",
          "SURVEY_INVITED",
          "SURVEY_DELIVERED",
          "SURVEY_STARTED",
          "SURVEY_EXPIRED");

  private static final Comparator<Cause> ORDER =
      Comparator.comparing(Cause::minor)
          .thenComparing(Cause::source)
          .thenComparing(Cause::eventId)
          .thenComparing(Cause::reason);

  /** The cause that a version of a fact is. */
  public static Cause of(FactId id, boolean retracted, Content content) {
    String what = what(content);
    return new Cause(id.source(), id.eventId(), retracted ? RETRACTED + what : what);
  }

  private static String what(Content content) {
    if (content instanceof Content.Deal deal) {
      return deal.kind().name();
    }
    if (content instanceof Content.Survey survey) {
      return "SURVEY_" + survey.step().name();
    }
    if (content instanceof Content.Referral referral) {
      return "REFERRAL_" + referral.step().name();
    }
    if (content instanceof Content.Call) {
      return "CALL";
    }
    return content instanceof Content.Erasure ? "ERASURE" : "REP_ENTRY";
  }

  /** What it is, also when it is withdrawn. */
  public String what() {
    return reason.startsWith(RETRACTED) ? reason.substring(RETRACTED.length()) : reason;
  }

  /** Whether it is of a kind that moves neither remorse, nor happy to pay, nor referrals. */
  public boolean minor() {
    return MINOR.contains(what());
  }

  @Override
  public int compareTo(Cause other) {
    return ORDER.compare(this, other);
  }
}
