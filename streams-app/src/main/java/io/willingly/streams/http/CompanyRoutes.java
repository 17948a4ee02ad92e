package io.willingly.streams.http;

import io.willingly.metrics.definition.Definition;
import io.willingly.streams.definition.RuleSetTopic;
import io.willingly.streams.definition.RuleSetsText;
import io.willingly.streams.query.ColumnCards;
import io.willingly.streams.query.ReadSide;
import io.willingly.streams.query.Sheet;
import io.willingly.streams.signoff.SignOffs;
import io.willingly.streams.signoff.SignOffsText;
import io.willingly.streams.signoff.TargetTopic;
import io.willingly.streams.signoff.Targets;
import io.willingly.streams.signoff.TargetsText;

/** What the company has agreed on: what numbers mean, what was signed, and what is aimed at. */
final class CompanyRoutes {
  private final ReadSide reads;
  private final Definition rules;
  private final RuleSetTopic ruleSets;
  private final TargetTopic targets;
  private final SignOffs signOffs;
  private final Sight sight;

  CompanyRoutes(
      ReadSide reads,
      Definition rules,
      RuleSetTopic ruleSets,
      TargetTopic targets,
      SignOffs signOffs,
      Sight sight) {
    this.reads = reads;
    this.rules = rules;
    this.ruleSets = ruleSets;
    this.targets = targets;
    this.signOffs = signOffs;
    this.sight = sight;
  }

  void addTo(Routes routes) {
    routes
        .get("/columns", sight.anyRole(), asked -> table(asked, ColumnCards.of(rules)))
        .get("/definitions", sight.anyRole(), this::definitions)
        .get("/targets", sight.company(), this::targets)
        .get(
            "/sign-offs", sight.company(), asked -> table(asked, SignOffsText.of(signOffs.read())));
  }

  private Answer definitions(Asked asked) {
    return table(asked, RuleSetsText.of(ruleSets.read()));
  }

  private Answer targets(Asked asked) {
    Targets all = targets.read();
    Integer on = asked.day("on");
    Targets wanted = on == null ? all : all.on(on);
    return table(
        asked,
        TargetsText.of(
            new Targets(
                wanted.all().stream()
                    .filter(each -> sight.seesNumbers(asked.viewer(), each.at().scope()))
                    .toList())));
  }

  private Answer table(Asked asked, Sheet sheet) {
    return Answers.table(asked, reads, rules.version(), sheet);
  }
}
