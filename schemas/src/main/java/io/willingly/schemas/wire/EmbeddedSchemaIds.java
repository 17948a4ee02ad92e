package io.willingly.schemas.wire;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.SchemaIds.Lookup.Known;
import io.willingly.schemas.wire.SchemaIds.Lookup.Unavailable;
import io.willingly.schemas.wire.SchemaIds.Lookup.Unknown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.NoSuchAlgorithmException;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.SchemaParseException;
import org.apache.avro.SchemaParser;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The registry of the embedded run: no server, no topic, no download (ADR 0004). The id of a schema
 * is the beginning of the SHA-256 of its parsing canonical form, so every process gives it the same
 * id without asking anybody, and an id can never mean something else later. Each schema written
 * with is kept as a file beside the broker's data, so that another version of the program can read
 * it.
 */
public final class EmbeddedSchemaIds implements SchemaIds {
  private final @Nullable Path directory;
  private final ConcurrentMap<Integer, Schema> known = new ConcurrentHashMap<>();

  private EmbeddedSchemaIds(@Nullable Path directory) {
    this.directory = directory;
    for (Topic<?, ? extends SpecificRecord> topic : Topics.ALL) {
      remember(topic.valueSchema());
      if (!topic.hasPlainKey()) {
        remember(topic.keySchema());
      }
    }
  }

  /**
   * Keeps schemas in a directory, which is created on the first write. Several processes may share
   * it.
   */
  public static EmbeddedSchemaIds in(Path directory) {
    return new EmbeddedSchemaIds(directory);
  }

  /** Keeps nothing: for tests, and for readers that have no directory. */
  public static EmbeddedSchemaIds inMemory() {
    return new EmbeddedSchemaIds(null);
  }

  /** The id of a schema: positive, the same everywhere and for ever. */
  public static int contentId(Schema schema) {
    try {
      byte[] digest = SchemaNormalization.parsingFingerprint("SHA-256", schema);
      return ByteBuffer.wrap(digest).getInt() & Integer.MAX_VALUE;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  @Override
  public int idFor(String subject, Schema schema) {
    int id = remember(schema);
    if (directory != null) {
      store(directory, id, schema);
    }
    return id;
  }

  /** Of a schema there is the content only: nobody counts. */
  @Override
  public OptionalInt version(String subject, Schema schema) {
    return OptionalInt.empty();
  }

  @Override
  public Lookup schemaById(int id) {
    Schema schema = known.get(id);
    if (schema != null) {
      return new Known(schema);
    }
    if (directory == null) {
      return new Unknown();
    }
    Path file = file(directory, id);
    try {
      Schema stored = new SchemaParser().parse(Files.readString(file)).mainSchema();
      remember(stored);
      return new Known(stored);
    } catch (NoSuchFileException e) {
      return new Unknown();
    } catch (IOException | SchemaParseException e) {
      return new Unavailable(file + " cannot be read: " + e.getMessage());
    }
  }

  private int remember(Schema schema) {
    int id = contentId(schema);
    Schema other = known.putIfAbsent(id, schema);
    if (other != null && !canonical(other).equals(canonical(schema))) {
      // One in 2^31 for each pair of schemas; the build checks all that are shipped.
      throw new SchemaRegistryException(
          "schemas " + other.getFullName() + " and " + schema.getFullName() + " share id " + id,
          false);
    }
    return id;
  }

  private static String canonical(Schema schema) {
    return SchemaNormalization.toParsingForm(schema);
  }

  /** Writers of one id write the same content, so whoever comes last does no harm. */
  private static void store(Path directory, int id, Schema schema) {
    Path file = file(directory, id);
    if (Files.exists(file)) {
      return;
    }
    try {
      Files.createDirectories(directory);
      Path draft = Files.createTempFile(directory, "draft", ".tmp");
      Files.writeString(draft, schema.toString());
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep schema " + schema.getFullName(), e);
    }
  }

  private static Path file(Path directory, int id) {
    return directory.resolve(id + ".avsc");
  }
}
