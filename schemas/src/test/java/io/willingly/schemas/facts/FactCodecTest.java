package io.willingly.schemas.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.event.Answer;
import io.willingly.event.DealEvent;
import io.willingly.event.DealKind;
import io.willingly.event.ReferralEvent;
import io.willingly.event.ReferralStep;
import io.willingly.event.RespondentRole;
import io.willingly.event.SurveyEvent;
import io.willingly.event.SurveyItem;
import io.willingly.event.SurveyKind;
import io.willingly.event.SurveyStep;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.metrics.fold.Reason;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.WireFormat;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class FactCodecTest {
  private static final Delivery DELIVERY = new Delivery(1_700_000_000_000L, 7);
  private static final SchemaIds IDS = EmbeddedSchemaIds.inMemory();

  @Property
  void factSurvivesTheWayThroughAvroBytes(@ForAll("facts") Fact fact) {
    SpecificRecord event = reread(FactCodec.toEvent(fact));

    FactReading reading = FactCodec.toFact(event, fact.delivery());

    assertThat(reading).isEqualTo(new FactReading.Read(fact));
  }

  @Provide
  Arbitrary<Fact> facts() {
    return FactArbitraries.facts();
  }

  @Test
  void dealKindNewerThanThisReaderIsTurnedDownByName() {
    DealEvent event = new DealEvent();
    event.setSource("crm");
    event.setEventId("e1");
    event.setKind(DealKind.UNKNOWN);

    assertUnreadable(FactCodec.toFact(event, DELIVERY), Reason.UNKNOWN_KIND, "kind");
  }

  @Test
  void referralStepNewerThanThisReaderIsTurnedDownByName() {
    ReferralEvent event = new ReferralEvent();
    event.setSource("crm");
    event.setEventId("e1");
    event.setStep(ReferralStep.UNKNOWN);

    assertUnreadable(FactCodec.toFact(event, DELIVERY), Reason.UNKNOWN_KIND, "step");
  }

  @Test
  void surveyItemNewerThanThisReaderIsTurnedDown() {
    SurveyEvent event = survey(new Answer(SurveyItem.UNKNOWN, 4, 1, 5));

    assertUnreadable(FactCodec.toFact(event, DELIVERY), Reason.UNKNOWN_KIND, "answers/0");
  }

  @Test
  void answerOffItsScaleIsTurnedDown() {
    SurveyEvent event = survey(new Answer(SurveyItem.TRUST, 6, 1, 5));

    assertUnreadable(FactCodec.toFact(event, DELIVERY), Reason.RANGE, "answers/0");
  }

  @Test
  void itemAnsweredTwiceIsTurnedDownInsteadOfKeepingEither() {
    SurveyEvent event =
        survey(new Answer(SurveyItem.TRUST, 1, 1, 5), new Answer(SurveyItem.TRUST, 5, 1, 5));

    assertUnreadable(FactCodec.toFact(event, DELIVERY), Reason.RANGE, "answers/1");
  }

  private static void assertUnreadable(FactReading reading, Reason reason, String field) {
    assertThat(reading)
        .isInstanceOfSatisfying(
            FactReading.Unreadable.class,
            unreadable -> {
              assertThat(unreadable.reason()).isEqualTo(reason);
              assertThat(unreadable.field()).isEqualTo(field);
              assertThat(unreadable.source()).isEqualTo("crm");
              assertThat(unreadable.eventId()).isEqualTo("e1");
            });
  }

  private static SurveyEvent survey(Answer... answers) {
    return SurveyEvent.newBuilder()
        .setSource("crm")
        .setEventId("e1")
        .setRevision(1)
        .setOccurredAt(Instant.EPOCH)
        .setCustomerId("c1")
        .setStep(SurveyStep.ANSWERED)
        .setSurveyId("s1")
        .setKind(SurveyKind.PURCHASE)
        .setRespondentRole(RespondentRole.USER)
        .setAnswers(List.of(answers))
        .build();
  }

  private static SpecificRecord reread(SpecificRecord event) {
    return reread(event, event.getClass());
  }

  private static <T extends SpecificRecord> SpecificRecord reread(
      SpecificRecord event, Class<T> type) {
    WireFormat<T> format = new WireFormat<>(type, "subject", IDS);
    Decoded<T> decoded = format.decode(format.encode(type.cast(event)));
    assertThat(decoded).isInstanceOf(Decoded.Value.class);
    return ((Decoded.Value<T>) decoded).value();
  }
}
