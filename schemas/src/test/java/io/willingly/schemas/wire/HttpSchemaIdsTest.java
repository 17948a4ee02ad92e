package io.willingly.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.willingly.event.CallEvent;
import io.willingly.event.CustomerErasure;
import io.willingly.event.DealEvent;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.HttpSchemaIds.Registration;
import io.willingly.schemas.wire.SchemaIds.Lookup;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against the part of Confluent's HTTP interface it uses. */
class HttpSchemaIdsTest {
  private static final String SUBJECT = "deal-events-value";

  private RegistryStub registry;

  @BeforeEach
  void start() throws IOException {
    registry = new RegistryStub();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void registersASchemaOnceAndFindsItAgain() {
    HttpSchemaIds ids = client(Registration.AUTOMATIC);

    int id = ids.idFor(SUBJECT, DealEvent.getClassSchema());

    assertThat(ids.idFor(SUBJECT, DealEvent.getClassSchema())).isEqualTo(id);
    assertThat(ids.idFor("customer-erasures-value", CustomerErasure.getClassSchema()))
        .isNotEqualTo(id);
    assertThat(client(Registration.BEFOREHAND).schemaById(id))
        .isEqualTo(new Lookup.Known(DealEvent.getClassSchema()));
  }

  @Test
  void tellsTheVersionASubjectHasASchemaUnder() {
    HttpSchemaIds ids = client(Registration.AUTOMATIC);

    assertThat(ids.version(SUBJECT, DealEvent.getClassSchema())).isEmpty();
    ids.idFor("customer-erasures-value", CustomerErasure.getClassSchema());
    ids.idFor(SUBJECT, DealEvent.getClassSchema());

    assertThat(ids.version(SUBJECT, DealEvent.getClassSchema())).hasValue(2);
    registry.answerAll(503, "{}");
    assertThat(ids.version(SUBJECT, DealEvent.getClassSchema())).hasValue(2);
    assertThatThrownBy(() -> client(Registration.BEFOREHAND).version(SUBJECT, DealEvent.SCHEMA$))
        .isInstanceOf(SchemaRegistryException.class)
        .hasMessageContaining("answered 503");
  }

  @Test
  void valuesTravelBetweenTwoClientsOfOneRegistry() {
    WireFormat<CustomerErasure> writer =
        WireFormat.values(Topics.CUSTOMER_ERASURES, client(Registration.AUTOMATIC));
    WireFormat<CustomerErasure> reader =
        WireFormat.values(Topics.CUSTOMER_ERASURES, client(Registration.BEFOREHAND));
    CustomerErasure erasure =
        new CustomerErasure("crm", "e1", 1L, 0, false, java.time.Instant.EPOCH, "c1");

    assertThat(reader.decode(writer.encode(erasure))).isEqualTo(new Decoded.Value<>(erasure));
  }

  @Test
  void schemaRegisteredBeforehandIsFoundUnderItsSubject() {
    int id = client(Registration.AUTOMATIC).idFor(SUBJECT, DealEvent.getClassSchema());

    assertThat(client(Registration.BEFOREHAND).idFor(SUBJECT, DealEvent.getClassSchema()))
        .isEqualTo(id);
  }

  @Test
  void schemaNotRegisteredBeforehandIsRefusedAndNotRegistered() {
    SchemaRegistryException refusal = refusal(client(Registration.BEFOREHAND));

    assertThat(refusal.retriable()).isFalse();
    assertThat(refusal).hasMessageContaining("register it first").hasMessageContaining(SUBJECT);
    assertThat(registry.schemas()).isEmpty();
  }

  @Test
  void incompatibleSchemaIsRefusedForGood() {
    registry.answerAll(409, "{\"error_code\":409,\"message\":\"incompatible with version 1\"}");

    SchemaRegistryException refusal = refusal(client(Registration.AUTOMATIC));

    assertThat(refusal.retriable()).isFalse();
    assertThat(refusal)
        .hasMessageContaining("incompatible with version 1")
        .hasMessageContaining("/subjects/" + SUBJECT + "/versions");
  }

  @Test
  void asksWhetherASchemaWouldBeTakenAndRegistersNothing() {
    HttpSchemaIds ids = client(Registration.AUTOMATIC);
    Schema schema = DealEvent.getClassSchema();

    ids.requireCompatible(SUBJECT, schema);
    assertThat(registry.schemas()).isEmpty();

    ids.idFor(SUBJECT, schema);
    ids.requireCompatible(SUBJECT, schema);
    assertThatThrownBy(() -> ids.requireCompatible(SUBJECT, CallEvent.getClassSchema()))
        .isInstanceOf(SchemaRegistryException.class)
        .hasMessageContaining(
            "refuses schema io.willingly.event.CallEvent under subject " + SUBJECT)
        .hasMessageContaining("why not");
    assertThat(registry.schemas()).hasSize(1);
  }

  @Test
  void setsHowASubjectMayEvolve() {
    client(Registration.AUTOMATIC).evolveFullTransitive(SUBJECT);

    assertThat(registry.compatibility())
        .containsExactly(Map.entry(SUBJECT, "{\"compatibility\":\"FULL_TRANSITIVE\"}"));
    registry.answerAll(500, "{}");
    assertThatThrownBy(() -> client(Registration.AUTOMATIC).evolveFullTransitive(SUBJECT))
        .isInstanceOf(SchemaRegistryException.class)
        .hasMessageContaining(SUBJECT);
  }

  @Test
  void seesWhetherASubjectMayBecomeWhatCannotBeRead() {
    HttpSchemaIds ids = client(Registration.BEFOREHAND);

    assertThatThrownBy(() -> ids.requireFullTransitive(SUBJECT))
        .isInstanceOf(SchemaRegistryException.class)
        .hasMessageContaining("has compatibility none of its own for subject " + SUBJECT)
        .hasMessageContaining("`willingly topics create`");
    registry.compatibility().put(SUBJECT, "{\"compatibility\":\"NONE\"}");
    assertThatThrownBy(() -> ids.requireFullTransitive(SUBJECT))
        .hasMessageContaining("has compatibility NONE for subject " + SUBJECT);
    ids.evolveFullTransitive(SUBJECT);
    assertThatCode(() -> ids.requireFullTransitive(SUBJECT)).doesNotThrowAnyException();
  }

  @Test
  void idTheRegistryDoesNotHaveIsUnknown() {
    assertThat(client(Registration.BEFOREHAND).schemaById(99)).isEqualTo(new Lookup.Unknown());
  }

  @Test
  void bareNotFoundOfAWrongAddressIsNotTheRegistrysWord() {
    registry.answerAll(404, "<html>not here</html>");

    assertThat(client(Registration.BEFOREHAND).schemaById(99))
        .isInstanceOfSatisfying(
            Lookup.Unavailable.class,
            wrong -> assertThat(wrong.message()).contains("404; is this", "/apis/ccompat/v7"));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 429, 500, 503})
  void anyOtherAnswerIsUnavailable(int status) {
    registry.answerAll(status, "{\"error_code\":" + status + ",\"message\":\"no\"}");

    assertThat(client(Registration.BEFOREHAND).schemaById(99))
        .isInstanceOfSatisfying(
            Lookup.Unavailable.class,
            down -> assertThat(down.message()).contains(String.valueOf(status)));
    assertThat(refusal(client(Registration.AUTOMATIC)).retriable()).isEqualTo(status != 401);
  }

