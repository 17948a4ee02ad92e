package io.willingly.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.fact.Fact;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.testkit.scenario.Scenario;
import io.willingly.testkit.scenario.Scenarios;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PipelineIT {
  static List<Scenario> scenarios() {
    return Scenarios.all().stream().filter(s -> s.name().startsWith("r1")).toList();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void countsTheSameOnABrokerWithARestartInTheMiddle(Scenario scenario, @TempDir Path directory) {
    List<Fact> given = scenario.given();
    int half = given.size() / 2;
    Path state = directory.resolve("state");
    try (DevBroker broker = DevBroker.start(directory.resolve("broker"), DevBroker.ANY_PORT)) {
      String bootstrap = broker.bootstrapServers();
      try (PipelineRun run = PipelineRun.start(bootstrap, state, scenario.definition())) {
        PipelineRun.send(bootstrap, given.subList(0, half));
        run.drained();
      }

      try (PipelineRun run = PipelineRun.start(bootstrap, state, scenario.definition())) {
        PipelineRun.send(bootstrap, given.subList(half, given.size()));

        assertThat(scenario.differences(run.drained().result(scenario))).isEmpty();
      }
    }
  }
}
