package io.willingly.schemas.wire;

import io.willingly.schemas.wire.SchemaIds.Lookup;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;

/** Values in the wire format as JSON, for people: {@link WireRecords} as text. Not thread-safe. */
public final class WireJson {
  private final WireRecords records;

  /** Reads with the schemas of a registry, which is asked once for each. */
  public WireJson(SchemaIds ids) {
    Map<Integer, Lookup> known = new HashMap<>();
    records = new WireRecords(id -> known.computeIfAbsent(id, ids::schemaById), null);
  }

  /** The value as JSON, times and days in ISO format; answered like {@link WireFormat#decode}. */
  public Decoded<String> of(byte[] bytes) {
    Decoded<GenericRecord> read = records.of(bytes);
    if (read instanceof Decoded.Value<GenericRecord> record) {
      return new Decoded.Value<>(WireRecords.DATA.toString(record.value()));
    }
    if (read instanceof Decoded.RegistryDown<GenericRecord> down) {
      return new Decoded.RegistryDown<>(down.message());
    }
    Decoded.Undecodable<GenericRecord> bad = (Decoded.Undecodable<GenericRecord>) read;
    return new Decoded.Undecodable<>(bad.reason(), bad.message());
  }
}
