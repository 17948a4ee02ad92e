package io.willingly.connectors.records;

import io.willingly.schemas.topic.Topic;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record for an input topic, whoever sends it. Its timestamp is the time of receipt (R9), its
 * partition that of the murmur2 hash of its key (R58).
 *
 * @param key plain text (R59)
 * @param value in the wire format
 */
@SuppressWarnings("ArrayRecordComponent") // never compared: bytes on their way
public record InputRecord(Topic<String, ? extends SpecificRecord> topic, String key, byte[] value) {

  /** The key as it is sent. */
  public byte[] keyBytes() {
    return key.getBytes(StandardCharsets.UTF_8);
  }
}
