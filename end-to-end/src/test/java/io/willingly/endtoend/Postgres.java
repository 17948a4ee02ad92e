package io.willingly.endtoend;

import io.willingly.streams.testing.PipelineRun;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL server of its own on loopback, in a new folder: of the programs in the folder that
 * {@code POSTGRES} names, else of the newest that Debian installs, else of those on the path. The
 * server refuses to be root, so where the tests are, it is nobody.
 */
final class Postgres implements AutoCloseable {
  static final String USER = "willingly";

  private static final String VARIABLE = "POSTGRES";
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final String NOBODY = "nobody";

  /** PostgreSQL's codes of a table and a column that are not there. */
  private static final Set<String> UNDEFINED = Set.of("42P01", "42703");

  private final Path programs;
  private final Path directory;
  private final int port;
  private @Nullable Connection connection;

  private Postgres(Path programs, Path directory, int port) {
    this.programs = programs;
    this.directory = directory;
    this.port = port;
  }

  /**
   * Starts it; the test is skipped, loudly, where there is none. One that somebody named must be
   * there.
   */
  static Postgres start() {
    String named = System.getenv(VARIABLE);
    Optional<Path> programs =
        (named == null ? places() : Stream.of(Path.of(named)))
            .filter(place -> Files.isExecutable(place.resolve("initdb")))
            .findFirst();
    if (programs.isEmpty()) {
      String message = "no PostgreSQL; set " + VARIABLE + " to the folder of initdb";
      if (named != null) {
        throw new IllegalStateException(message + ", which now says " + named);
      }
      System.err.println("SKIPPED: " + message);
      Assumptions.abort(message);
    }
    try {
      Path directory = Files.createTempDirectory("willingly-postgres");
      Postgres server = new Postgres(programs.orElseThrow(), directory, freePort());
      server.create();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> places() {
    List<Path> places = new ArrayList<>();
    String[] versions = DEBIAN.toFile().list();
    if (versions != null) {
      Arrays.stream(versions)
          .sorted(Comparator.reverseOrder())
          .forEach(version -> places.add(DEBIAN.resolve(version).resolve("bin")));
    }
    for (String place : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      places.add(Path.of(place));
    }
    return places.stream();
  }

  private void create() throws IOException {
    if (isRoot()) {
      Files.setOwner(
          directory,
          directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NOBODY));
    }
    String data = data().toString();
    run("initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "-N");
    String settings =
        "-p %d -F -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s"
            .formatted(port, directory);
    run(
        "pg_ctl",
        "-D",
        data,
        "-l",
        directory.resolve("log").toString(),
        "-o",
        settings,
        "-w",
        "start");
  }

  private Path data() {
    return directory.resolve("data");
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid", NOBODY, "--regid", "nogroup", "--clear-groups"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    // The server inherits the streams and outlives the program: a pipe would never end.
    Path output = Files.createTempFile("willingly-postgres", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IllegalStateException(command + " failed: " + Files.readString(output));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      process.destroyForcibly();
      Files.delete(output);
    }
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  /** Runs statements, separated by semicolons. */
  void execute(String sql) {
    try (Connection connection = DriverManager.getConnection(url(), USER, "");
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
      open = DriverManager.getConnection(url(), USER, "");
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
      run("pg_ctl", "-D", data().toString(), "-m", "immediate", "-w", "stop");
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
