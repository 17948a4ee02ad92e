package io.willingly.streams.export;

import io.willingly.connectors.table.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** Turns CSV into Parquet, by DuckDB. */
final class Parquet {
  private Parquet() {}

  /** Replaces a CSV file with a Parquet file of the same rows. */
  static void convert(Path file, List<Column> columns) throws IOException {
    Path parquet = file.resolveSibling(file.getFileName() + ".parquet");
    String types =
        columns.stream()
            .map(column -> quoted(column.name()) + ": '" + type(column) + "'")
            .collect(Collectors.joining(", "));
    String copy =
        """
        COPY (
          SELECT * FROM read_csv(%s, header = true, auto_detect = false, delim = ',', quote = '"',
            escape = '"', nullstr = '', max_line_size = 33554432, buffer_size = 67108864,
            columns = {%s})
        ) TO %s (FORMAT parquet)
        """
            .formatted(quoted(file.toString()), types, quoted(parquet.toString()));
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement()) {
      statement.execute("SET memory_limit='384MB'");
      statement.execute("SET threads=1");
      statement.execute("SET TimeZone='UTC'");
      statement.execute(copy);
      Files.move(parquet, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (SQLException e) {
      throw new IOException("no Parquet of it: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(parquet);
    }
  }

  private static String type(Column column) {
    return switch (column.kind()) {
      case TEXT, JSON -> "VARCHAR";
      case INT -> "INTEGER";
      case LONG -> "BIGINT";
      case DOUBLE -> "DOUBLE";
      case BOOLEAN -> "BOOLEAN";
      case DATE -> "DATE";
      case TIME -> "TIMESTAMPTZ";
      case DECIMAL ->
          "DECIMAL(%d, %d)".formatted(column.decimal().getPrecision(), column.decimal().getScale());
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
