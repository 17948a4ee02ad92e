package io.willingly.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.demo.Company;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.TestClock;
import io.willingly.streams.testing.TopologyRunner;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;

/** What stands on the topic in the end depends on the facts alone. */
class AnyOrderTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final LocalDate FROM = LocalDate.of(2025, 1, 1);
  private static final int FACTS = 800;

  @Test
  void shuffledAndDuplicatedTheRowsOfServiceQualityAreTheSameBytes() {
    List<Fact> facts = facts();
    Map<ByteBuffer, ByteBuffer> inOrder = published(facts);
    Random random = new Random(5);
    List<Fact> shuffled = new ArrayList<>(facts);
    for (int i = 0; i < FACTS / 5; i++) {
      shuffled.add(facts.get(random.nextInt(FACTS)));
    }
    Collections.shuffle(shuffled, random);

    Map<ByteBuffer, ByteBuffer> inDisorder = published(shuffled);

    assertThat(inOrder).hasSizeGreaterThan(100);
    assertThat(inDisorder.keySet()).isEqualTo(inOrder.keySet());
    inOrder.forEach((key, row) -> assertThat(inDisorder.get(key)).isEqualTo(row));
  }

  private static List<Fact> facts() {
    Iterator<Fact> company = new Company(new Company.Settings(5, 12, FROM, ZONE)).facts();
    List<Fact> facts = new ArrayList<>(FACTS);
    for (int i = 0; i < FACTS; i++) {
      facts.add(company.next());
    }
    return facts;
  }

  /** The latest row of each key. */
  private static Map<ByteBuffer, ByteBuffer> published(List<Fact> facts) {
    TestClock clock = new TestClock(FROM.plusYears(1));
    try (TopologyTestDriver driver = TopologyRunner.driver(Definition.standard(ZONE), clock)) {
      TestOutputTopic<byte[], byte[]> topic =
          driver.createOutputTopic(
              Topics.SERVICE_QUALITY.name(),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer());
      Map<ByteBuffer, ByteBuffer> latest = new HashMap<>();
      for (Fact fact : facts) {
        TopologyRunner.pipe(driver, Deliveries.of(fact));
        topic
            .readKeyValuesToList()
            .forEach(
                row -> {
                  if (row.value == null) {
                    latest.remove(ByteBuffer.wrap(row.key));
                  } else {
                    latest.put(ByteBuffer.wrap(row.key), ByteBuffer.wrap(row.value));
                  }
                });
      }
      return latest;
    }
  }
}
