package io.willingly.streams.http;

import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.CellKey;
import io.willingly.streams.access.Access;
import io.willingly.streams.access.Groups;
import io.willingly.streams.access.Viewer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What viewers may see, as the directory has the teams now.
 *
 * @param organisation id of the organisation scope
 * @param groups who is in which team
 */
record Sight(String organisation, Supplier<Groups> groups) {
  /** Whoever may see the numbers of the scope asked for. */
  Guard numbers() {
    return asked -> require(numbersOf(asked.viewer(), asked.scope(organisation)));
  }

  /** Whoever may see the numbers of the scope asked for beside those of the company. */
  Guard numbersBesideCompany() {
    return asked -> {
      numbers().check(asked);
      company().check(asked);
    };
  }

  /** Whoever may see the company's numbers: what is told of others is left out row by row. */
  Guard company() {
    return asked -> require(numbersOf(asked.viewer(), ScopeId.organisation(organisation)));
  }

  /** Whoever may see the deals of the scope asked for. */
  Guard dealsOfScope() {
    return asked -> require(asked.viewer().mayReadDealsOf(asked.scope(organisation), groups.get()));
  }

  /** Whoever has any role. */
  Guard anyRole() {
    return asked -> require(asked.viewer().mayReadDefinitions());
  }

  /** Whoever one of the viewer's own rules lets pass. */
  static Guard rule(Function<Viewer, Access> rule) {
    return asked -> require(rule.apply(asked.viewer()));
  }

  boolean seesCompany(Viewer viewer) {
    return seesNumbers(viewer, ScopeId.organisation(organisation));
  }

  boolean seesNumbers(Viewer viewer, ScopeId scope) {
    return numbersOf(viewer, scope).granted();
  }

  boolean seesDealsOf(Viewer viewer, ScopeId scope) {
    return viewer.mayReadDealsOf(scope, groups.get()).granted();
  }

  /** Whether the deal of a rep may be read. */
  boolean seesDeal(Viewer viewer, String rep) {
    return dealOf(viewer, rep).granted();
  }

  /** Passes when the deal of a rep may be read. */
  void requireDeal(Viewer viewer, String rep) {
    require(dealOf(viewer, rep));
  }

  private Access dealOf(Viewer viewer, String rep) {
    boolean nobody = rep.isEmpty() || rep.equals(CellKey.NO_REP);
    return viewer.mayReadDeal(nobody ? null : rep, groups.get().teamByRep().get(rep));
  }

  private Access numbersOf(Viewer viewer, ScopeId scope) {
    return viewer.maySee(scope, groups.get());
  }

  static void require(Access access) {
    if (!access.granted()) {
      throw Problem.forbidden(access.text());
    }
  }
}
