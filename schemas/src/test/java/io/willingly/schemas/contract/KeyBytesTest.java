package io.willingly.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.ContractData;
import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.schemas.wire.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/**
 * The bytes of a key decide its partition and what it replaces when a topic is compacted (R59), so
 * they are kept here. {@code -Dgolden.update} adds new keys; a changed line is a broken topic.
 */
class KeyBytesTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "keys.txt");

  @Test
  void keysHaveTheBytesTheyAlwaysHad() throws IOException {
    List<String> lines =
        Topics.ALL.stream()
            .filter(topic -> !topic.hasPlainKey())
            .map(topic -> topic.name() + " " + hex(topic.keyType(), topic))
            .sorted()
            .toList();

    if (System.getProperty("golden.update") != null) {
      Files.createDirectories(GOLDEN.getParent());
      Files.write(GOLDEN, lines);
    }
    assertThat(lines)
        .as("a new key is added by -Dgolden.update; a changed one breaks its topic (R59)")
        .isEqualTo(Files.readAllLines(GOLDEN));
  }

  private static <K> String hex(Class<K> type, Topic<?, ? extends SpecificRecord> topic) {
    return hex(type.asSubclass(SpecificRecord.class), topic.keySubject());
  }

  private static <K extends SpecificRecord> String hex(Class<K> type, String subject) {
    Schema schema = ContractData.get().getSchema(type);
    K key = type.cast(ContractData.get().newRecord(null, schema));
    schema.getFields().forEach(field -> key.put(field.pos(), sample(field)));
    WireFormat<K> format = new WireFormat<>(type, subject, EmbeddedSchemaIds.inMemory());
    return HexFormat.of().formatHex(format.encode(key));
  }

  private static Object sample(Schema.Field field) {
    Schema schema = field.schema();
    Schema type = schema.isUnion() ? schema.getTypes().get(1) : schema;
    return switch (type.getType()) {
      case STRING -> field.name();
      case INT -> 7;
      case LONG -> 1_000_000L;
      default -> throw new AssertionError("keys are made of text and integers: " + type);
    };
  }
}
