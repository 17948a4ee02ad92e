package io.willingly.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topic.Role;
import io.willingly.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every schema of the contract must look like, whoever adds it. */
class SchemaStyleTest {
  private static final List<String> FACT_HEADER =
      List.of("source", "eventId", "revision", "mappingVersion", "retracted", "occurredAt");

  static Stream<Schema> schemas() {
    return Contract.schemas().stream();
  }

  static Stream<Topic<?, ? extends SpecificRecord>> facts() {
    return Topics.ALL.stream()
        .filter(topic -> topic.role() == Role.INPUT && !topic.equals(Topics.MAPPING_REJECTS));
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everyTypeAndFieldIsDocumentedAndInOurNamespace(Schema schema) {
    List<String> faults = new ArrayList<>();
    Contract.visit(
        schema,
        type -> {
          if (type.getType() == Schema.Type.RECORD || type.getType() == Schema.Type.ENUM) {
            note(faults, "io.willingly.event".equals(type.getNamespace()), type, "namespace");
            note(faults, isSentence(type.getDoc()), type, "doc");
          }
          if (type.getType() == Schema.Type.RECORD) {
            for (Schema.Field field : type.getFields()) {
              note(faults, isSentence(field.doc()), type, "doc of " + field.name());
              note(
                  faults, field.name().matches("[a-z][A-Za-z0-9_]*"), type, "name " + field.name());
            }
          }
        });

    assertThat(faults).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everyEnumHasADefaultSoThatOldReadersSurviveNewSymbols(Schema schema) {
    List<String> faults = new ArrayList<>();
    Contract.visit(
        schema,
        type -> {
          if (type.getType() == Schema.Type.ENUM) {
            note(faults, type.getEnumDefault() != null, type, "enum default");
          }
        });

    assertThat(faults).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void optionalFieldsAreNullFirstWithNullAsDefault(Schema schema) {
    List<String> faults = new ArrayList<>();
    Contract.visit(
        schema,
        type -> {
          if (type.getType() == Schema.Type.RECORD) {
            for (Schema.Field field : type.getFields()) {
              note(faults, isPlainOrOptional(field), type, "union of " + field.name());
            }
          }
        });

    assertThat(faults).isEmpty();
  }

  /** An enum, a time or a rate in a key could not change without moving every row (R59). */
  @Test
  void keysAreMadeOfTextAndIntegersOnly() {
    List<String> faults = new ArrayList<>();
    for (Schema key : Contract.keys()) {
      Contract.visit(
          key,
          type ->
              note(
                  faults,
                  type.equals(key)
                      || switch (type.getType()) {
                        case STRING, INT, LONG, UNION, NULL -> type.getLogicalType() == null;
                        default -> false;
                      },
                  key,
                  "part " + type));
    }

    assertThat(faults).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("facts")
  void everyFactBeginsWithTheSameHeader(Topic<?, ? extends SpecificRecord> topic) {
    List<String> names = topic.valueSchema().getFields().stream().map(Schema.Field::name).toList();

    assertThat(names).startsWith(FACT_HEADER.toArray(String[]::new));
    assertThat(names.get(FACT_HEADER.size()))
        .isEqualTo(topic.equals(Topics.REP_DIRECTORY) ? "repId" : "customerId");
    assertThat(topic.valueSchema().getField("occurredAt").schema().getLogicalType().getName())
        .isEqualTo("timestamp-micros");
  }

  private static boolean isPlainOrOptional(Schema.Field field) {
    return !field.schema().isUnion()
        || (field.schema().getTypes().size() == 2
            && field.schema().getTypes().get(0).getType() == Schema.Type.NULL
            && field.hasDefaultValue()
            && field.defaultVal() == JsonProperties.NULL_VALUE);
  }

  private static boolean isSentence(@Nullable String doc) {
    return doc != null && doc.strip().endsWith(".");
  }

  private static void note(List<String> faults, boolean fine, Schema type, String what) {
    if (!fine) {
      faults.add(type.getFullName() + ": " + what);
    }
  }
}
