package io.willingly.schemas.facts;

import io.willingly.event.CallEvent;
import io.willingly.event.CustomerErasure;
import io.willingly.event.DealEvent;
import io.willingly.event.ReferralEvent;
import io.willingly.event.RepEntry;
import io.willingly.event.SurveyEvent;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.metrics.fact.Family;
import java.time.LocalDate;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns input events into facts and back. Stateless. What the contract cannot express in its types
 * (ranges, currencies, credits) is left to the domain's checks; only what a fact cannot hold is
 * turned down here.
 */
public final class FactCodec {
  private FactCodec() {}

  /**
   * The fact an input event states.
   *
   * @throws IllegalArgumentException when the record is not of an input topic of facts
   */
  public static FactReading toFact(SpecificRecord event, Delivery delivery) {
    if (event instanceof DealEvent deal) {
      return DealCodec.toFact(deal, delivery);
    } else if (event instanceof SurveyEvent survey) {
      return SurveyCodec.toFact(survey, delivery);
    } else if (event instanceof CallEvent call) {
      return CallCodec.toFact(call, delivery);
    } else if (event instanceof ReferralEvent referral) {
      return ReferralCodec.toFact(referral, delivery);
    } else if (event instanceof CustomerErasure erasure) {
      return Envelope.read(erasure, Family.ERASURE, delivery, new Content.Erasure());
    } else if (event instanceof RepEntry rep) {
      return rep(rep, delivery);
    }
    throw new IllegalArgumentException(event.getSchema().getFullName() + " states no fact");
  }

  /** The input event that states the fact; {@link #toFact} gives back an equal fact. */
  public static SpecificRecord toEvent(Fact fact) {
    Content content = fact.content();
    if (content instanceof Content.Deal deal) {
      return DealCodec.toEvent(fact, deal);
    } else if (content instanceof Content.Survey survey) {
      return SurveyCodec.toEvent(fact, survey);
    } else if (content instanceof Content.Call call) {
      return CallCodec.toEvent(fact, call);
    } else if (content instanceof Content.Referral referral) {
      return ReferralCodec.toEvent(fact, referral);
    } else if (content instanceof Content.Rep rep) {
      return rep(fact, rep);
    }
    return Envelope.write(new CustomerErasure(), fact);
  }

  private static FactReading rep(RepEntry event, Delivery delivery) {
    return Envelope.read(
        event,
        Family.REP,
        delivery,
        new Content.Rep(
            event.getRepId(),
            event.getName(),
            event.getTeam(),
            event.getRegion(),
            event.getRole(),
            event.getSegment(),
            event.getHiredOn() == null ? null : event.getHiredOn().toEpochDay(),
            event.getEffectiveFrom().toEpochDay()));
  }

  private static RepEntry rep(Fact fact, Content.Rep rep) {
    RepEntry event = Envelope.write(new RepEntry(), fact);
    event.setName(rep.name());
    event.setTeam(rep.team());
    event.setRegion(rep.region());
    event.setRole(rep.role());
    event.setSegment(rep.segment());
    event.setHiredOn(date(rep.hiredOn()));
    event.setEffectiveFrom(LocalDate.ofEpochDay(rep.effectiveFrom()));
    return event;
  }

  private static @Nullable LocalDate date(@Nullable Long epochDay) {
    return epochDay == null ? null : LocalDate.ofEpochDay(epochDay);
  }
}
