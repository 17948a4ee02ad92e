package io.willingly.testkit.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import java.time.LocalDate;
import java.util.List;

/**
 * Records given, and what the rules say of them.
 *
 * @param name folder name; begins with the rule
 * @param summary one line: what it shows
 * @param definition the rule set it is counted with
 * @param given delivered records, in order of delivery
 * @param knownOn days whose state of knowledge is expected, too
 * @param expected see {@link Expectations}
 */
public record Scenario(
    String name,
    String summary,
    Definition definition,
    List<Fact> given,
    List<LocalDate> knownOn,
    JsonNode expected) {

  /** What a result has otherwise than expected; empty when it is right. */
  public List<String> differences(ScenarioResult result) {
    return new Expectations(this, result).differences();
  }

  @Override
  public String toString() {
    return name;
  }
}
