package io.willingly.schemas.wire;

import io.willingly.metrics.fold.Reason;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.wire.SchemaIds.Lookup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.FastReaderBuilder;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Values of one type as bytes: 0x00, the id of the schema they were written with as a big-endian
 * int, the Avro body. The only place that knows this format. Thread-safe: Kafka Streams shares one
 * serde between its threads, while Avro's decoders and encoders are not, so each thread has its
 * own.
 */
public final class WireFormat<T extends SpecificRecord> {
  private static final byte MAGIC = 0;
  static final int HEADER = 5;

  /** Writes the fields of a value in the order of its schema. */
  @FunctionalInterface
  public interface Body {
    void writeTo(Encoder out) throws IOException;
  }

  private final String subject;
  private final Schema schema;
  private final SchemaIds ids;
  private final ThreadLocal<Codec> codecs = ThreadLocal.withInitial(Codec::new);
  private volatile @Nullable Integer writeId;

  /**
   * A format for one subject.
   *
   * @param type the generated class of the values
   */
  public WireFormat(Class<T> type, String subject, SchemaIds ids) {
    this.subject = subject;
    this.schema = ContractData.get().getSchema(type);
    this.ids = ids;
  }

  /** The format of a topic's values. */
  public static <V extends SpecificRecord> WireFormat<V> values(Topic<?, V> topic, SchemaIds ids) {
    return new WireFormat<>(topic.valueType(), topic.valueSubject(), ids);
  }

  /** The format of a topic's keys, where they are Avro. */
  public static <K extends SpecificRecord> WireFormat<K> keys(Topic<K, ?> topic, SchemaIds ids) {
    return new WireFormat<>(topic.keyType(), topic.keySubject(), ids);
  }

  /**
   * Writes a value; the first call asks the registry for the id.
   *
   * @throws SchemaRegistryException when there is no id to be had
   * @throws AvroRuntimeException when a required field is not set
   */
  public byte[] encode(T value) {
    Codec codec = codecs.get();
    return codec.encode(out -> codec.writer.write(value, out), writeId());
  }

  /** Writes a value whose Avro body somebody else writes; see {@link #encode(SpecificRecord)}. */
  public byte[] encode(Body body) {
    return codecs.get().encode(body, writeId());
  }

  /** Reads a value. Bytes of any kind are answered with a value, never with an exception. */
  public Decoded<T> decode(byte[] bytes) {
    return hasHeader(bytes) ? codecs.get().decode(bytes, id(bytes)) : headless();
  }

  static boolean hasHeader(byte[] bytes) {
    return bytes.length >= HEADER && bytes[0] == MAGIC;
  }

  /** The id in the header. */
  static int id(byte[] bytes) {
    return bytes[1] << 24 | (bytes[2] & 0xff) << 16 | (bytes[3] & 0xff) << 8 | (bytes[4] & 0xff);
  }

  static <T> Decoded<T> headless() {
    return new Decoded.Undecodable<>(
        Reason.UNDECODABLE, "does not begin with 0x00 and a 4-byte schema id");
  }

  static <T> Decoded<T> unknown(int id) {
    return new Decoded.Undecodable<>(
        Reason.UNKNOWN_SCHEMA, "the registry has no schema with id " + id);
  }

  static <T> Decoded<T> leftOver() {
    return new Decoded.Undecodable<>(Reason.UNDECODABLE, "bytes are left over after the body");
  }

  private int writeId() {
    Integer known = writeId;
    if (known == null) {
      known = ids.idFor(subject, schema);
      writeId = known;
    }
    return known;
  }

  /** A thread's own decoder, encoder and readers. */
  private final class Codec {
    private final Map<Integer, DatumReader<T>> readers = new HashMap<>();
    private final SpecificDatumWriter<T> writer =
        new SpecificDatumWriter<>(schema, ContractData.get());
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(512);
    private @Nullable BinaryEncoder encoder;
    private @Nullable BinaryDecoder decoder;

    byte[] encode(Body body, int id) {
      buffer.reset();
      buffer.write(MAGIC);
      buffer.write(id >>> 24);
      buffer.write(id >>> 16);
      buffer.write(id >>> 8);
      buffer.write(id);
      // A new state after each failure: a reused encoder would still hold half of the bad value.
      BinaryEncoder reused = EncoderFactory.get().binaryEncoder(buffer, encoder);
      encoder = null;
      try {
        body.writeTo(reused);
        reused.flush();
      } catch (IOException e) {
        throw new UncheckedIOException("a byte array does not fail", e);
      }
      encoder = reused;
      return buffer.toByteArray();
    }

    Decoded<T> decode(byte[] bytes, int id) {
      DatumReader<T> reader = readers.get(id);
      if (reader == null) {
        // An unknown id is not remembered: it may be registered later, and is asked for once a
        // record.
        Lookup lookup = ids.schemaById(id);
        if (lookup instanceof Lookup.Unavailable down) {
          return new Decoded.RegistryDown<>(down.message());
        }
        if (!(lookup instanceof Lookup.Known known)) {
          return unknown(id);
        }
        String mismatch = mismatch(known.schema());
        if (mismatch != null) {
          return new Decoded.Undecodable<>(Reason.WRONG_TYPE, mismatch);
        }
        reader = fastReader(known.schema());
        readers.put(id, reader);
      }
      return read(bytes, reader);
    }

    private Decoded<T> read(byte[] bytes, DatumReader<T> reader) {
      decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, decoder);
      try {
        T value = reader.read(null, decoder);
        return decoder.isEnd() ? new Decoded.Value<>(value) : leftOver();
      } catch (IOException | RuntimeException e) {
        // Any runtime exception: corrupt bytes surface as whatever Avro's decoder stumbles over.
        return new Decoded.Undecodable<>(
            Reason.UNDECODABLE, e.getClass().getSimpleName() + ": " + e.getMessage());
      }
    }

    /**
     * Not {@code SpecificDatumReader}: with a data model of one's own it falls back to a reader
     * half as fast.
     */
    private DatumReader<T> fastReader(Schema written) {
      try {
        return new FastReaderBuilder(ContractData.get()).createDatumReader(written, schema);
      } catch (IOException e) {
        throw new UncheckedIOException("building a reader reads nothing", e);
      }
    }

    private @Nullable String mismatch(Schema written) {
      if (!written.getFullName().equals(schema.getFullName())) {
        return "is a " + written.getFullName() + ", expected is " + schema.getFullName();
      }
      SchemaCompatibility.SchemaPairCompatibility result =
          SchemaCompatibility.checkReaderWriterCompatibility(schema, written);
      return result.getType() == SchemaCompatibilityType.COMPATIBLE
          ? null
          : "was written with an incompatible schema: " + result.getDescription();
    }
  }
}
