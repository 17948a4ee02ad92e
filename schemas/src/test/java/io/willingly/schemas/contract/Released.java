package io.willingly.schemas.contract;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/** Frozen copies of the schemas of each release: {@code released/<release>/<name>.avsc}. */
final class Released {
  private static final Path ROOT = Path.of("src", "test", "resources", "released");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Released() {}

  /** A schema as some release had it. */
  record Frozen(String release, Schema schema) {
    @Override
    public String toString() {
      return schema.getName() + " of release " + release;
    }
  }

  static List<Frozen> all() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".avsc"))
          .sorted()
          .map(Released::read)
          .toList();
    }
  }

  /** Freezes a schema into a release; refuses to change what was frozen. */
  static void freeze(String release, Schema schema) throws IOException {
    Path file = ROOT.resolve(release).resolve(schema.getName() + ".avsc");
    if (Files.exists(file)) {
      return;
    }
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(schema.toString()))
            + "\n");
  }

  private static Frozen read(Path file) {
    try {
      String release = String.valueOf(ROOT.relativize(file).getParent());
      return new Frozen(release, new SchemaParser().parse(Files.readString(file)).mainSchema());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
