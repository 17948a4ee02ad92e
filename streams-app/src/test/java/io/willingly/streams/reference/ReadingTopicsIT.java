package io.willingly.streams.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.willingly.metrics.definition.Definition;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.runtime.PublishedTopic;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.January;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.RegistryStub;
import io.willingly.streams.testing.TestClock;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page on reading topics promises to those who have nothing of ours. */
@SuppressWarnings("NullAway.Init") // set before all tests
class ReadingTopicsIT {
  private static final Path PAGE = Path.of("..", "docs", "reading-topics.md");
  private static final List<Topic<?, ?>> PUBLISHED =
      List.of(Topics.SERVICE_QUALITY, Topics.DEAL_VERDICTS, Topics.INGEST_LEDGER);

  private static DevBroker broker;
  private static RegistryStub registry;

  @BeforeAll
  static void publish(@TempDir Path directory) throws Exception {
    broker = DevBroker.start(directory.resolve("broker"), DevBroker.ANY_PORT);
    registry = new RegistryStub(Deliveries.IDS, 0);
    try (PipelineRun pipeline =
        PipelineRun.start(
            broker.bootstrapServers(),
            directory.resolve("state"),
            Definition.standard(ZoneOffset.UTC),
            new TestClock(LocalDate.of(2026, 2, 25)))) {
      PipelineRun.send(broker.bootstrapServers(), January.deals());
      pipeline.drained();
    }
  }

  @AfterAll
  static void stop() {
    if (registry != null) {
      registry.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  /** As Confluent's deserializer does it, by Avro and HTTP alone. */
  @Test
  void anyAvroReaderDecodesKeysAndValuesWithTheRegistry() throws Exception {
    for (Topic<?, ?> topic : PUBLISHED) {
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      PublishedTopic.records(
          Map.of("bootstrap.servers", broker.bootstrapServers()), topic.name(), records::add);

      assertThat(records).isNotEmpty();
      for (ConsumerRecord<byte[], byte[]> record : records) {
        assertThat(decoded(record.key()).getSchema().getName())
            .isEqualTo(topic.keySchema().getName());
        if (record.value() != null) {
          assertThat(decoded(record.value()).getSchema().getName())
              .isEqualTo(topic.valueSchema().getName());
        }
      }
    }
  }

  @Test
  void kcatShowsTheFrameAsThePageSays() throws Exception {
    String command =
        Pattern.compile("(?m)^kcat .* -s value='>b I' .*$")
            .matcher(Files.readString(PAGE))
            .results()
            .findFirst()
            .orElseThrow()
            .group()
            .replace("kafka:9092", broker.bootstrapServers())
            .replaceFirst("kcat", kcat());

    Process kcat = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    List<String> lines =
        new String(kcat.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();

    assertThat(kcat.waitFor()).as(() -> String.join("\n", lines)).isZero();
    String frame = " 0 " + EmbeddedSchemaIds.contentId(Topics.SERVICE_QUALITY.valueSchema());
    // A tombstone has no frame.
    assertThat(lines)
        .anyMatch(line -> line.endsWith(frame))
        .allMatch(line -> line.endsWith(frame) || line.endsWith(" "));
  }

  private static GenericRecord decoded(byte[] bytes) throws Exception {
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    assertThat(frame.get()).isZero();
    URI schema = registry.address().resolve("/schemas/ids/" + frame.getInt());
    String answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(schema).build(), BodyHandlers.ofString())
            .body();
    Schema written =
        new SchemaParser()
            .parse(new ObjectMapper().readTree(answer).path("schema").textValue())
            .mainSchema();
    BinaryDecoder body = DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null);
    GenericRecord record = new GenericDatumReader<GenericRecord>(written).read(null, body);
    assertThat(body.isEnd()).isTrue();
    return record;
  }

  /** The program that {@code KCAT} names, which then must be there, else the one on the path. */
  private static String kcat() {
    String named = System.getenv("KCAT");
    String program =
        named != null
            ? named
            : Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> folder + "/kcat")
                .filter(file -> Files.isExecutable(Path.of(file)))
                .findFirst()
                .orElse("");
    if (!Files.isExecutable(Path.of(program))) {
      String message = "no kcat; set KCAT to the program";
      if (named != null) {
        throw new IllegalStateException(message + ", which now says " + named);
      }
      System.err.println("SKIPPED: " + message);
      Assumptions.abort(message);
    }
    return program;
  }
}
