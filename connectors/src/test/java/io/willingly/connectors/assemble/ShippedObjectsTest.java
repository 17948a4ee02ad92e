package io.willingly.connectors.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.connectors.mapping.FileRevisions;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.connectors.mapping.OutcomeLines;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.mapping.RunOptions;
import io.willingly.connectors.mapping.SampleCase;
import io.willingly.connectors.records.InputRecord;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.schemas.wire.TopicValues;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples of shipped sources come to the same events in any order, and sent again. */
class ShippedObjectsTest {
  private static final TopicValues VALUES = new TopicValues(EmbeddedSchemaIds.inMemory());
  private static final int ORDERS = 40;

  /** Without what is refused: an object that cannot be mapped keeps what was sent before. */
  static Stream<SampleCase> samples() {
    return MappingLoader.shipped().stream()
        .flatMap(source -> SampleCase.of(Path.of("src/main/mappings", source)).stream())
        .filter(sample -> sample.mapping().assembles() && !sample.name().equals("refused"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anyOrderGivesTheSameEvents(SampleCase sample) {
    Mapping mapping = sample.mapping();
    List<RowOutcome.Mapped> rows = new ArrayList<>();
    mapping.run(
        List.of(sample.sample()),
        new RunOptions(mapping.name(), FileRevisions.fixed(1)),
        row -> {
          if (row instanceof RowOutcome.Mapped mapped) {
            rows.add(mapped);
          }
        });
    Set<String> inOrder = events(mapping, rows);
    Random random = new Random(5);

    for (int i = 0; i < ORDERS; i++) {
      List<RowOutcome.Mapped> shuffled = new ArrayList<>(rows);
      shuffled.addAll(rows);
      Collections.shuffle(shuffled, random);
      assertThat(events(mapping, shuffled)).isEqualTo(inOrder);
    }
  }

  /** What holds in the end, without revisions: those tell of the way there. */
  private static Set<String> events(Mapping mapping, List<RowOutcome.Mapped> rows) {
    Assembly assembly = new Assembly(mapping, mapping.name(), VALUES);
    TreeMap<String, ObjectNode> last = new TreeMap<>();
    for (RowOutcome.Mapped row : rows) {
      for (InputRecord record : assembly.add(row, SampleCase.ARRIVAL)) {
        ObjectNode event = (ObjectNode) OutcomeLines.fields(decoded(record));
        ObjectNode before = last.put(record.key() + " " + event.get("eventId"), event);
        if (before != null) {
          assertThat(event.get("revision").longValue())
              .isGreaterThan(before.get("revision").longValue());
        }
      }
    }
    Set<String> events = new TreeSet<>();
    for (ObjectNode event : last.values()) {
      if (!event.get("retracted").booleanValue()) {
        event.remove("revision");
        events.add(event.toString());
      }
    }
    return events;
  }

  private static SpecificRecord decoded(InputRecord record) {
    return ((Decoded.Value<? extends SpecificRecord>) VALUES.decode(record.topic(), record.value()))
        .value();
  }
}
