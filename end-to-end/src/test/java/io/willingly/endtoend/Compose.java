package io.willingly.endtoend;

import io.willingly.streams.testing.Ports;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code docker-compose.yml} under a project of its own, on ports of its own, with images of what
 * was packaged here. Gone with all its volumes when closed.
 */
final class Compose implements AutoCloseable {
  private static final File CHECKOUT = new File("..");
  private static final long MINUTES = 8;
  private static final int LAST_PORT = 65_535;
  private static final String KEYS = "/var/lib/willingly-keys/";

  private final String project = "willingly-it-" + ProcessHandle.current().pid();
  private final Map<String, String> environment = new TreeMap<>();
  private final List<String> command;

  /** Nothing runs yet. */
  Compose() {
    Engine.demand();
    environment.put("WILLINGLY_PACKAGED", "yes");
    environment.put("WILLINGLY_BUILD", "eclipse-temurin:17-jre");
    environment.put("WILLINGLY_TAG", project);
    for (String port : List.of("WEBHOOK", "POSTGRES", "KAFKA", "REGISTRY", "PROMETHEUS")) {
      environment.put(variable(port), Integer.toString(Ports.free()));
    }
    int page = Ports.free();
    // One for each instance, and some that may be taken meanwhile.
    environment.put(variable("PAGE"), page + "-" + Math.min(page + 9, LAST_PORT));
    List<String> plugin = List.of("docker", "compose");
    command =
        process(List.of("docker", "compose", "version")).code() == 0
            ? plugin
            : List.of("docker-compose");
  }

  private static String variable(String port) {
    return "WILLINGLY_" + port + "_PORT";
  }

  /** Where a service is on this machine, as the environment names it. */
  String at(String port) {
    return "localhost:" + environment.get(variable(port));
  }

  /** Where the page of an instance is on this machine, the first is 1. */
  URI page(int instance) {
    String index = Integer.toString(instance);
    return URI.create("http://" + run("port", "--index", index, "app", "8700").strip());
  }

  /** Runs a command; its standard output. */
  String run(String... arguments) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of("-p", project, "-f", "docker-compose.yml"));
    all.addAll(List.of(arguments));
    Ended ended = process(all);
    if (ended.code() != 0) {
      throw new AssertionError(all + " ended with " + ended.code() + ":\n" + ended.err());
    }
    return ended.out();
  }

  /** A secret that was drawn. */
  String key(String name) {
    return run("run", "--rm", "--entrypoint", "cat", "keys", KEYS + name).strip();
  }

  private record Ended(int code, String out, String err) {}

  private Ended process(List<String> line) {
    try {
      Path out = Files.createTempFile("willingly-compose", ".out");
      Path err = Files.createTempFile("willingly-compose", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(line)
              .directory(CHECKOUT)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(line + " has not ended:\n" + Files.readString(err));
      }
      Ended ended =
          new Ended(
              process.exitValue(),
              Files.readString(out, StandardCharsets.UTF_8),
              Files.readString(err, StandardCharsets.UTF_8));
      Files.delete(out);
      Files.delete(err);
      return ended;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    run("down", "--volumes", "--timeout", "5");
    List<String> remove = new ArrayList<>(List.of("docker", "rmi"));
    remove.addAll(
        Stream.of("willingly", "willingly-connect").map(image -> image + ":" + project).toList());
    process(remove);
  }
}
