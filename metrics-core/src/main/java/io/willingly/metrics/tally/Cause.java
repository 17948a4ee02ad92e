package io.willingly.metrics.tally;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.FactId;
import java.util.Comparator;

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
  private static final Comparator<Cause> ORDER =
      Comparator.comparing(Cause::source)
          .thenComparing(Cause::eventId)
          .thenComparing(Cause::reason);

  /** The cause that a version of a fact is. */
  public static Cause of(FactId id, boolean retracted, Content content) {
    String what = what(content);
    return new Cause(id.source(), id.eventId(), retracted ? "RETRACTED_" + what : what);
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

  @Override
  public int compareTo(Cause other) {
    return ORDER.compare(this, other);
  }
}
