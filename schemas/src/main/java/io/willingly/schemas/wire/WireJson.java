package io.willingly.schemas.wire;

import io.willingly.metrics.fold.Reason;
import io.willingly.schemas.wire.SchemaIds.Lookup;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Values in the wire format as JSON, for people: whatever schema they were written with, in its own
 * fields. Not thread-safe.
 */
public final class WireJson {
  private static final GenericData DATA = data();

  private final SchemaIds ids;
  private final Map<Integer, Lookup> known = new HashMap<>();

  /** Reads with the schemas of a registry, which is asked once for each. */
  public WireJson(SchemaIds ids) {
    this.ids = ids;
  }

  private static GenericData data() {
    GenericData data = new GenericData();
    data.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
    data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    data.addLogicalTypeConversion(new TimeConversions.DateConversion());
    return data;
  }

  /** The value as JSON, times and days in ISO format; answered like {@link WireFormat#decode}. */
  public Decoded<String> of(byte[] bytes) {
    if (!WireFormat.hasHeader(bytes)) {
      return WireFormat.headless();
    }
    int id = WireFormat.id(bytes);
    Lookup lookup = known.computeIfAbsent(id, ids::schemaById);
    if (lookup instanceof Lookup.Unavailable down) {
      return new Decoded.RegistryDown<>(down.message());
    }
    return lookup instanceof Lookup.Known found
        ? read(bytes, found.schema())
        : WireFormat.unknown(id);
  }

  private static Decoded<String> read(byte[] bytes, Schema written) {
    BinaryDecoder body =
        DecoderFactory.get()
            .binaryDecoder(bytes, WireFormat.HEADER, bytes.length - WireFormat.HEADER, null);
    try {
      Object value = new GenericDatumReader<>(written, written, DATA).read(null, body);
      return body.isEnd() ? new Decoded.Value<>(DATA.toString(value)) : WireFormat.leftOver();
    } catch (IOException | RuntimeException e) {
      // Any runtime exception: corrupt bytes surface as whatever Avro's decoder stumbles over.
      return new Decoded.Undecodable<>(
          Reason.UNDECODABLE, e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }
}
