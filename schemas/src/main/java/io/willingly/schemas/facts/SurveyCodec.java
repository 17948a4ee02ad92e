package io.willingly.schemas.facts;

import io.willingly.event.Answer;
import io.willingly.event.RespondentRole;
import io.willingly.event.SurveyEvent;
import io.willingly.event.SurveyItem;
import io.willingly.event.SurveyKind;
import io.willingly.event.SurveyStep;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fold.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Survey events. */
final class SurveyCodec {
  private static final EnumBridge<SurveyStep, Content.SurveyStep> STEPS =
      new EnumBridge<>(SurveyStep.class, Content.SurveyStep.class);
  private static final EnumBridge<SurveyKind, Content.SurveyKind> KINDS =
      new EnumBridge<>(SurveyKind.class, Content.SurveyKind.class);
  private static final EnumBridge<RespondentRole, Content.RespondentRole> ROLES =
      new EnumBridge<>(RespondentRole.class, Content.RespondentRole.class);
  private static final EnumBridge<SurveyItem, Content.SurveyItem> ITEMS =
      new EnumBridge<>(SurveyItem.class, Content.SurveyItem.class);

  private SurveyCodec() {}

  static FactReading toFact(SurveyEvent event, Delivery delivery) {
    Content.SurveyStep step = STEPS.toDomain(event.getStep());
    if (step == null) {
      return Envelope.unreadable(
          event, Reason.UNKNOWN_KIND, "step", "a survey step that this version does not know");
    }
    Map<Content.SurveyItem, Content.Answer> answers = new EnumMap<>(Content.SurveyItem.class);
    for (int i = 0; i < event.getAnswers().size(); i++) {
      Answer answer = event.getAnswers().get(i);
      String field = "answers/" + i;
      Content.SurveyItem item = ITEMS.toDomain(answer.getItem());
      if (item == null) {
        return Envelope.unreadable(
            event, Reason.UNKNOWN_KIND, field, "a survey item that this version does not know");
      }
      int value = answer.getValue();
      int min = answer.getScaleMin();
      int max = answer.getScaleMax();
      if (min >= max || value < min || value > max) {
        return Envelope.unreadable(
            event,
            Reason.RANGE,
            field,
            item + ": " + value + " is not on the scale " + min + " to " + max);
      }
      if (answers.put(item, new Content.Answer(value, min, max)) != null) {
        return Envelope.unreadable(event, Reason.RANGE, field, item + " is answered twice");
      }
    }
    return Envelope.read(event, Family.SURVEY, delivery, content(event, step, answers));
  }

  private static Content.Survey content(
      SurveyEvent event, Content.SurveyStep step, Map<Content.SurveyItem, Content.Answer> answers) {
    Content.SurveyKind kind = KINDS.toDomain(event.getKind());
    Content.RespondentRole role = ROLES.toDomain(event.getRespondentRole());
    return new Content.Survey(
        step,
        event.getSurveyId(),
        kind == null ? Content.SurveyKind.OTHER : kind,
        event.getDealId(),
        event.getRespondentId(),
        role == null ? Content.RespondentRole.OTHER : role,
        answers,
        event.getComment(),
        event.getOrigin());
  }

  static SurveyEvent toEvent(Fact fact, Content.Survey survey) {
    SurveyEvent event = Envelope.write(new SurveyEvent(), fact);
    event.setStep(STEPS.toAvro(survey.step()));
    event.setSurveyId(survey.surveyId());
    event.setKind(KINDS.toAvro(survey.kind()));
    event.setDealId(survey.dealId());
    event.setRespondentId(survey.respondentId());
    event.setRespondentRole(ROLES.toAvro(survey.respondentRole()));
    event.setAnswers(answers(survey.answers()));
    event.setComment(survey.comment());
    event.setOrigin(survey.origin());
    return event;
  }

  /** In the order of the items, so that equal facts have equal bytes. */
  private static List<Answer> answers(Map<Content.SurveyItem, Content.Answer> answers) {
    List<Answer> written = new ArrayList<>(answers.size());
    for (Content.SurveyItem item : Content.SurveyItem.values()) {
      Content.Answer answer = answers.get(item);
      if (answer != null) {
        written.add(new Answer(ITEMS.toAvro(item), answer.value(), answer.min(), answer.max()));
      }
    }
    return written;
  }
}
