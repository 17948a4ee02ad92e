package io.willingly.streams.assemble;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.connectors.assemble.AssembledObject;
import io.willingly.connectors.mapping.ObjectId;
import io.willingly.connectors.mapping.ObjectPart;
import io.willingly.connectors.mapping.RejectCode;
import io.willingly.connectors.records.InputRecord;
import io.willingly.event.MappingReject;
import io.willingly.event.MappingRejectReason;
import io.willingly.event.RawObject;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.SchemaRegistryException;
import io.willingly.schemas.wire.TopicValues;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Reads the records of {@code raw-objects}. What is none is rejected like a row (R64). */
record RawObjects(TopicValues values) {
  /** Numbers keep all their digits. */
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  /** What is kept of a record, so that its reject is none itself for its size (R74). */
  private static final int MOST_OF_ORIGINAL = 32 << 10;

  /** What a record is. */
  sealed interface Read {}

  /** What a source tells of an object. */
  record Part(ObjectId id, int mappingVersion, ObjectPart part) implements Read {}

  /** Nothing of use. */
  record Bad(InputRecord reject) implements Read {}

  /**
   * Reads a record.
   *
   * @throws SchemaRegistryException when the registry must be asked and does not answer
   */
  Read read(byte @Nullable [] key, byte @Nullable [] value, Optional<RecordMetadata> position) {
    if (value == null) {
      return bad(key, new byte[0], "it has no value", position);
    }
    Decoded<RawObject> decoded = values.decode(Topics.RAW_OBJECTS, value);
    if (decoded instanceof Decoded.RegistryDown<RawObject> down) {
      throw new SchemaRegistryException(down.message(), true);
    }
    if (!(decoded instanceof Decoded.Value<RawObject> raw)) {
      return bad(key, value, "it cannot be decoded: " + decoded, position);
    }
    RawObject object = raw.value();
    try {
      if (JSON.readTree(object.getProperties()) instanceof ObjectNode properties) {
        ObjectId id = new ObjectId(object.getSource(), object.getType(), object.getObjectId());
        return new Part(
            id,
            object.getMappingVersion(),
            new ObjectPart(
                id.type(),
                id.id(),
                object.getAt(),
                properties,
                object.getComplete(),
                object.getDeleted()));
      }
    } catch (JsonProcessingException e) {
      return bad(key, value, "its properties are no JSON: " + e.getOriginalMessage(), position);
    } catch (IllegalArgumentException e) {
      return bad(key, value, String.valueOf(e.getMessage()), position);
    }
    return bad(key, value, "its properties are no JSON object", position);
  }

  private Bad bad(
      byte @Nullable [] key, byte[] value, String message, Optional<RecordMetadata> position) {
    String text = Decode.key(key);
    String source = text.contains("|") ? text.substring(0, text.indexOf('|')) : "~undecoded";
    String all = "a record of %s: %s".formatted(Topics.RAW_OBJECTS.name(), message);
    return new Bad(reject(text, source, 0, all, value, position));
  }

  /**
   * What to send when an object would grow too large.
   *
   * @param version of the mapping a part came from; 0 when no part came
   * @param bytes it would have
   * @param part that came; empty when none did
   */
  InputRecord tooLarge(
      ObjectId id, int version, int bytes, String part, Optional<RecordMetadata> position) {
    String message =
        "%s: %s %s of %s would have %,d bytes, at most %,d; what was known and sent before stays. Let 'set' and 'history' take only what rules read, and rules make fewer events of one object; then send it again"
            .formatted(
                RejectCode.TOO_LARGE,
                id.type(),
                id.id(),
                id.source(),
                bytes,
                AssembledObject.MOST_BYTES);
    byte[] original = part.getBytes(StandardCharsets.UTF_8);
    return reject(id.text(), id.source(), version, message, original, position);
  }

  private InputRecord reject(
      String key,
      String source,
      int version,
      String message,
      byte[] original,
      Optional<RecordMetadata> position) {
    MappingReject reject = new MappingReject();
    reject.setSource(source);
    reject.setMappingVersion(version);
    reject.setReason(MappingRejectReason.UNMAPPABLE);
    reject.setMessage(message);
    position.ifPresent(
        at -> {
          reject.setFile(at.topic() + "-" + at.partition());
          reject.setRow(at.offset());
        });
    reject.setOriginal(ByteBuffer.wrap(original, 0, Math.min(original.length, MOST_OF_ORIGINAL)));
    return new InputRecord(
        Topics.MAPPING_REJECTS, key, values.encode(Topics.MAPPING_REJECTS, reject));
  }
}
