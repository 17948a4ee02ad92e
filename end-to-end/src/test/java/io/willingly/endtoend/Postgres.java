package io.willingly.endtoend;

import io.willingly.streams.testing.PipelineRun;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** A PostgreSQL server of its own, empty. */
final class Postgres implements AutoCloseable {
  static final String USER = "willingly";

  private static final String IMAGE = "postgres:15";
  private static final int PORT = 5432;

  /** PostgreSQL's codes of a table and a column that are not there. */
  private static final Set<String> UNDEFINED = Set.of("42P01", "42703");

  private final String url;
  private final AutoCloseable server;
  private @Nullable Connection connection;

  private Postgres(String url, AutoCloseable server) {
    this.url = url;
    this.server = server;
  }

  /** Of programs of this machine. */
  static Postgres start() {
    PostgresPrograms server = PostgresPrograms.start();
    return new Postgres(server.url(), server);
  }

  /** The one of {@code docker-compose.yml}; where no engine is, of programs of this machine. */
  static Postgres inContainer() {
    if (!Engine.isThere() && !Engine.isRequired()) {
      return start();
    }
    Engine.demand();
    GenericContainer<?> container =
        new GenericContainer<>(IMAGE)
            .withExposedPorts(PORT)
            .withEnv(Map.of("POSTGRES_USER", USER, "POSTGRES_HOST_AUTH_METHOD", "trust"))
            .withCommand("postgres", "-F")
            // The first server, which sets up the data, does not listen there.
            .waitingFor(Wait.forSuccessfulCommand("pg_isready -h 127.0.0.1"));
    container.start();
    String url =
        "jdbc:postgresql://%s:%d/%s"
            .formatted(container.getHost(), container.getMappedPort(PORT), USER);
    return new Postgres(url, container::stop);
  }

  String url() {
    return url;
  }

  /** Runs statements, separated by semicolons. */
  void execute(String sql) {
    try (Connection connection = DriverManager.getConnection(url, USER, "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The rows of a query, each as its cells in words: those that are null too. */
  List<List<@Nullable String>> rows(String query) {
    try (Statement statement = connection().createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<List<@Nullable String>> rows = new ArrayList<>();
      while (result.next()) {
        List<@Nullable String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  /** Waits until a query has these rows, each as the list of its cells; also for its tables. */
  void await(String query, String... rows) {
    List<String> expected = List.of(rows);
    PipelineRun.await(
        () -> {
          try {
            return rows(query).stream().map(List::toString).toList().equals(expected);
          } catch (IllegalStateException e) {
            if (e.getCause() instanceof SQLException cause
                && UNDEFINED.contains(String.valueOf(cause.getSQLState()))) {
              return false;
            }
            throw e;
          }
        });
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = DriverManager.getConnection(url, USER, "");
      connection = open;
    }
    return open;
  }

  @Override
  public void close() {
    try {
      if (connection != null) {
        connection.close();
      }
      server.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
