package io.willingly.connectors.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The page lists every value a mapping may write. */
class WiringPageTest {
  @Test
  void everyValueOfTheContractIsOnThePage() throws IOException {
    String page = Files.readString(Path.of("../docs/wiring-a-source.md"));
    Set<String> values = new TreeSet<>();
    for (Topic<?, ?> topic :
        List.of(
            Topics.DEAL_EVENTS, Topics.CALL_EVENTS, Topics.SURVEY_EVENTS, Topics.REFERRAL_EVENTS)) {
      collect(topic.valueSchema(), values);
    }
    values.remove("UNKNOWN");

    Set<String> listed = new TreeSet<>(List.of(page.split("[^A-Z_]+", -1)));

    assertThat(values).hasSizeGreaterThan(60).isSubsetOf(listed);
  }

  private static void collect(Schema schema, Set<String> values) {
    switch (schema.getType()) {
      case ENUM -> values.addAll(schema.getEnumSymbols());
      case RECORD -> schema.getFields().forEach(field -> collect(field.schema(), values));
      case UNION -> schema.getTypes().forEach(type -> collect(type, values));
      case ARRAY -> collect(schema.getElementType(), values);
      default -> {}
    }
  }
}
