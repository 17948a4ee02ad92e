package io.willingly.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.streams.testing.TopologyRunner;
import io.willingly.testkit.scenario.Scenario;
import io.willingly.testkit.scenario.Scenarios;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioTopologyTest {
  static List<Scenario> scenarios() {
    return Scenarios.all();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void countsWhatTheRulesSay(Scenario scenario) {
    List<String> differences = scenario.differences(new TopologyRunner().run(scenario));

    assertThat(differences).isEmpty();
  }
}
