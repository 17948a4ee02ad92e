package io.willingly.connectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Joins and sums across the files of a run: each input is a table of texts, each view is SQL over
 * them. The database lives in memory, spills to a temporary folder, and cannot reach files or
 * network itself: a mapping from somebody else is data, not a program.
 */
final class Views implements AutoCloseable {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** The column that holds a row of a JSON input. */
  static final String JSON_COLUMN = "json";

  private static final int LONGEST_PLAN_SECONDS = 10;

  private final Connection connection;
  private final Path spill;

  private Views(Connection connection, Path spill) {
    this.connection = connection;
    this.spill = spill;
  }

  static Views open(Iterable<Input> tables) throws SQLException, IOException {
    Properties settings = new Properties();
    // Without it the driver holds a whole result in memory.
    settings.setProperty("jdbc_stream_results", "true");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    Path spill = Files.createTempDirectory("willingly-views");
    Views views = new Views(DriverManager.getConnection("jdbc:duckdb:", settings), spill);
    views.execute("SET memory_limit='384MB'");
    views.execute("SET threads=2");
    views.execute("SET temp_directory='" + spill.resolve("spill") + "'");
    views.execute("SET enable_external_access=false");
    views.execute("SET lock_configuration=true");
    for (Input table : tables) {
      List<String> columns = new ArrayList<>();
      for (String column : columns(table)) {
        columns.add(quoted(column) + (column.equals(JSON_COLUMN) ? " JSON" : " VARCHAR"));
      }
      views.execute(
          "CREATE TABLE "
              + quoted(table.name())
              + " ("
              + String.join(", ", columns)
              + ", _file VARCHAR, _row BIGINT, _sha256 VARCHAR)");
    }
    return views;
  }

  private static List<String> columns(Input table) {
    if (table.format() != Input.Format.CSV) {
      return List.of(JSON_COLUMN);
    }
    List<String> columns = new ArrayList<>(table.columns());
    columns.addAll(table.optional());
    return columns;
  }

  /** A load of one table; close it to make the rows visible. */
  final class Load implements AutoCloseable {
    private final List<String> columns;
    private final DuckDBAppender appender;

    private Load(Input table) throws SQLException {
      columns = columns(table);
      appender = connection.unwrap(DuckDBConnection.class).createAppender("main", table.name());
    }

    void row(ObjectNode data, Position position, String sha256) throws SQLException {
      appender.beginRow();
      for (String column : columns) {
        JsonNode value = data.path(column);
        if (column.equals(JSON_COLUMN)) {
          appender.append(data.toString());
        } else if (value.isMissingNode()) {
          appender.appendNull();
        } else {
          appender.append(value.textValue());
        }
      }
      appender.append(position.file());
      appender.append(position.row());
      appender.append(sha256);
      appender.endRow();
    }

    @Override
    public void close() throws SQLException {
      appender.close();
    }
  }

  Load load(Input table) throws SQLException {
    return new Load(table);
  }

  void define(Map<String, YamlNode> views) {
    for (Map.Entry<String, YamlNode> view : views.entrySet()) {
      try {
        execute("CREATE VIEW " + quoted(view.getKey()) + " AS " + view.getValue().text());
      } catch (SQLException e) {
        throw view.getValue().error("view '" + view.getKey() + "': " + e.getMessage());
      }
    }
  }

  /** The columns of a view. Binary fractions are refused: they would lose digits of money. */
  Columns columns(String view, YamlNode where) {
    try (Statement statement = statement(LONGEST_PLAN_SECONDS);
        ResultSet none = statement.executeQuery("SELECT * FROM " + quoted(view) + " LIMIT 0")) {
      ResultSetMetaData meta = none.getMetaData();
      Set<String> names = new LinkedHashSet<>();
      for (int i = 1; i <= meta.getColumnCount(); i++) {
        if (Set.of("DOUBLE", "FLOAT").contains(meta.getColumnTypeName(i))) {
          throw where.error(
              "view '"
                  + view
                  + "': column '"
                  + meta.getColumnName(i)
                  + "' is a binary fraction; cast it to DECIMAL(18, 2) or alike");
        }
        names.add(meta.getColumnName(i));
      }
      return new Columns(view, names);
    } catch (SQLException e) {
      throw where.error("view '" + view + "': " + e.getMessage());
    }
  }

  /**
   * Hands over the rows of a view.
   *
   * @param longest how long it may compute, in whole seconds; null for as long as it takes
   * @throws InputException when it computes longer
   */
  void read(String view, @Nullable Duration longest, Consumer<ObjectNode> rows)
      throws SQLException, IOException {
    int seconds = longest == null ? 0 : Math.toIntExact(longest.toSeconds());
    try (Statement statement = statement(seconds);
        ResultSet result = statement.executeQuery("SELECT * FROM " + quoted(view))) {
      ResultSetMetaData meta = result.getMetaData();
      while (next(view, result)) {
        ObjectNode row = NODES.objectNode();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
          row.set(meta.getColumnName(i), value(result, i, meta.getColumnTypeName(i)));
        }
        rows.accept(row);
      }
    } catch (SQLTimeoutException e) {
      throw new InputException(
          "view '%s' is stopped: it computes for longer than %d s; is a join condition missing?"
              .formatted(view, seconds),
          e);
    }
  }

  private static boolean next(String view, ResultSet result) throws SQLException {
    try {
      return result.next();
    } catch (NullPointerException e) {
      // The driver's answer to a row that does not fit its memory.
      throw new InputException(
          "view '%s' has a value that is too large to be read; select less of it".formatted(view),
          e);
    }
  }

  private static JsonNode value(ResultSet result, int i, String type)
      throws SQLException, IOException {
    Object value = result.getObject(i);
    if (value == null) {
      return NODES.nullNode();
    }
    if (type.equals("JSON")) {
      return InputReader.JSON.readTree(value.toString());
    }
    if (type.equals("TIMESTAMP")) {
      return NODES.textNode(result.getObject(i, LocalDateTime.class).toString());
    }
    if (value instanceof BigDecimal decimal) {
      return NODES.numberNode(decimal);
    }
    if (value instanceof BigInteger integer) {
      return NODES.numberNode(integer);
    }
    if (value instanceof Number number) {
      return NODES.numberNode(number.longValue());
    }
    return value instanceof Boolean truth
        ? NODES.booleanNode(truth)
        : NODES.textNode(value.toString());
  }

  /** Stopped by the database after some seconds; 0 for never. */
  private Statement statement(int seconds) throws SQLException {
    Statement statement = connection.createStatement();
    statement.setQueryTimeout(seconds);
    return statement;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  @Override
  public void close() throws SQLException, IOException {
    connection.close();
    Files.deleteIfExists(spill.resolve("spill"));
    Files.deleteIfExists(spill);
  }
}
