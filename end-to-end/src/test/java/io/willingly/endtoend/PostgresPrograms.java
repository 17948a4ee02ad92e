package io.willingly.endtoend;

import io.willingly.streams.testing.Ports;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL server of its own on loopback, in a new folder: of the programs in the folder that
 * {@code POSTGRES} names, else of the newest that Debian installs, else of those on the path. The
 * server refuses to be root, so where the tests are, it is nobody.
 */
final class PostgresPrograms implements AutoCloseable {
  private static final String VARIABLE = "POSTGRES";
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final String NOBODY = "nobody";

  private final Path programs;
  private final Path directory;
  private final int port;

  private PostgresPrograms(Path programs, Path directory, int port) {
    this.programs = programs;
    this.directory = directory;
    this.port = port;
  }

  /**
   * Starts it; the test is skipped, loudly, where there is none. One that somebody named must be
   * there.
   */
  static PostgresPrograms start() {
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
      PostgresPrograms server =
          new PostgresPrograms(programs.orElseThrow(), directory, Ports.free());
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
    run(
        "initdb",
        "-D",
        data,
        "-U",
        Postgres.USER,
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-locale",
        "-N");
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

  @Override
  public void close() {
    try {
      run("pg_ctl", "-D", data().toString(), "-m", "immediate", "-w", "stop");
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
