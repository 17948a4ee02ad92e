package io.willingly.streams.demo;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.CaringQuestion;
import io.willingly.metrics.fact.Content.StartedBy;
import io.willingly.metrics.fact.Family;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was said: the calls on the way to a deal, and now and then one after it. */
final class CallStory {
  private static final double UNLINKED = 0.20;
  private static final double NOT_ANALYSED = 0.05;
  private static final double AFTER_SIGNING = 0.25;
  private static final long MINUTE = 60_000;

  private final Pen pen;
  private final Fate fate;
  private final Dice dice;

  CallStory(Pen pen) {
    this.pen = pen;
    this.fate = pen.fate();
    this.dice = pen.dice();
  }

  void tell() {
    RepTruth rep = fate.rep();
    if (rep == null) {
      return;
    }
    int calls = fate.won() ? dice.between(2, 4) : dice.between(1, 2);
    for (int i = 0; i < calls; i++) {
      // The first one often comes before the CRM knows of a deal: it waits and joins (R29, R42).
      long start =
          i == 0 && dice.chance(0.3)
              ? fate.opened() - dice.between(5, 90) * MINUTE
              : pen.before((i + dice.unit()) / calls * 0.95);
      call(i, start, rep, dice.chance(0.25) ? 1 : 0);
    }
    if (fate.won() && dice.chance(AFTER_SIGNING)) {
      int objections = !fate.happy() && dice.chance(0.5) ? 1 : 0;
      call(calls, pen.after(dice.between(2, 40)), rep, objections);
    }
  }

  private void call(int number, long start, RepTruth rep, int objections) {
    RepTruth.Manner manner = rep.manner(fate.careful());
    String callId = "K-" + fate.dealId().substring(2) + "-" + (number + 1);
    boolean analysed = !dice.chance(NOT_ANALYSED);
    long duration = dice.between(8, 50) * MINUTE;
    long speech = duration * 9 / 10;
    double share = Math.min(0.95, dice.around(manner.talkShare(), 0.25));
    long repSpeech = analysed ? (long) (speech * share) : 0;
    int harsh = fate.pressured() ? dice.between(1, 4) : 0;
    int directive = rep.style() == Style.DIRECTIVE ? dice.between(0, 3) : dice.between(0, 1);
    pen.send(
        Family.CALL,
        Source.CALLS,
        callId,
        start,
        new Content.Call(
            callId,
            dice.chance(UNLINKED) ? null : fate.dealId(),
            rep.repId(),
            dice.chance(fate.careful() ? 0.35 : 0.2) ? StartedBy.CUSTOMER : StartedBy.REP,
            duration,
            known(analysed, repSpeech),
            known(analysed, speech - repSpeech),
            known(analysed, (long) (repSpeech * dice.between(0.05, 0.2))),
            known(analysed, fate.careful() ? dice.between(700, 1_600) : dice.between(200, 900)),
            count(analysed, (int) (duration / MINUTE) * dice.between(2, 5)),
            count(analysed, fate.careful() ? dice.between(0, 2) : dice.between(1, 6)),
            count(analysed, fate.careful() ? dice.between(8, 20) : dice.between(3, 12)),
            analysed ? caring(manner) : Map.of(),
            count(analysed, objections),
            count(analysed, harsh),
            count(analysed, directive),
            analysed ? dice.chance(fate.careful() ? 0.8 : 0.45) : null),
        duration + dice.between(1, 10) * MINUTE);
  }

  private Map<CaringQuestion, Boolean> caring(RepTruth.Manner manner) {
    Map<CaringQuestion, Boolean> asked = new EnumMap<>(CaringQuestion.class);
    for (CaringQuestion question : CaringQuestion.values()) {
      asked.put(question, dice.chance(manner.asks()));
    }
    return asked;
  }

  private static @Nullable Long known(boolean analysed, long value) {
    return analysed ? value : null;
  }

  private static @Nullable Integer count(boolean analysed, int value) {
    return analysed ? value : null;
  }
}
