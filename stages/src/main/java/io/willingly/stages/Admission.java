package io.willingly.stages;

import io.willingly.event.RejectedEvent;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.SchemaRegistryException;
import java.util.Optional;

/** Tells by the pipeline's own checks whether it would take a record. Not thread-safe. */
public final class Admission {
  /** No record is in a wrong partition: the producer sees to that. */
  private final Intake intake;

  public Admission(SchemaIds ids) {
    this.intake = new Intake(ids, key -> 0);
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
      Inflow inflow =
          intake.read(new Received(new Position(topic, 0, 0), key, value, arrival, null));
      return inflow instanceof Inflow.Refused refused
          ? Optional.of(refused.event())
          : Optional.empty();
    } catch (RegistryUnavailable e) {
      throw new SchemaRegistryException(String.valueOf(e.getMessage()), true);
    }
  }
}
