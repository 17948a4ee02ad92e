package io.willingly.connectors.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The tables that the sinks of {@code src/main/connect} fill, for views that are there before the
 * first row. Written anew with {@code -Dgolden.update=true}.
 */
class TablesSqlTest {
  private static final Path FILE = Path.of("src/main/sql/tables.sql");
  private static final Path CONNECT = Path.of("src/main/connect");

  @Test
  void tablesAreThoseOfTheSinks() throws IOException {
    StringBuilder sql =
        new StringBuilder(
            """
            -- The tables of the published topics, as the sinks in ../connect fill them. Generated from the Avro
            -- schemas. Run it before the sinks start, and again after an update: what is there stays.
            """);
    for (Topic<?, ?> topic : topics("postgres-tables.json")) {
      table(sql, topic, List.of());
    }
    for (Topic<?, ?> topic : topics("postgres-histories.json")) {
      table(sql, topic, List.of("record_partition integer", "record_offset bigint"));
    }

    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, sql);
    }

    assertThat(FILE).hasContent(sql.toString());
  }

  private static List<Topic<?, ?>> topics(String config) throws IOException {
    JsonNode names = new ObjectMapper().readTree(CONNECT.resolve(config).toFile()).path("topics");
    List<Topic<?, ?>> topics = new ArrayList<>();
    for (String name : names.textValue().split(",", -1)) {
      topics.add(
          Topics.ALL.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow());
    }
    return topics;
  }

  private static void table(StringBuilder sql, Topic<?, ?> topic, List<String> position) {
    String table = topic.name().replace('-', '_');
    Map<String, Column> key = columns(Table.of(topic.keySchema()));
    List<String> lines = new ArrayList<>();
    List<String> primary = new ArrayList<>();
    for (Column column : key.values()) {
      lines.add("  \"%s\" %s NOT NULL".formatted(column.name(), type(column)));
      primary.add("\"%s\"".formatted(column.name()));
    }
    for (String column : position) {
      lines.add("  " + column + " NOT NULL");
      primary.add(column.substring(0, column.indexOf(' ')));
    }
    lines.add("  PRIMARY KEY (" + String.join(", ", primary) + ")");
    sql.append("\nCREATE TABLE IF NOT EXISTS %s (\n".formatted(table))
        .append(String.join(",\n", lines))
        .append("\n);\n");
    Map<String, Column> all = columns(Table.of(topic.valueSchema()));
    all.keySet().removeAll(key.keySet());
    List<String> added =
        all.values().stream()
            .map(one -> "  ADD COLUMN IF NOT EXISTS \"%s\" %s".formatted(one.name(), type(one)))
            .toList();
    sql.append("ALTER TABLE %s\n".formatted(table))
        .append(String.join(",\n", added))
        .append(";\nCOMMENT ON TABLE %s IS %s;\n".formatted(table, quoted(topic.doc())));
    key.values().forEach(column -> comment(sql, table, column));
    all.values().forEach(column -> comment(sql, table, column));
  }

  private static Map<String, Column> columns(Table table) {
    Map<String, Column> columns = new LinkedHashMap<>();
    table.columns().forEach(column -> columns.put(column.name(), column));
    return columns;
  }

  private static void comment(StringBuilder sql, String table, Column column) {
    sql.append(
        "COMMENT ON COLUMN %s.\"%s\" IS %s;\n"
            .formatted(table, column.name(), quoted(String.valueOf(column.doc()))));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String type(Column column) {
    return switch (column.kind()) {
      case TEXT -> "text";
      case INT -> "integer";
      case LONG -> "bigint";
      case DOUBLE -> "double precision";
      case BOOLEAN -> "boolean";
      case DATE -> "date";
      case TIME -> "timestamp with time zone";
      case JSON -> "jsonb";
      case DECIMAL ->
          "numeric(%d, %d)".formatted(column.decimal().getPrecision(), column.decimal().getScale());
    };
  }
}
