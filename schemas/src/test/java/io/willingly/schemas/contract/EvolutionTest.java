package io.willingly.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.schemas.contract.Released.Frozen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * FULL_TRANSITIVE: today's schemas read what every release wrote, and every release reads what
 * today's write. {@code mvn test -pl schemas -Dschemas.freeze=N} freezes today's schemas as release
 * N.
 */
class EvolutionTest {
  private static final String ADVICE =
      """

      The schema has been released, so both old and new readers must cope with it:
        - a new field needs a default; a field without default cannot be removed, none can be renamed
        - the type and the logical type of a field stay as they are
        - an enum may gain symbols, at the end; it may lose none, and its default stays
        - a key schema stays as it is, to the letter (R59)
      If that cannot be, make a new topic and say so in an ADR and in CHANGELOG.md.
      """;

  @BeforeAll
  static void freeze() throws IOException {
    String release = System.getProperty("schemas.freeze");
    if (release != null) {
      for (Schema schema : Contract.schemas()) {
        Released.freeze(release, schema);
      }
    }
  }

  static Stream<Frozen> released() throws IOException {
    return Released.all().stream();
  }

  @ParameterizedTest
  @MethodSource("released")
  void todayAndTheReleaseReadEachOther(Frozen frozen) {
    Schema today = today(frozen);

    assertThat(faults(frozen.schema(), today)).as("%s%s", frozen, ADVICE).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("released")
  void keysStayAsTheyAreToTheLetter(Frozen frozen) {
    Schema today = today(frozen);

    assertThat(Contract.keys().contains(today) ? today.toString() : frozen.schema().toString())
        .as("%s%s", frozen, ADVICE)
        .isEqualTo(frozen.schema().toString());
  }

  @Test
  void everySchemaHasBeenFrozen() throws IOException {
    Set<String> frozen =
        Released.all().stream()
            .map(copy -> copy.schema().getFullName())
            .collect(Collectors.toSet());

    assertThat(frozen)
        .as("freeze a new schema: mvn test -pl schemas -Dschemas.freeze=<its first release>")
        .containsAll(today().keySet());
  }

  /** The gate itself must be able to close. */
  @Test
  void gateSeesEachKindOfBreak() {
    Schema base = record(Schema.create(Schema.Type.LONG), null);
    Schema micros = Schema.create(Schema.Type.LONG);
    LogicalTypes.timestampMicros().addToSchema(micros);
    Schema enumOld = SchemaBuilder.enumeration("E").defaultSymbol("A").symbols("A", "B");
    Schema enumLess = SchemaBuilder.enumeration("E").defaultSymbol("A").symbols("A");
    Schema enumMore = SchemaBuilder.enumeration("E").defaultSymbol("A").symbols("A", "B", "C");
    Schema enumOther = SchemaBuilder.enumeration("E").defaultSymbol("B").symbols("A", "B");

    assertThat(faults(base, base)).isEmpty();
    assertThat(faults(base, record(Schema.create(Schema.Type.LONG), "new"))).isNotEmpty();
    assertThat(faults(record(Schema.create(Schema.Type.LONG), "old"), base)).isNotEmpty();
    assertThat(faults(base, record(Schema.create(Schema.Type.DOUBLE), null))).isNotEmpty();
    assertThat(faults(base, record(micros, null))).isNotEmpty();
    assertThat(faults(record(enumOld, null), record(enumMore, null))).isEmpty();
    assertThat(faults(record(enumOld, null), record(enumLess, null))).isNotEmpty();
    assertThat(faults(record(enumOld, null), record(enumOther, null))).isNotEmpty();
  }

  private static Schema record(Schema type, @Nullable String required) {
    SchemaBuilder.FieldAssembler<Schema> fields =
        SchemaBuilder.record("R").fields().name("x").type(type).noDefault();
    return (required == null ? fields : fields.requiredString(required)).endRecord();
  }

  private static List<String> faults(Schema released, Schema today) {
    List<String> faults = new ArrayList<>();
    compare(faults, "new reader, old writer", today, released);
    compare(faults, "old reader, new writer", released, today);
    Map<String, String> units = units(today);
    units(released)
        .forEach(
            (field, unit) -> {
              if (!unit.equals(units.getOrDefault(field, unit))) {
                faults.add(field + " was " + unit + " and now is " + units.get(field));
              }
            });
    Map<String, Schema> enums = enums(today);
    enums(released)
        .forEach(
            (name, old) -> {
              Schema now = enums.getOrDefault(name, old);
              if (!now.getEnumSymbols().containsAll(old.getEnumSymbols())
                  || !Objects.equals(now.getEnumDefault(), old.getEnumDefault())) {
                faults.add(name + " lost a symbol or changed its default");
              }
            });
    return faults;
  }

  private static void compare(List<String> faults, String who, Schema reader, Schema writer) {
    SchemaCompatibility.SchemaPairCompatibility result =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    if (result.getType() != SchemaCompatibilityType.COMPATIBLE) {
      result
          .getResult()
          .getIncompatibilities()
          .forEach(
              fault -> faults.add(who + ": " + fault.getLocation() + " " + fault.getMessage()));
    }
  }

  /** Avro's own check does not see that a number changes its meaning with its logical type. */
  private static Map<String, String> units(Schema schema) {
    Map<String, String> units = new TreeMap<>();
    Contract.visit(
        schema,
        type -> {
          if (type.getType() == Schema.Type.RECORD) {
            type.getFields()
                .forEach(field -> units.put(type.getFullName() + "." + field.name(), unit(field)));
          }
        });
    return units;
  }

  private static String unit(Schema.Field field) {
    Schema type = field.schema();
    return String.valueOf(
        (type.isUnion() ? type.getTypes().get(type.getTypes().size() - 1) : type).getLogicalType());
  }

  /** Nor does it mind that an enum loses a symbol, as long as there is a default to fall to. */
  private static Map<String, Schema> enums(Schema schema) {
    Map<String, Schema> enums = new TreeMap<>();
    Contract.visit(
        schema,
        type -> {
          if (type.getType() == Schema.Type.ENUM) {
            enums.put(type.getFullName(), type);
          }
        });
    return enums;
  }

  private static Schema today(Frozen frozen) {
    Schema today = today().get(frozen.schema().getFullName());
    if (today == null) {
      throw new AssertionError(frozen + " is gone." + ADVICE);
    }
    return today;
  }

  private static Map<String, Schema> today() {
    return Contract.schemas().stream()
        .collect(Collectors.toMap(Schema::getFullName, Function.identity()));
  }
}
