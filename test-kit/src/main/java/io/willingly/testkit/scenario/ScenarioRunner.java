package io.willingly.testkit.scenario;

/** Runs a scenario on one runtime: the fold in memory, a topology, a broker, the oracle. */
public interface ScenarioRunner {
  /**
   * Delivers the given records in their order and waits until all are counted.
   *
   * @throws Exception when the runtime fails, which fails the test
   */
  ScenarioResult run(Scenario scenario) throws Exception;
}
