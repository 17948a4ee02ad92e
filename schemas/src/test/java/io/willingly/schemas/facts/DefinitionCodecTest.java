package io.willingly.schemas.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.event.DefinitionEntry;
import io.willingly.event.DefinitionState;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.definition.Definition.ClockStart;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class DefinitionCodecTest {
  /** Each rule has a value of its own, so that two that are mixed up are seen. */
  private static final Definition RULES =
      new Definition(
          7,
          ZoneId.of("Asia/Tokyo"),
          31,
          51,
          5,
          3,
          1,
          2,
          6,
          91,
          92,
          181,
          11,
          Map.of("pro", ClockStart.ACTIVATION, "lite", ClockStart.FIRST_PAYMENT));

  private static final Instant SINCE = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void rulesComeBackAsTheyWere() {
    DefinitionEntry entry = DefinitionCodec.entry(RULES, DefinitionState.SHADOW, SINCE, "Ada");

    assertThat(DefinitionCodec.definition(7, entry)).isEqualTo(RULES);
    assertThat(entry.getHash()).isEqualTo(RULES.hash());
    assertThat(entry.getState()).isEqualTo(DefinitionState.SHADOW);
    assertThat(entry.getSince()).isEqualTo(SINCE);
    assertThat(entry.getSetBy()).isEqualTo("Ada");
  }

  @Test
  void everyRuleIsInTheContract() {
    assertThat(DefinitionEntry.SCHEMA$.getFields())
        .extracting(Schema.Field::name)
        .contains(
            Stream.of(Definition.class.getRecordComponents())
                .map(rule -> rule.getName())
                .filter(name -> !name.equals("version"))
                .toArray(String[]::new));
  }
}
