package io.willingly.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.event.DealEvent;
import io.willingly.event.IngestLedgerKey;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.SchemaIds.Lookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedSchemaIdsTest {
  /** A schema that no release ships, such as one of a newer version of the program. */
  private static final Schema FOREIGN =
      SchemaBuilder.record("Newer")
          .namespace("io.willingly.event")
          .fields()
          .requiredInt("x")
          .endRecord();

  @TempDir private Path directory;

  @Test
  void idsOfShippedSchemasAreKnownWithoutAnyDirectory() {
    Lookup found =
        EmbeddedSchemaIds.inMemory()
            .schemaById(EmbeddedSchemaIds.contentId(DealEvent.getClassSchema()));

    assertThat(found).isEqualTo(new Lookup.Known(DealEvent.getClassSchema()));
  }

  /** Keys hold the id, and keys decide where compacted rows lie: the number must never change. */
  @Test
  void idsAreTheSameOnEveryMachineAndForEver() {
    assertThat(EmbeddedSchemaIds.contentId(IngestLedgerKey.getClassSchema()))
        .isEqualTo(1_522_371_897);
  }

  @Test
  void noTwoShippedSchemasShareAnId() {
    List<Schema> schemas =
        Topics.ALL.stream()
            .flatMap(
                topic ->
                    topic.hasPlainKey()
                        ? Stream.of(topic.valueSchema())
                        : Stream.of(topic.keySchema(), topic.valueSchema()))
            .toList();

    assertThat(schemas.stream().map(EmbeddedSchemaIds::contentId)).doesNotHaveDuplicates();
  }

  @Test
  void documentationDoesNotChangeAnId() {
    Schema documented =
        SchemaBuilder.record("Newer")
            .namespace("io.willingly.event")
            .doc("Now with words.")
            .fields()
            .requiredInt("x")
            .endRecord();

    assertThat(EmbeddedSchemaIds.contentId(documented))
        .isEqualTo(EmbeddedSchemaIds.contentId(FOREIGN));
  }

  @Test
  void anotherProcessOnTheSameDirectoryReadsWhatOneWrote() {
    EmbeddedSchemaIds reader = EmbeddedSchemaIds.in(directory.resolve("schemas"));
    int id = EmbeddedSchemaIds.in(directory.resolve("schemas")).idFor("s", FOREIGN);

    assertThat(reader.schemaById(id)).isEqualTo(new Lookup.Known(FOREIGN));
    assertThat(EmbeddedSchemaIds.inMemory().schemaById(id)).isEqualTo(new Lookup.Unknown());
  }

  @Test
  void manyProcessesMayWriteTheSameSchemaAtOnce() throws IOException {
    List<Integer> ids =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(i -> EmbeddedSchemaIds.in(directory).idFor("s", FOREIGN))
            .distinct()
            .toList();

    assertThat(ids).hasSize(1);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(directory.resolve(ids.get(0) + ".avsc"));
    }
  }

  @Test
  void idNobodyWroteIsUnknown() {
    assertThat(EmbeddedSchemaIds.in(directory).schemaById(7)).isEqualTo(new Lookup.Unknown());
  }

  @Test
  void damagedFileIsNoReasonToReject() throws IOException {
    Files.writeString(directory.resolve("7.avsc"), "{");

    assertThat(EmbeddedSchemaIds.in(directory).schemaById(7))
        .isInstanceOf(Lookup.Unavailable.class);
  }
}
