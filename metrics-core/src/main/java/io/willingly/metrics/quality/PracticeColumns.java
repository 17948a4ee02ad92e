package io.willingly.metrics.quality;

import static io.willingly.metrics.quality.Section.SHARE;

import io.willingly.metrics.fact.Content.CaringQuestion;
import io.willingly.metrics.quality.Certainty.Basis;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.util.List;

/** How calls are held (R31): by the call's own rep and day, over the calls that tell. */
final class PracticeColumns {
  /** The one column here whose numbers a deal carries, not a call. */
  static final String OF_DEALS = "call_signal_agreement_rate";

  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long BASIS_POINTS = 10_000;

  private PracticeColumns() {}

  static List<Column> of() {
    Section out = new Section();
    out.under("R31", "calls").count("calls", "Calls held.", TallyField.CALLS);
    speech(out);
    questions(out);
    out.under("R31", SHARE)
        .by("calls the customer started / calls whose start is known")
        .share(
            "customer_started_rate",
            "Share of calls the customer started.",
            1,
            Basis.RECORDS,
            tally -> tally.get(TallyField.CUSTOMER_STARTED),
            tally -> tally.get(TallyField.STARTED_KNOWN),
            PracticeColumns::calls)
        .by("calls with an objection / calls of which it is known")
        .share(
            "objection_call_rate",
            "Share of calls in which the customer objected to the price.",
            1,
            Basis.RECORDS,
            tally -> tally.get(TallyField.OBJECTION_CALLS),
            tally -> tally.get(TallyField.OBJECTION_KNOWN),
            PracticeColumns::calls)
        .by("calls with a next step / calls of which it is known")
        .share(
            "next_step_rate",
            "Share of calls that agreed a next step.",
            1,
            Basis.RECORDS,
            tally -> tally.get(TallyField.NEXT_STEP_AGREED),
            tally -> tally.get(TallyField.NEXT_STEP_KNOWN),
            PracticeColumns::calls)
        .by("deals whose calls agree / deals with both")
        .share(
            OF_DEALS,
            "How often the price signal on calls after signing agrees with what we were told.",
            tally -> tally.get(TallyField.CALL_SIGNAL_AGREEMENT, 0),
            tally -> tally.sum(TallyField.CALL_SIGNAL_AGREEMENT))
        .under("R31", "per call")
        .by("cues / calls whose cues are known")
        .mean(
            "aggressive_cues_mean",
            "Cues of aggressive pressure per call.",
            TallyField.AGGRESSIVE_CUES,
            TallyField.AGGRESSIVE_KNOWN,
            1)
        .by("cues / calls whose cues are known")
        .mean(
            "directive_cues_mean",
            "Cues of directive pressure per call.",
            TallyField.DIRECTIVE_CUES,
            TallyField.DIRECTIVE_KNOWN,
            1);
    return out.columns();
  }

  private static void speech(Section out) {
    out.under("R32", "minutes")
        .by("minutes / calls whose length is known")
        .mean(
            "call_minutes_mean",
            "Mean length of calls.",
            TallyField.CALL_MILLIS,
            TallyField.CALL_MILLIS_KNOWN,
            MINUTE)
        .under("R32", SHARE)
        .by("the rep's speech / all speech")
        .rate(
            "talk_share_pooled",
            "The rep's share of all speech.",
            tally -> tally.get(TallyField.REP_SPEECH_MILLIS),
            tally ->
                tally.get(TallyField.REP_SPEECH_MILLIS)
                    + tally.get(TallyField.CUSTOMER_SPEECH_MILLIS))
        .by("sum of shares / calls whose speech is known")
        .mean(
            "talk_share_mean",
            "Mean over calls of the rep's share of speech.",
            TallyField.TALK_SHARE_BASIS_POINTS,
            TallyField.TALK_SHARE_CALLS,
            BASIS_POINTS)
        .under("R32", "seconds")
        .by("sum of longest monologues / calls of which it is known")
        .mean(
            "longest_monologue_seconds_mean",
            "Mean over calls of the rep's longest monologue.",
            TallyField.MONOLOGUE_MILLIS,
            TallyField.MONOLOGUE_CALLS,
            SECOND)
        .by("sum of waits / calls of which it is known")
        .mean(
            "patience_seconds_mean",
            "Mean over calls of the wait before the rep speaks.",
            TallyField.PATIENCE_MILLIS,
            TallyField.PATIENCE_CALLS,
            SECOND)
        .under("R31", "per call")
        .by("speaker switches / calls of which they are known")
        .mean(
            "speaker_switches_mean",
            "Speaker switches per call.",
            TallyField.SPEAKER_SWITCHES,
            TallyField.SPEAKER_SWITCHES_CALLS,
            1)
        .by("interruptions / calls of which they are known")
        .mean(
            "interruptions_mean",
            "Interruptions per call.",
            TallyField.INTERRUPTIONS,
            TallyField.INTERRUPTIONS_CALLS,
            1);
  }

  private static void questions(Section out) {
    out.under("R31", "per hour")
        .by("questions by the rep / hours of the calls whose questions are known")
        .rate(
            "questions_per_hour",
            "Questions by the rep per hour of call.",
            tally -> Math.multiplyExact(tally.get(TallyField.REP_QUESTIONS), HOUR),
            tally -> tally.get(TallyField.REP_QUESTIONS_MILLIS))
        .under("R31", SHARE)
        .by("caring questions asked / caring questions of which it is known")
        .rate(
            "caring_coverage",
            "Share of the caring questions asked where it is known, the five pooled.",
            tally -> tally.sum(TallyField.CARING_ASKED),
            tally -> tally.sum(TallyField.CARING_KNOWN));
    for (CaringQuestion question : CaringQuestion.values()) {
      out.by("calls that asked / calls of which it is known")
          .share(
              "caring_" + Section.name(question) + "_rate",
              "Share of calls with the caring question: " + Section.words(question) + ".",
              1,
              Basis.RECORDS,
              tally -> tally.get(TallyField.CARING_ASKED, question.ordinal()),
              tally -> tally.get(TallyField.CARING_KNOWN, question.ordinal()),
              PracticeColumns::calls);
    }
  }

  private static long calls(Tally tally) {
    return tally.get(TallyField.CALLS);
  }
}
