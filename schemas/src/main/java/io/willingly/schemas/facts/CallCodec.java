package io.willingly.schemas.facts;

import io.willingly.event.CallEvent;
import io.willingly.event.StartedBy;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.CaringQuestion;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.metrics.fact.Family;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Call events. */
final class CallCodec {
  private static final EnumBridge<StartedBy, Content.StartedBy> STARTERS =
      new EnumBridge<>(StartedBy.class, Content.StartedBy.class);

  private CallCodec() {}

  static FactReading toFact(CallEvent event, Delivery delivery) {
    return Envelope.read(event, Family.CALL, delivery, content(event));
  }

  private static Content.Call content(CallEvent event) {
    return new Content.Call(
        event.getCallId(),
        event.getDealId(),
        event.getRepId(),
        STARTERS.toDomain(event.getStartedBy()),
        event.getDurationMillis(),
        event.getRepSpeechMillis(),
        event.getCustomerSpeechMillis(),
        event.getLongestMonologueMillis(),
        event.getPatienceMillis(),
        event.getSpeakerSwitches(),
        event.getInterruptions(),
        event.getRepQuestions(),
        caring(event),
        event.getPriceObjections(),
        event.getAggressiveCues(),
        event.getDirectiveCues(),
        event.getNextStepAgreed());
  }

  static CallEvent toEvent(Fact fact, Content.Call call) {
    CallEvent event = Envelope.write(new CallEvent(), fact);
    event.setCallId(call.callId());
    event.setDealId(call.dealId());
    event.setRepId(call.repId());
    event.setStartedBy(STARTERS.toAvroOrNull(call.startedBy()));
    event.setDurationMillis(call.durationMillis());
    event.setRepSpeechMillis(call.repSpeechMillis());
    event.setCustomerSpeechMillis(call.customerSpeechMillis());
    event.setLongestMonologueMillis(call.longestMonologueMillis());
    event.setPatienceMillis(call.patienceMillis());
    event.setSpeakerSwitches(call.speakerSwitches());
    event.setInterruptions(call.interruptions());
    event.setRepQuestions(call.repQuestions());
    event.setAskedSuccessfulOutcome(call.caring().get(CaringQuestion.SUCCESSFUL_OUTCOME));
    event.setAskedConcerns(call.caring().get(CaringQuestion.CONCERNS));
    event.setAskedFit(call.caring().get(CaringQuestion.FIT));
    event.setAskedAlternatives(call.caring().get(CaringQuestion.ALTERNATIVES));
    event.setAskedClarity(call.caring().get(CaringQuestion.CLARITY));
    event.setPriceObjections(call.priceObjections());
    event.setAggressiveCues(call.aggressiveCues());
    event.setDirectiveCues(call.directiveCues());
    event.setNextStepAgreed(call.nextStepAgreed());
    return event;
  }

  private static Map<CaringQuestion, Boolean> caring(CallEvent event) {
    Map<CaringQuestion, Boolean> caring = new EnumMap<>(CaringQuestion.class);
    put(caring, CaringQuestion.SUCCESSFUL_OUTCOME, event.getAskedSuccessfulOutcome());
    put(caring, CaringQuestion.CONCERNS, event.getAskedConcerns());
    put(caring, CaringQuestion.FIT, event.getAskedFit());
    put(caring, CaringQuestion.ALTERNATIVES, event.getAskedAlternatives());
    put(caring, CaringQuestion.CLARITY, event.getAskedClarity());
    return caring;
  }

  private static void put(
      Map<CaringQuestion, Boolean> caring, CaringQuestion question, @Nullable Boolean asked) {
    if (asked != null) {
      caring.put(question, asked);
    }
  }
}
