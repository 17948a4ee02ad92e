package io.willingly.streams.processor;

import io.willingly.event.RejectedEvent;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.SchemaRegistryException;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Tells by the pipeline's own checks whether it would take a record. Not thread-safe. */
public final class Admission {
  /** With one partition no record is in a wrong one: the producer sees to that. */
  private final Intake intake;

  public Admission(SchemaIds ids) {
    this.intake = new Intake(ids, 1);
  }

  private record At(String topic) implements RecordMetadata {
    @Override
    public int partition() {
      return 0;
    }

    @Override
    public long offset() {
      return 0;
    }
  }

  /**
   * Why a record would be rejected; empty when it would not.
   *
   * @param topic an input topic
   * @param arrival its timestamp, in milliseconds
   * @throws SchemaRegistryException when only the registry can tell, and it does not answer
   */
  public Optional<RejectedEvent> refusal(String topic, byte[] key, byte[] value, long arrival) {
    try {
      Inflow inflow = intake.read(new Record<>(key, value, arrival), new At(topic));
      return inflow instanceof Inflow.Refused refused
          ? Optional.of(refused.event())
          : Optional.empty();
    } catch (RegistryUnavailable e) {
      throw new SchemaRegistryException(String.valueOf(e.getMessage()), true);
    }
  }
}
