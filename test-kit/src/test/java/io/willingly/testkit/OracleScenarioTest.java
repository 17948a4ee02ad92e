package io.willingly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.testkit.scenario.OracleRunner;
import io.willingly.testkit.scenario.Scenario;
import io.willingly.testkit.scenario.Scenarios;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OracleScenarioTest {
  static List<Scenario> scenarios() {
    return Scenarios.all();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void oracleGivesTheNumbersWorkedOutByHand(Scenario scenario) throws SQLException {
    assertThat(scenario.differences(new OracleRunner().run(scenario))).isEmpty();
  }
}
