package io.willingly.streams.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.streams.config.BadInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far each request of a source was read: a file in the data directory.
 *
 * @param file one of the source's own
 */
record PullStates(Path file) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static PullStates of(Path dataDir, String source) {
    String name = URLEncoder.encode(source, StandardCharsets.UTF_8) + ".json";
    return new PullStates(dataDir.resolve("pull").resolve(name));
  }

  Map<String, JsonNode> read() {
    Map<String, JsonNode> states = new LinkedHashMap<>();
    try {
      if (Files.exists(file) && JSON.readTree(file.toFile()) instanceof ObjectNode stored) {
        stored.properties().forEach(entry -> states.put(entry.getKey(), entry.getValue()));
      }
      return states;
    } catch (JsonProcessingException e) {
      throw new BadInput(file + " is not JSON; delete it to begin anew", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Replaces the file, in whole or not at all. */
  void write(Map<String, JsonNode> states) {
    try {
      Files.createDirectories(file.getParent());
      Path written = file.resolveSibling(file.getFileName() + ".new");
      Files.write(written, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(states));
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