  @Test
  void registryThatIsGoneIsUnavailable() {
    HttpSchemaIds ids = client(Registration.AUTOMATIC);
    registry.close();

    assertThat(ids.schemaById(1)).isInstanceOf(Lookup.Unavailable.class);
    assertThat(refusal(ids).retriable()).isTrue();
  }

  @Test
  void schemaOfAnotherLanguageCannotBeRead() {
    registry.answerAll(200, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"message A {}\"}");

    assertThat(client(Registration.BEFOREHAND).schemaById(1)).isEqualTo(new Lookup.Unknown());
  }

  @Test
  void credentialsAreSent() {
    registry.requireAuthorization("Basic abc");
    int id = client(Registration.AUTOMATIC, "Basic abc").idFor(SUBJECT, DealEvent.getClassSchema());

    assertThat(id).isPositive();
    assertThat(client(Registration.AUTOMATIC).schemaById(id))
        .isInstanceOf(Lookup.Unavailable.class);
  }

  private static SchemaRegistryException refusal(HttpSchemaIds ids) {
    SchemaRegistryException refusal =
        catchThrowableOfType(
            SchemaRegistryException.class, () -> ids.idFor(SUBJECT, DealEvent.getClassSchema()));
    assertThat(refusal).isNotNull();
    return refusal;
  }

  private HttpSchemaIds client(Registration registration) {
    return client(registration, null);
  }

  private HttpSchemaIds client(
      Registration registration, @org.jspecify.annotations.Nullable String authorization) {
    return new HttpSchemaIds(
        URI.create(registry.address()), authorization, registration, Duration.ofSeconds(10));
  }
}
