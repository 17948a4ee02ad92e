package io.willingly.metrics.fold;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.fact.Content.SurveyKind;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the answers to purchase surveys were given (R101, R102); not what they say. */
final class AnswerChecks {
  /** So many items show whether somebody reads them. */
  private static final int LONG_ITEMS = 4;

  private static final long SOON_MICROS = 15 * 60_000_000L;

  private AnswerChecks() {}

  /** When the customer's calls with a rep ended. */
  interface CallEnds {
    /** Whether one ended within a stretch, both ends inclusive, microseconds. */
    boolean any(String repId, long from, long to);
  }

  static boolean covers(SeenFact fact) {
    return Answers.isAnswer(fact)
        && Answers.survey(fact).kind() == SurveyKind.PURCHASE
        && !Answers.survey(fact).answers().isEmpty();
  }

  /**
   * Adds what is told of one answer.
   *
   * @param repId who carries the deal it falls to; null while the deal is not won
   */
  static void tell(SeenFact fact, @Nullable String repId, CallEnds ends, Tally.Builder tally) {
    Content.Survey survey = Answers.survey(fact);
    add(tally, AnswerCheck.ANSWERED);
    if (survey.answers().size() >= LONG_ITEMS) {
      add(tally, AnswerCheck.LONG);
      if (isStraight(survey.answers())) {
        add(tally, AnswerCheck.STRAIGHT_LINED);
      }
    }
    long at = fact.occurredAt();
    if (repId != null && ends.any(repId, at - SOON_MICROS, at)) {
      add(tally, AnswerCheck.AFTER_CALL);
    }
    if (survey.origin() != null) {
      tally.add(TallyField.ANSWER_ORIGIN, bucket(survey.origin()), 1);
    }
  }

  private static void add(Tally.Builder tally, AnswerCheck check) {
    tally.add(TallyField.ANSWER_CHECK, check.ordinal(), 1);
  }

  private static boolean isStraight(Map<SurveyItem, Content.Answer> answers) {
    int lowest = 0;
    int highest = 0;
    for (Map.Entry<SurveyItem, Content.Answer> entry : answers.entrySet()) {
      int boxes = Answers.boxes(entry.getKey());
      int box = entry.getValue().box(boxes);
      lowest += box == 1 ? 1 : 0;
      highest += box == boxes ? 1 : 0;
    }
    return lowest == answers.size() || highest == answers.size();
  }

  /**
   * The bucket of an origin, 1 to 4,095: its SHA-256, first four bytes as an unsigned number,
   * modulo 4,095. Two origins share one in a case of 4,095.
   */
  private static int bucket(String origin) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(origin.getBytes(StandardCharsets.UTF_8));
      return 1 + Integer.remainderUnsigned(ByteBuffer.wrap(hash).getInt(), TallyField.MAX_BUCKET);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /**
   * The end of a call with a rep.
   *
   * @param at microseconds
   */
  record CallEnd(String repId, long at) {}

  /** When a call ended, and with whom; null unless both are known. */
  static @Nullable CallEnd end(SeenFact call) {
    Content.Call content = (Content.Call) call.content();
    String repId = content.repId();
    Long millis = content.durationMillis();
    return repId == null || millis == null
        ? null
        : new CallEnd(repId, call.occurredAt() + millis * 1000);
  }

  /** The last moment at which an answer still comes soon after a call. */
  static long soonAfter(CallEnd end) {
    return end.at() + SOON_MICROS;
  }
}
