package io.willingly.schemas.wire;

import io.willingly.metrics.fold.Reason;
import io.willingly.schemas.wire.SchemaIds.Lookup;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Values in the wire format with the fields they were written with, for those who show or pass on
 * what they do not know beforehand: times as {@link java.time.Instant}, days as {@link
 * java.time.LocalDate}, rates as {@link java.math.BigDecimal}. Not thread-safe.
 */
public final class WireRecords {
  static final GenericData DATA = data();

  private final IntFunction<Lookup> schemas;
  private final @Nullable Schema as;
  private final Map<Integer, GenericDatumReader<GenericRecord>> readers = new HashMap<>();

  /** Reads with the schemas of a registry, which is asked again for those it did not give. */
  public WireRecords(SchemaIds ids) {
    this(ids::schemaById, null);
  }

  /** Reads likewise, but gives all records the fields of one schema. */
  public WireRecords(SchemaIds ids, Schema as) {
    this(ids::schemaById, as);
  }

  WireRecords(IntFunction<Lookup> schemas, @Nullable Schema as) {
    this.schemas = schemas;
    this.as = as;
  }

  private static GenericData data() {
    GenericData data = new GenericData();
    data.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
    data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    data.addLogicalTypeConversion(new TimeConversions.DateConversion());
    data.addLogicalTypeConversion(new Conversions.DecimalConversion());
    return data;
  }

  /**
   * The record; answered like {@link WireFormat#decode}. Records of one schema have the same
   * instance of it.
   */
  public Decoded<GenericRecord> of(byte[] bytes) {
    if (!WireFormat.hasHeader(bytes)) {
      return WireFormat.headless();
    }
    int id = WireFormat.id(bytes);
    GenericDatumReader<GenericRecord> reader = readers.get(id);
    if (reader == null) {
      Lookup lookup = schemas.apply(id);
      if (lookup instanceof Lookup.Unavailable down) {
        return new Decoded.RegistryDown<>(down.message());
      }
      if (!(lookup instanceof Lookup.Known known)) {
        return WireFormat.unknown(id);
      }
      Schema written = known.schema();
      reader = new GenericDatumReader<>(written, as == null ? written : as, DATA);
      readers.put(id, reader);
    }
    return read(bytes, reader);
  }

  private static Decoded<GenericRecord> read(
      byte[] bytes, GenericDatumReader<GenericRecord> reader) {
    BinaryDecoder body =
        DecoderFactory.get()
            .binaryDecoder(bytes, WireFormat.HEADER, bytes.length - WireFormat.HEADER, null);
    try {
      GenericRecord value = reader.read(null, body);
      return body.isEnd() ? new Decoded.Value<>(value) : WireFormat.leftOver();
    } catch (IOException | RuntimeException e) {
      // Any runtime exception: corrupt bytes surface as whatever Avro's decoder stumbles over.
      return new Decoded.Undecodable<>(
          Reason.UNDECODABLE, e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }
}
