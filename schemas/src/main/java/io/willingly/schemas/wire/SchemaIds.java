package io.willingly.schemas.wire;

import java.util.OptionalInt;
import org.apache.avro.Schema;

/** Knows which number stands for which schema on the wire. Implementations are thread-safe. */
public interface SchemaIds {

  /**
   * The id to write in front of values of the schema. Callers cache it.
   *
   * @param subject where the schema belongs, such as {@code deal-events-value}
   * @throws SchemaRegistryException when the registry cannot be reached or refuses the schema
   */
  int idFor(String subject, Schema schema);

  /**
   * The version under which a subject has the schema; empty where it has none, or nobody counts
   * versions.
   *
   * @throws SchemaRegistryException when the registry cannot be reached
   */
  OptionalInt version(String subject, Schema schema);

  /** Looks the id up once; never throws, never waits longer than one request. */
  Lookup schemaById(int id);

  /** What a look-up found. */
  sealed interface Lookup {

    /** The schema the id stands for, for ever. */
    record Known(Schema schema) implements Lookup {}

    /** The registry answered: no schema has this id. */
    record Unknown() implements Lookup {}

    /** The registry did not answer; asking again later may help. */
    record Unavailable(String message) implements Lookup {}
  }
}
