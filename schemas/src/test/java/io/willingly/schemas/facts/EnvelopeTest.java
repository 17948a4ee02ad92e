package io.willingly.schemas.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.fact.Family;
import io.willingly.schemas.topic.Topics;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EnvelopeTest {
  @ParameterizedTest
  @EnumSource(Family.class)
  void everyInputEventBeginsWithTheSameFields(Family family) {
    Schema schema = SpecificData.get().getSchema(Topics.of(family).valueType());

    assertThat(schema.getFields().subList(0, 7).stream().map(Schema.Field::name))
        .containsExactly(
            "source",
            "eventId",
            "revision",
            "mappingVersion",
            "retracted",
            "occurredAt",
            family == Family.REP ? "repId" : "customerId");
  }
}
