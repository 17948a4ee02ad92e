package io.willingly.streams.cli;

import io.willingly.event.DefinitionState;
import io.willingly.streams.config.Settings;
import io.willingly.streams.definition.RetiredRows;
import io.willingly.streams.definition.RuleSet;
import io.willingly.streams.definition.RuleSetTopic;
import io.willingly.streams.definition.RuleSets;
import io.willingly.streams.runtime.Cluster;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Clears away what replaced rule sets have left: the rows under their version, and all they counted
 * (R71). The record of the switch alone decides; what of this was not done then is done by the next
 * start.
 */
final class Retirement {
  private final Settings settings;
  private final Cluster cluster;
  private final Console console;

  Retirement(Settings settings, Cluster cluster, Console console) {
    this.settings = settings;
    this.cluster = cluster;
    this.console = console;
  }

  /** Does what is left to be done; fails while instances of a replaced rule set run. */
  void complete(RuleSets known, RuleSetTopic topic) {
    List<RuleSet> replaced = known.replaced();
    if (!replaced.isEmpty()) {
      String versions =
          replaced.stream()
              .map(set -> Integer.toString(set.version()))
              .collect(Collectors.joining(", "));
      console.say("clearing away what was counted under rule set " + versions);
      Forgetting forgetting = new Forgetting(cluster, console);
      forgetting.forget(replaced.stream().map(set -> application(known, set)).toList(), List.of());
      forgetting.forgetNews(settings.pipeline().applicationId());
      RetiredRows.remove(
          cluster, replaced.stream().map(RuleSet::version).collect(Collectors.toSet()));
      String by = known.current().setBy();
      replaced.forEach(set -> topic.write(set.definition(), DefinitionState.RETIRED, by));
    }
    // Of a switch on another machine.
    known.all().stream()
        .filter(RuleSet::retired)
        .forEach(set -> application(known, set).state(cluster).delete());
  }

  private Application application(RuleSets known, RuleSet set) {
    return Application.of(settings, known, set.definition());
  }
}
