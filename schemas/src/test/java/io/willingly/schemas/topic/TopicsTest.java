package io.willingly.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.metrics.fact.Family;
import io.willingly.schemas.topic.Topic.Cleanup;
import io.willingly.schemas.topic.Topic.Role;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopicsTest {
  @Test
  void everyDeclaredTopicIsInTheListOnceUnderItsOwnName() {
    long declared =
        Arrays.stream(Topics.class.getFields())
            .filter(field -> Modifier.isStatic(field.getModifiers()))
            .filter(field -> field.getType() == Topic.class)
            .count();

    assertThat(Topics.ALL).hasSize((int) declared).doesNotHaveDuplicates();
    assertThat(Topics.ALL.stream().map(Topic::name)).doesNotHaveDuplicates();
  }

  @Test
  void inputsAreCoPartitionedHavePlainKeysAndAreNeverThrownAway() {
    assertThat(Topics.ALL)
        .filteredOn(topic -> topic.role() == Role.INPUT)
        .hasSize(7)
        .allSatisfy(
            topic -> {
              assertThat(topic.partitions()).isEqualTo(Topics.INPUT_PARTITIONS);
              assertThat(topic.hasPlainKey()).isTrue();
              assertThat(topic.config())
                  .containsEntry("cleanup.policy", "delete")
                  .containsEntry("retention.ms", "-1")
                  .containsEntry("retention.bytes", "-1")
                  .containsEntry("segment.ms", "315360000000")
                  .containsEntry("message.timestamp.type", "CreateTime");
            });
  }

  @Test
  void whatIsMadeIntoInputsIsCoPartitionedWithThemAndHasPlainKeys() {
    assertThat(Topics.ALL)
        .filteredOn(topic -> topic.role() == Role.RAW)
        .hasSize(6)
        .allSatisfy(
            topic -> {
              assertThat(topic.partitions()).isEqualTo(Topics.INPUT_PARTITIONS);
              assertThat(topic.hasPlainKey()).isTrue();
            });
  }

  @Test
  void outputsHaveAvroKeysAndValues() {
    assertThat(Topics.ALL)
        .filteredOn(topic -> !topic.role().isCoPartitioned())
        .noneMatch(Topic::hasPlainKey);
  }

  @Test
  void compactedTopicsSayNothingOfRetention() {
    assertThat(Topics.ALL)
        .filteredOn(topic -> topic.cleanup() == Cleanup.COMPACT)
        .isNotEmpty()
        .allSatisfy(
            topic ->
                assertThat(topic.config())
                    .containsEntry("cleanup.policy", "compact")
                    .doesNotContainKey("retention.ms"));
  }

  @Test
  void whoLookedAtWhomIsForgottenAfterAYearAndAMonth() {
    assertThat(Topics.ALL)
        .filteredOn(topic -> topic.cleanup() == Cleanup.EXPIRE)
        .containsExactly(Topics.ALIAS_QUESTIONS, Topics.ALIAS_ANSWERS, Topics.ACCESS_LOG);
    assertThat(Topics.ACCESS_LOG.config())
        .containsEntry("cleanup.policy", "delete")
        .containsEntry("retention.ms", "34560000000");
  }

  /** A broker's own limit is 1 MiB, and a row of state can be larger. */
  @Test
  void everyTopicTakesTheLargestRecord() {
    assertThat(Topics.ALL)
        .allSatisfy(
            topic -> assertThat(topic.config()).containsEntry("max.message.bytes", "16777216"));
    assertThat(Topic.MAX_RECORD_BYTES).isLessThan(Topic.MAX_BATCH_BYTES);
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void everyFamilyHasItsInput(Family family) {
    assertThat(Topics.of(family).role()).isEqualTo(Role.INPUT);
  }

  @Test
  void plainKeysHaveNoSchema() {
    assertThatThrownBy(Topics.DEAL_EVENTS::keySchema).hasMessageContaining("plain UTF-8");
  }
}
