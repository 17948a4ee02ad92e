package io.willingly.connectors.guess;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes how the value of a field is read, in the mapping's language. */
final class Values {
  private final Corrections corrections;
  private final List<Problem> problems;
  private final List<String> notes;
  private final Map<String, String> readings = new HashMap<>();

  Values(Corrections corrections, List<Problem> problems, List<String> notes) {
    this.corrections = corrections;
    this.problems = problems;
    this.notes = notes;
  }

  Map<String, String> readings() {
    return readings;
  }

  /** A text in YAML, and in JSLT. */
  static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }

  /** The column in an expression. */
  static String accessor(Column column) {
    String name = column.name();
    if (name.startsWith("=")) {
      return name.substring(1);
    }
    return name.startsWith("/") ? path(name) : "." + quoted(name);
  }

  /** A JSON pointer as an expression. */
  static String path(String pointer) {
    StringBuilder path = new StringBuilder();
    for (String step : pointer.substring(1).split("/", -1)) {
      path.append(
          step.matches("[0-9]+")
              ? "[" + step + "]"
              : step.matches("[A-Za-z_][A-Za-z0-9_]*") ? "." + step : "." + quoted(step));
    }
    return path.toString();
  }

  /** Where a value is read. */
  private static String source(Column column) {
    return column.name().startsWith("=")
        ? "expr: " + quoted(column.name().substring(1))
        : "from: " + quoted(column.name());
  }

  static String empty(Column column) {
    return "fallback(%s, \"\") == \"\"".formatted(accessor(column));
  }

  static String given(Column column) {
    return "fallback(%s, \"\") != \"\"".formatted(accessor(column));
  }

  static String oneOf(Column column, Set<String> values) {
    // A payload's values are no texts all of them.
    String value = column.name().startsWith("/") ? "string(%s)" : "%s";
    return "contains(%s, [%s])"
        .formatted(
            value.formatted(accessor(column)),
            values.stream().map(Values::quoted).collect(Collectors.joining(", ")));
  }

  static String filter(String from, String when, String reason) {
    return "  - from: %s\n    when: %s\n    reason: %s\n"
        .formatted(from, quoted(when), quoted(reason));
  }

  static Column need(FileGuess file, Field field) {
    return Objects.requireNonNull(file.field(field), field.name());
  }

  static String template(FileGuess file, Field field) {
    return "{" + need(file, field).name() + "}";
  }

  static Optional<String> column(FileGuess file, Field field) {
    return Optional.ofNullable(file.field(field)).map(Values::from);
  }

  String from(FileGuess file, Field field) {
    return from(need(file, field));
  }

  private static String from(Column column) {
    return "{" + source(column) + "}";
  }

  /** A customer; mail addresses are the same in any case. */
  static String customer(Column column, String fallback) {
    String value =
        column.mail() ? "expr: " + quoted("lowercase(" + accessor(column) + ")") : source(column);
    return "{" + value + (fallback.isEmpty() ? "" : ", default: " + quoted(fallback)) + "}";
  }

  /** A time, or a day; says so when nobody can tell the day from the month. */
  String time(FileGuess file, Field field) {
    return time(file, field, need(file, field));
  }

  /** Of a column that was not found by its name. */
  String time(FileGuess file, Field field, Column column) {
    String format = format(file, field, column);
    readings.put(file.name() + "/" + column.name(), format.equals("iso") ? "" : format);
    boolean utc = column.words().matches(".*\\b(utc|gmt)\\b.*");
    return "{%s%s%s}"
        .formatted(
            source(column),
            format.equals("iso") ? "" : ", format: " + quoted(format),
            utc ? ", zone: UTC" : "");
  }

  private String format(FileGuess file, Field field, Column column) {
    List<String> formats = column.times();
    if (formats.isEmpty()) {
      problems.add(
          new Problem(
              file.name(),
              "'%s' holds no times that can be read, such as '%s'"
                  .formatted(column.name(), column.example()),
              List.of(),
              file.kind().key() + "." + field.key()));
      return "iso";
    }
    if (!TimeStyle.ambiguous(formats)) {
      return formats.get(0);
    }
    Optional<Boolean> dayFirst =
        corrections.word("dates").map("day-first"::equals).or(() -> elsewhere(file));
    if (dayFirst.isEmpty()) {
      problems.add(
          new Problem(
              file.name(),
              "'%s': no value tells the day from the month, such as '%s'"
                  .formatted(column.name(), column.example()),
              List.of("day-first", "month-first"),
              "dates"));
    }
    boolean day = dayFirst.orElse(true);
    return formats.stream()
        .filter(day ? TimeStyle::dayFirst : TimeStyle::monthFirst)
        .findFirst()
        .orElse(formats.get(0));
  }

  /** One file has one way to write dates: another column of it may tell. */
  private static Optional<Boolean> elsewhere(FileGuess file) {
    return file.columns().stream()
        .map(Column::times)
        .filter(formats -> !formats.isEmpty() && !TimeStyle.ambiguous(formats))
        .map(formats -> formats.get(0))
        .filter(format -> TimeStyle.dayFirst(format) || TimeStyle.monthFirst(format))
        .map(TimeStyle::dayFirst)
        .findFirst();
  }

  Optional<String> money(FileGuess file, Field field) {
    Column column = file.field(field);
    if (column == null) {
      return Optional.empty();
    }
    NumberStyle style = NumberStyle.of(column, file.sample().delimiter() == ';');
    readings.put(
        file.name() + "/" + column.name(),
        switch (style) {
          case PLAIN -> "";
          case POINT -> "1,234.50";
          case COMMA -> "1.234,50";
        });
    String value =
        style
            .expression(accessor(column))
            .map(expression -> "expr: " + quoted(expression))
            .orElseGet(() -> source(column));
    return Optional.of(
        "{%s, unit: major, round: half_even, currency: %s}"
            .formatted(value, currency(file, column)));
  }

  private String currency(FileGuess file, Column amount) {
    Optional<String> said = corrections.word("currency").filter(code -> code.matches("[A-Z]{3}"));
    @Nullable Column own = file.field(Field.CURRENCY);
    if (said.isPresent()) {
      return said.get();
    }
    Optional<String> named = NumberStyle.currency(amount);
    if (own == null && named.isEmpty()) {
      String note =
          file.name()
              + ": no currency is found: amounts are taken as USD; --set currency=EUR changes it";
      if (!notes.contains(note)) {
        notes.add(note);
      }
    }
    String otherwise = named.orElse("USD");
    return own == null
        ? otherwise
        : "{from: %s, default: %s}".formatted(quoted(own.name()), otherwise);
  }

  Optional<String> truth(FileGuess file, Field field) {
    Column column = file.field(field);
    if (column == null) {
      return Optional.empty();
    }
    String map =
        column.distinct().stream()
            .map(
                value ->
                    quoted(value)
                        + ": "
                        + quoted(value.matches("(?i)true|yes|y|ja|si|1") ? "true" : "false"))
            .collect(Collectors.joining(", "));
    return Optional.of("{%s, map: {%s, \"*\": }}".formatted(source(column), map));
  }

  /** A length in seconds, or in minutes where the header says so. */
  Optional<String> duration(FileGuess file) {
    return Optional.ofNullable(file.field(Field.DURATION))
        .map(
            column ->
                "{%s, unit: %s, round: half_even}"
                    .formatted(
                        source(column),
                        column.words().matches(".*\\b(m|min|minutes)\\b.*") ? "min" : "s"));
  }

  /** An answer on its scale; none when the column has no such answers. */
  Optional<String> answer(FileGuess file, Item item, Column column) {
    return Scale.of(column, item == Item.WOULD_RECOMMEND)
        .map(
            scale -> {
              readings.put(file.name() + "/" + column.name(), scale.text());
              String map =
                  scale.values().entrySet().stream()
                      .map(entry -> quoted(entry.getKey()) + ": " + quoted("" + entry.getValue()))
                      .collect(Collectors.joining(", "));
              return "{item: %s, value: {%s%s}, scale: [%d, %d]}"
                  .formatted(
                      item,
                      source(column),
                      map.isEmpty() ? "" : ", map: {" + map + ", \"*\": }",
                      scale.min(),
                      scale.max());
            });
  }
}
