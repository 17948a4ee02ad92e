package io.willingly.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.event.DealEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class PatientSchemaIdsTest {
  private static final Schema SCHEMA = DealEvent.SCHEMA$;
  private static final Duration LONG = Duration.ofMinutes(5);

  private final List<String> said = new ArrayList<>();

  @Test
  void asksAgainUntilTheRegistryAnswers() {
    Registry registry = new Registry(2, true);
    PatientSchemaIds ids = new PatientSchemaIds(registry, LONG, said::add);

    assertThat(ids.schemaById(7)).isEqualTo(new SchemaIds.Lookup.Known(SCHEMA));
    assertThat(registry.asked).isEqualTo(3);
    assertThat(said)
        .containsExactly(
            "schema registry unavailable, asking again in 50 ms: away",
            "schema registry unavailable, asking again in 100 ms: away");
  }

  @Test
  void asksAgainForWritingToo() {
    Registry registry = new Registry(2, true);
    PatientSchemaIds ids = new PatientSchemaIds(registry, LONG, said::add);

    assertThat(ids.idFor("deal-events-value", SCHEMA)).isEqualTo(7);
    assertThat(registry.asked).isEqualTo(3);
  }

  @Test
  void doesNotAskAgainWhatWouldBeRefusedAgain() {
    Registry registry = new Registry(2, false);
    PatientSchemaIds ids = new PatientSchemaIds(registry, LONG, said::add);

    assertThatThrownBy(() -> ids.idFor("deal-events-value", SCHEMA))
        .isInstanceOf(SchemaRegistryException.class);
    assertThat(registry.asked).isEqualTo(1);
  }

  @Test
  void givesTheLastAnswerWhenPatienceIsOver() {
    Registry registry = new Registry(Integer.MAX_VALUE, true);
    PatientSchemaIds ids = new PatientSchemaIds(registry, Duration.ZERO, said::add);

    assertThat(ids.schemaById(7)).isInstanceOf(SchemaIds.Lookup.Unavailable.class);
    assertThatThrownBy(() -> ids.idFor("deal-events-value", SCHEMA)).hasMessage("away");
  }

  @Test
  void nobodyWaitsOnceItIsClosed() {
    PatientSchemaIds ids =
        new PatientSchemaIds(new Registry(Integer.MAX_VALUE, true), LONG, said::add);
    ids.close();

    assertThat(ids.schemaById(7)).isInstanceOf(SchemaIds.Lookup.Unavailable.class);
  }

  /** Fails some times, then knows one schema. */
  private static final class Registry implements SchemaIds {
    private final int failures;
    private final boolean retriable;
    private int asked;

    Registry(int failures, boolean retriable) {
      this.failures = failures;
      this.retriable = retriable;
    }

    @Override
    public int idFor(String subject, Schema schema) {
      if (++asked <= failures) {
        throw new SchemaRegistryException("away", retriable);
      }
      return 7;
    }

    @Override
    public OptionalInt version(String subject, Schema schema) {
      return OptionalInt.of(3);
    }

    @Override
    public Lookup schemaById(int id) {
      return ++asked <= failures ? new Lookup.Unavailable("away") : new Lookup.Known(SCHEMA);
    }
  }
}
