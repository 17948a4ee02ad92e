package io.willingly.streams.demo;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.Answer;
import io.willingly.metrics.fact.Content.RespondentRole;
import io.willingly.metrics.fact.Content.StartedBy;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.fact.Content.SurveyKind;
import io.willingly.metrics.fact.Content.SurveyStep;
import io.willingly.metrics.fact.Family;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who was asked, and what they said. Whether somebody answers does not depend on the answer. */
final class SurveyStory {
  private static final double SELF_SERVE_RESPONSE = 0.25;
  private static final double SECOND_RESPONDENT = 0.10;
  private static final double FLOATING = 0.10;
  private static final double MISNAMED = 0.002;
  private static final double BEFORE_THE_DEAL = 0.01;
  private static final double ASKED_WHEN_LOST = 0.25;
  private static final double ASKED_AGAIN = 0.04;
  private static final double STARTED_ONLY = 0.05;
  private static final long MINUTE = 60_000;

  private final Pen pen;
  private final Fate fate;
  private final Dice dice;
  private final Answers answers;
  private int surveys;

  SurveyStory(Pen pen) {
    this.pen = pen;
    this.fate = pen.fate();
    this.dice = pen.dice();
    this.answers = new Answers(fate, dice);
  }

  void tell() {
    if (!fate.won()) {
      if (fate.rep() != null && dice.chance(ASKED_WHEN_LOST)) {
        ask(SurveyKind.LOST_DEAL, RespondentRole.PAYER_OR_SIGNER, pen.after(dice.between(2, 10)));
      }
      return;
    }
    boolean early = dice.chance(BEFORE_THE_DEAL);
    long asked = early ? pen.before(0.97) : pen.after(dice.between(2, 12));
    ask(SurveyKind.PURCHASE, RespondentRole.PAYER_OR_SIGNER, asked);
    if (dice.chance(SECOND_RESPONDENT)) {
      ask(SurveyKind.PURCHASE, RespondentRole.USER, pen.after(dice.between(2, 20)));
    }
    if (dice.chance(ASKED_AGAIN)) {
      ask(SurveyKind.PURCHASE, RespondentRole.PAYER_OR_SIGNER, pen.after(dice.between(95, 150)));
    }
    if (dice.chance(ASKED_AGAIN)) {
      ask(SurveyKind.ONBOARDING, RespondentRole.USER, pen.after(dice.between(20, 40)));
    }
  }

  private void ask(SurveyKind kind, RespondentRole role, long asked) {
    Form form = form(kind, role);
    send(form, SurveyStep.INVITED, asked, Map.of());
    if (!dice.chance(RepTruth.DELIVERED)) {
      return;
    }
    send(form, SurveyStep.DELIVERED, asked + MINUTE, Map.of());
    RepTruth rep = fate.rep();
    boolean late = dice.chance(RepTruth.ANSWERS_LATE);
    if (!dice.chance(rep == null ? SELF_SERVE_RESPONSE : rep.response())) {
      long stopped = asked + dice.between(30, 2_000) * MINUTE;
      if (dice.chance(STARTED_ONLY)) {
        send(form, SurveyStep.STARTED, stopped, Map.of());
      }
      send(form, SurveyStep.EXPIRED, asked + 30L * 24 * 60 * MINUTE, Map.of());
      return;
    }
    long days = late ? dice.between(25, 60) : dice.between(0, 5);
    long answered = asked + (days * 24 * 60 + dice.between(10, 600)) * MINUTE;
    send(form, SurveyStep.STARTED, answered - 4 * MINUTE, Map.of());
    Map<SurveyItem, Answer> said = answers.of(kind, role, late);
    if (rep != null && kind == SurveyKind.PURCHASE && lends(rep)) {
      callBefore(form, answered, rep);
      send(form, SurveyStep.ANSWERED, answered, said, origin(rep.repId()));
    } else {
      send(form, SurveyStep.ANSWERED, answered, said, origin(respondent(form)));
    }
  }

  private boolean lends(RepTruth rep) {
    return rep.lendsDevice() > 0 && dice.chance(rep.lendsDevice());
  }

  /** A visit of which there is nothing but its length, over a few minutes before the answer. */
  private void callBefore(Form form, long answered, RepTruth rep) {
    String callId = "K-" + form.id();
    long duration = 5 * MINUTE;
    pen.send(
        Family.CALL,
        Source.CALLS,
        callId,
        answered - duration - dice.between(2, 12) * MINUTE,
        new Content.Call(
            callId,
            fate.dealId(),
            rep.repId(),
            StartedBy.REP,
            duration,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            Map.of(),
            null,
            null,
            null,
            null),
        duration + MINUTE);
  }

  /** A hash of whose device it was. */
  private static String origin(String owner) {
    return String.format(Locale.ROOT, "%08x", owner.hashCode());
  }

  private record Form(String id, SurveyKind kind, RespondentRole role, @Nullable String dealId) {}

  private Form form(SurveyKind kind, RespondentRole role) {
    String id = "S-" + fate.dealId().substring(2) + "-" + ++surveys;
    return new Form(id, kind, role, dealNamed());
  }

  private @Nullable String dealNamed() {
    if (dice.chance(MISNAMED)) {
      return "D-unknown-" + fate.dealId().substring(2);
    }
    return fate.won() && dice.chance(FLOATING) ? null : fate.dealId();
  }

  private String respondent(Form form) {
    boolean payer = form.role() == RespondentRole.PAYER_OR_SIGNER;
    return fate.customerId() + (payer ? ":payer" : ":user");
  }

  private void send(Form form, SurveyStep step, long when, Map<SurveyItem, Answer> said) {
    send(form, step, when, said, null);
  }

  private void send(
      Form form,
      SurveyStep step,
      long when,
      Map<SurveyItem, Answer> said,
      @Nullable String origin) {
    pen.send(
        Family.SURVEY,
        Source.SURVEYS,
        form.id() + ":" + step.ordinal(),
        when,
        new Content.Survey(
            step,
            form.id(),
            form.kind(),
            form.dealId(),
            respondent(form),
            form.role(),
            said,
            null,
            origin),
        0);
  }
}
