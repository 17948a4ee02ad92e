package io.willingly.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Closing;
import io.willingly.schemas.topic.Topics;
import io.willingly.stages.Publication;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.Malformed;
import io.willingly.streams.testing.TopologyRunner;
import io.willingly.streams.topology.Rules;
import io.willingly.testkit.scenario.Scenarios;
import java.time.Clock;
import java.time.ZoneId;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;

/** R71: what a rule set says that is tried beside the one in force. */
class ShadowTest {
  private static final Definition DEFINITION = Definition.standard(ZoneId.of("UTC"));

  @Test
  void aShadowPublishesOnlyWhatHasItsVersionInTheKey() {
    try (TopologyTestDriver all = driver(Publication.ALL);
        TopologyTestDriver shadow = driver(Publication.SHADOW)) {
      feed(all);
      feed(shadow);

      assertThat(all.producedTopicNames())
          .contains("rejected-events", "ingest-ledger", "save-list", "restatements");
      assertThat(shadow.producedTopicNames())
          .contains("service-quality", "deal-verdicts")
          .doesNotContain("rejected-events", "ingest-ledger", "save-list", "restatements");
      assertThat(TopologyRunner.records(shadow, Topics.DEAL_VERDICTS))
          .extracting(verdict -> verdict.value())
          .containsExactlyElementsOf(
              TopologyRunner.records(all, Topics.DEAL_VERDICTS).stream()
                  .map(verdict -> verdict.value())
                  .toList());
      assertThat(TopologyRunner.state(shadow).ledger())
          .isEqualTo(TopologyRunner.state(all).ledger());
    }
  }

  private static void feed(TopologyTestDriver driver) {
    Malformed.records().values().forEach(record -> TopologyRunner.pipe(driver, record));
    Scenarios.all().stream()
        .filter(scenario -> scenario.definition().equals(DEFINITION))
        .flatMap(scenario -> scenario.given().stream())
        .forEach(fact -> TopologyRunner.pipe(driver, Deliveries.of(fact)));
  }

  private static TopologyTestDriver driver(Publication publication) {
    return TopologyRunner.driver(
        new Rules(
            DEFINITION,
            Closing.STANDARD,
            "company",
            Deliveries.IDS,
            1,
            Clock.systemUTC(),
            publication));
  }
}
