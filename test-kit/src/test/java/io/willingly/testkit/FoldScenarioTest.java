package io.willingly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.testkit.scenario.FoldRunner;
import io.willingly.testkit.scenario.Scenario;
import io.willingly.testkit.scenario.Scenarios;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FoldScenarioTest {
  static List<Scenario> scenarios() {
    return Scenarios.all();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void foldGivesTheNumbersWorkedOutByHand(Scenario scenario) {
    assertThat(scenario.differences(new FoldRunner().run(scenario))).isEmpty();
  }
}
