package io.willingly.metrics.fold;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Call practice: belongs to the call's rep on the call's own day, with or without a deal (R31). */
final class CallRules {
  private CallRules() {}

  static Map<CellKey, Tally> apply(SeenFact fact, Definition definition) {
    Content.Call call = (Content.Call) fact.content();
    CellKey key =
        new CellKey(
            call.repId() == null ? CellKey.NO_REP : call.repId(),
            CellKey.PRIMARY,
            "",
            CellKey.Recurrence.UNKNOWN,
            definition.dayOfMicros(fact.occurredAt()));
    return Map.of(key, tally(call));
  }

  private static Tally tally(Content.Call call) {
    Tally.Builder tally = new Tally.Builder();
    tally.add(TallyField.CALLS, 1);
    add(tally, TallyField.CALL_MILLIS, TallyField.CALL_MILLIS_KNOWN, call.durationMillis());
    speech(tally, call);
    Long monologue = call.longestMonologueMillis();
    add(tally, TallyField.MONOLOGUE_MILLIS, TallyField.MONOLOGUE_CALLS, monologue);
    if (monologue != null) {
      int log2 = monologue == 0 ? 0 : 63 - Long.numberOfLeadingZeros(monologue);
      tally.add(TallyField.MONOLOGUE_LOG2, log2, 1);
    }
    add(tally, TallyField.PATIENCE_MILLIS, TallyField.PATIENCE_CALLS, call.patienceMillis());
    add(
        tally,
        TallyField.SPEAKER_SWITCHES,
        TallyField.SPEAKER_SWITCHES_CALLS,
        wide(call.speakerSwitches()));
    add(
        tally,
        TallyField.INTERRUPTIONS,
        TallyField.INTERRUPTIONS_CALLS,
        wide(call.interruptions()));
    if (call.repQuestions() != null && call.durationMillis() != null) {
      tally.add(TallyField.REP_QUESTIONS, call.repQuestions());
      tally.add(TallyField.REP_QUESTIONS_MILLIS, call.durationMillis());
    }
    call.caring()
        .forEach(
            (question, asked) -> {
              tally.add(TallyField.CARING_KNOWN, question.ordinal(), 1);
              tally.add(TallyField.CARING_ASKED, question.ordinal(), asked ? 1 : 0);
            });
    if (call.startedBy() != null && call.startedBy() != Content.StartedBy.UNKNOWN) {
      tally.add(TallyField.STARTED_KNOWN, 1);
      boolean customer = call.startedBy() == Content.StartedBy.CUSTOMER;
      tally.add(TallyField.CUSTOMER_STARTED, customer ? 1 : 0);
    }
    if (call.priceObjections() != null) {
      tally.add(TallyField.OBJECTION_KNOWN, 1);
      tally.add(TallyField.OBJECTION_CALLS, call.priceObjections() > 0 ? 1 : 0);
    }
    add(
        tally,
        TallyField.AGGRESSIVE_CUES,
        TallyField.AGGRESSIVE_KNOWN,
        wide(call.aggressiveCues()));
    add(tally, TallyField.DIRECTIVE_CUES, TallyField.DIRECTIVE_KNOWN, wide(call.directiveCues()));
    if (call.nextStepAgreed() != null) {
      tally.add(TallyField.NEXT_STEP_KNOWN, 1);
      tally.add(TallyField.NEXT_STEP_AGREED, call.nextStepAgreed() ? 1 : 0);
    }
    return tally.build();
  }

  /** R32: pooled speech, and the mean of calls as a sum of basis points rounded half even. */
  private static void speech(Tally.Builder tally, Content.Call call) {
    Long rep = call.repSpeechMillis();
    Long customer = call.customerSpeechMillis();
    if (rep == null || customer == null || rep + customer == 0) {
      return;
    }
    tally.add(TallyField.REP_SPEECH_MILLIS, rep);
    tally.add(TallyField.CUSTOMER_SPEECH_MILLIS, customer);
    tally.add(TallyField.TALK_SHARE_CALLS, 1);
    long whole = rep + customer;
    long share = 10_000 * rep / whole;
    long twiceRest = 2 * (10_000 * rep % whole);
    boolean up = twiceRest > whole || (twiceRest == whole && share % 2 == 1);
    tally.add(TallyField.TALK_SHARE_BASIS_POINTS, up ? share + 1 : share);
  }

  private static void add(
      Tally.Builder tally, TallyField sum, TallyField count, @Nullable Long value) {
    if (value != null) {
      tally.add(sum, value);
      tally.add(count, 1);
    }
  }

  private static @Nullable Long wide(@Nullable Integer value) {
    return value == null ? null : Long.valueOf(value);
  }
}
