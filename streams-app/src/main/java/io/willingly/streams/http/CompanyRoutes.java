package io.willingly.streams.http;

import io.willingly.streams.definition.RuleSetTopic;
import io.willingly.streams.definition.RuleSetsText;
import io.willingly.streams.query.ColumnCards;
import io.willingly.streams.signoff.SignOffs;
import io.willingly.streams.signoff.SignOffsText;
import io.willingly.streams.signoff.TargetTopic;
import io.willingly.streams.signoff.Targets;
import io.willingly.streams.signoff.TargetsText;

/** What the company has agreed on: what numbers mean, what was signed, and what is aimed at. */
final class CompanyRoutes {
  private final Basis basis;
  private final RuleSetTopic ruleSets;
  private final TargetTopic targets;
  private final SignOffs signOffs;

  CompanyRoutes(Basis basis, RuleSetTopic ruleSets, TargetTopic targets, SignOffs signOffs) {
    this.basis = basis;
    this.ruleSets = ruleSets;
    this.targets = targets;
    this.signOffs = signOffs;
  }

  void addTo(Routes routes) {
    Sight sight = basis.sight();
    routes
        .get(
            "/columns", sight.anyRole(), asked -> basis.table(asked, ColumnCards.of(basis.rules())))
        .get(
            "/definitions",
            sight.anyRole(),
            asked -> basis.table(asked, RuleSetsText.of(ruleSets.read())))
        .get("/targets", sight.company(), this::targets)
        .get(
            "/sign-offs",
            sight.company(),
            asked -> basis.table(asked, SignOffsText.of(signOffs.read())));
  }

  private Answer targets(Asked asked) {
    Targets all = targets.read();
    Integer on = asked.day("on");
    Targets wanted = on == null ? all : all.on(on);
    return basis.table(
        asked,
        TargetsText.of(
            new Targets(
                wanted.all().stream()
                    .filter(each -> basis.sight().seesNumbers(asked.viewer(), each.at().scope()))
                    .toList())));
  }
}
