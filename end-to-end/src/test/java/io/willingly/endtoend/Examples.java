package io.willingly.endtoend;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The example settings of Kafka Connect, as the documentation shows them. */
final class Examples {
  private static final Path FOLDER = Path.of("..", "connectors", "src", "main", "connect");

  private Examples() {}

  /** Of a worker. */
  static Map<String, String> worker() {
    Properties properties = new Properties();
    try (Reader file = Files.newBufferedReader(FOLDER.resolve("worker.properties"))) {
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> settings = new TreeMap<>();
    properties.forEach((key, value) -> settings.put(key.toString(), value.toString()));
    return settings;
  }

  /** Of a connector. */
  static Map<String, String> config(String file) {
    try {
      return Rest.JSON.readValue(
          FOLDER.resolve(file).toFile(), new TypeReference<TreeMap<String, String>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
