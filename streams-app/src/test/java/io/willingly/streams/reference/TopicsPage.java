package io.willingly.streams.reference;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topic.Role;
import io.willingly.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;

/** The page of all topics, for those who read or write them without Willingly. */
final class TopicsPage {
  private static final String HEAD =
      """
      # Topics

      Every topic, as `willingly topics create` makes it. Generated from `io.willingly.schemas.topic.Topics` and the Avro schemas. The
      same for machines: [asyncapi.yaml](asyncapi.yaml). How to read them: [reading topics](../reading-topics.md).

      Values, and keys where they are Avro, are `0x00`, the schema id as four bytes, most significant first, and the Avro body. Plain
      keys are UTF-8. Timestamps of records are their arrival (R9). Inputs and raw topics have one number of partitions, that given here
      unless `kafka.partitions` says otherwise (R58); a key lies in the partition that Kafka's Java client chooses (murmur2).
      """;

  private TopicsPage() {}

  static String markdown() {
    StringBuilder page = new StringBuilder(HEAD);
    for (Role role : Role.values()) {
      page.append("\n## ").append(title(role)).append("\n\n");
      page.append("| topic | key | value | partitions | kept | what |\n");
      page.append("| --- | --- | --- | --- | --- | --- |\n");
      topics(role).forEach(topic -> page.append(row(topic)));
    }
    page.append("\n# Fields\n\nA type behind `?` may be absent (null).\n");
    Map<String, Schema> types = new LinkedHashMap<>();
    for (Topic<?, ?> topic : Topics.ALL) {
      if (!topic.hasPlainKey()) {
        collect(topic.keySchema(), types);
      }
      collect(topic.valueSchema(), types);
    }
    types.values().forEach(type -> page.append(section(type)));
    return page.toString();
  }

  private static String title(Role role) {
    return switch (role) {
      case INPUT -> "Inputs: written by sources and mappings, read by the pipeline";
      case RAW -> "Raw: written by sources and mappings, made into records of inputs";
      case PUBLISHED -> "Published: written by the pipeline, read by anybody";
      case INTERNAL -> "Internal: written and read by Willingly itself; they may change";
    };
  }

  private static List<Topic<?, ?>> topics(Role role) {
    List<Topic<?, ?>> topics = new ArrayList<>(Topics.ALL);
    topics.removeIf(topic -> topic.role() != role);
    return topics;
  }

  private static String row(Topic<?, ?> topic) {
    return "| `%s` | %s | %s | %d | %s | %s |\n"
        .formatted(
            topic.name(),
            topic.hasPlainKey() ? "plain text" : link(topic.keySchema()),
            link(topic.valueSchema()),
            topic.partitions(),
            switch (topic.cleanup()) {
              case KEEP -> "for ever";
              case COMPACT -> "the latest of each key; a tombstone deletes it";
              case EXPIRE -> Topic.EXPIRE_DAYS + " days";
            },
            topic.doc());
  }

  /** The record or enum and those in it, each once. */
  private static void collect(Schema schema, Map<String, Schema> types) {
    switch (schema.getType()) {
      case UNION -> schema.getTypes().forEach(type -> collect(type, types));
      case ARRAY -> collect(schema.getElementType(), types);
      case ENUM -> types.putIfAbsent(schema.getName(), schema);
      case RECORD -> {
        if (types.putIfAbsent(schema.getName(), schema) == null) {
          schema.getFields().forEach(field -> collect(field.schema(), types));
        }
      }
      default -> {}
    }
  }

  private static String section(Schema type) {
    String head = "\n## %s\n\n%s\n\n".formatted(type.getName(), type.getDoc());
    if (type.getType() == Schema.Type.ENUM) {
      return head
          + type.getEnumSymbols().stream().collect(Collectors.joining("`, `", "`", "`"))
          + ". What a reader does not know is `"
          + type.getEnumDefault()
          + "`.\n";
    }
    StringBuilder rows = new StringBuilder("| field | type | what |\n| --- | --- | --- |\n");
    for (Field field : type.getFields()) {
      rows.append(
          "| `%s` | %s | %s |\n"
              .formatted(field.name(), text(field.schema()), field.doc().replace("|", "\\|")));
    }
    return head + rows;
  }

  private static String text(Schema type) {
    return switch (type.getType()) {
      case UNION -> text(type.getTypes().get(1)) + "?";
      case ARRAY -> "list of " + text(type.getElementType());
      case RECORD, ENUM -> link(type);
      default ->
          type.getLogicalType() == null
              ? type.getType().getName()
              : type.getLogicalType().getName();
    };
  }

  private static String link(Schema type) {
    return "[%s](#%s)".formatted(type.getName(), type.getName().toLowerCase(Locale.ROOT));
  }
}
