package io.willingly.flink.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.fact.Fact;
import io.willingly.testkit.scenario.Scenario;
import io.willingly.testkit.scenario.Scenarios;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scenarios of all engines; a crash and a resumption in the middle of each. */
class ScenarioJobTest {
  private final PublishedRows published = new PublishedRows();

  static List<Scenario> scenarios() {
    return Scenarios.all();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void countsWhatTheRulesSay(Scenario scenario) throws Exception {
    try (JobHarness job = job(scenario, null)) {
      for (Fact fact : scenario.given()) {
        job.deliver(Deliveries.of(fact));
        job.checkpoint();
      }

      assertThat(scenario.differences(job.result(scenario))).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void countsItOnceWhenItGoesOnFromACheckpoint(Scenario scenario) throws Exception {
    List<Fact> given = scenario.given();
    int half = given.size() / 2;
    JobHarness.Checkpoint kept;
    try (JobHarness lost = job(scenario, null)) {
      deliver(lost, given.subList(0, half));
      kept = lost.checkpoint();
      deliver(lost, given.subList(half, given.size()));
    }

    try (JobHarness job = job(scenario, kept)) {
      deliver(job, given.subList(half, given.size()));
      job.checkpoint();

      assertThat(scenario.differences(job.result(scenario))).isEmpty();
    }
  }

  private JobHarness job(Scenario scenario, JobHarness.@Nullable Checkpoint from) throws Exception {
    return new JobHarness(Deliveries.config(scenario.definition()), Instant.EPOCH, published, from);
  }

  private static void deliver(JobHarness job, List<Fact> facts) throws Exception {
    for (Fact fact : facts) {
      job.deliver(Deliveries.of(fact));
    }
  }
}
