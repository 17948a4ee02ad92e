package io.willingly.streams.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topic.Role;
import io.willingly.schemas.topic.Topics;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;

/** The topics that others read or write, as an AsyncAPI 3 document. */
final class AsyncApi {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  /** The newest version of Avro that AsyncAPI 3.0 names. */
  private static final String AVRO = "application/vnd.apache.avro;version=1.9.0";

  /** Settings of a topic that AsyncAPI's binding of Kafka has a place for, all numbers but one. */
  private static final Set<String> NUMBERS =
      new TreeSet<>(Set.of("retention.ms", "retention.bytes", "max.message.bytes"));

  private AsyncApi() {}

  static String yaml() {
    ObjectNode document = YAML.createObjectNode().put("asyncapi", "3.0.0");
    document
        .putObject("info")
        .put("title", "Willingly")
        .put("version", "1")
        .put(
            "description",
            "The topics that sources write and that anybody may read. Values, and keys where they are"
                + " Avro, are 0x00, the schema id as four bytes and the Avro body. Generated.")
        .putObject("license")
        .put("name", "Apache-2.0")
        .put("url", "https://www.apache.org/licenses/LICENSE-2.0");
    document.put("defaultContentType", "application/vnd.apache.avro");
    ObjectNode channels = document.putObject("channels");
    ObjectNode operations = document.putObject("operations");
    for (Topic<?, ?> topic : Topics.ALL) {
      if (topic.role() != Role.INTERNAL) {
        channels.set(topic.name(), channel(topic));
        operation(operations, topic);
      }
    }
    try {
      return "# Generated from the topics and the Avro schemas.\n"
          + YAML.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void operation(ObjectNode operations, Topic<?, ?> topic) {
    boolean published = topic.role() == Role.PUBLISHED;
    operations
        .putObject((published ? "publish-" : "read-") + topic.name())
        .put("action", published ? "send" : "receive")
        .putObject("channel")
        .put("$ref", "#/channels/" + topic.name());
  }

  private static ObjectNode channel(Topic<?, ?> topic) {
    ObjectNode channel =
        YAML.createObjectNode().put("address", topic.name()).put("description", topic.doc());
    ObjectNode message = channel.putObject("messages").putObject(topic.valueSchema().getName());
    message.put("name", topic.valueSchema().getName()).put("summary", topic.valueSchema().getDoc());
    ObjectNode payload = message.putObject("payload").put("schemaFormat", AVRO);
    payload.set("schema", json(topic.valueSchema()));
    ObjectNode record = message.putObject("bindings").putObject("kafka");
    if (topic.hasPlainKey()) {
      record.putObject("key").put("type", "string");
    } else {
      record.set("key", key(topic.keySchema()));
      message.putObject("x-key").put("schemaFormat", AVRO).set("schema", json(topic.keySchema()));
    }
    record.put("schemaIdLocation", "payload").put("schemaIdPayloadEncoding", "confluent");
    record.put("bindingVersion", "0.5.0");
    ObjectNode binding =
        channel
            .putObject("bindings")
            .putObject("kafka")
            .put("topic", topic.name())
            .put("partitions", topic.partitions());
    ObjectNode settings = binding.putObject("topicConfiguration");
    settings.putArray("cleanup.policy").add(topic.config().get("cleanup.policy"));
    NUMBERS.stream()
        .filter(topic.config()::containsKey)
        .forEach(name -> settings.put(name, Long.parseLong(topic.config().get(name))));
    binding.put("bindingVersion", "0.5.0");
    return channel;
  }

  /** The binding of Kafka takes JSON Schema only; keys are made of text and integers. */
  private static ObjectNode key(Schema avro) {
    ObjectNode key =
        YAML.createObjectNode().put("type", "object").put("description", avro.getDoc());
    ObjectNode properties = key.putObject("properties");
    for (Schema.Field field : avro.getFields()) {
      properties
          .putObject(field.name())
          .put("type", field.schema().getType() == Schema.Type.STRING ? "string" : "integer")
          .put("description", field.doc());
    }
    return key;
  }

  /** Without what only the generated classes of Java need. */
  private static JsonNode json(Schema schema) {
    try {
      return YAML.readTree(
          schema
              .toString()
              .replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\""));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
