package io.willingly.streams.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.alarm.Quarter;
import io.willingly.metrics.fold.DealState;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.access.Contest;
import io.willingly.streams.access.Contests;
import io.willingly.streams.query.AlarmText;
import io.willingly.streams.query.Alarms;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.CaseFile;
import io.willingly.streams.query.CaseFile.Case;
import io.willingly.streams.query.CaseFileJson;
import io.willingly.streams.query.ReadSide;
import io.willingly.streams.query.SaveList;
import io.willingly.streams.query.SaveListText;
import java.util.List;

/** Deals, and where something can still be done. */
final class DealRoutes {
  private final Basis basis;
  private final ReadSide reads;
  private final Contests contests;
  private final Sight sight;

  DealRoutes(Basis basis, Contests contests) {
    this.basis = basis;
    this.reads = basis.reads();
    this.contests = contests;
    this.sight = basis.sight();
  }

  void addTo(Routes routes) {
    routes
        .get("/deals/{deal}", sight.anyRole(), this::deal)
        .get("/save-list", sight.anyRole(), this::saveList)
        .get("/alarms", sight.anyRole(), this::alarms);
  }

  private Answer deal(Asked asked) {
    AsOf asOf = asked.asOf();
    String id = asked.inPath("deal");
    if (!(reads.queries().deal(id, asOf) instanceof CaseFile file)) {
      // As for a deal of somebody else's: who may not see it is not told that there is none.
      sight.requireDeal(asked.viewer(), "");
      throw Problem.notFound("no deal '%s' is known, or was known on that day".formatted(id));
    }
    CaseFile seen = new CaseFile(file.dealId(), asOf, cases(file, asked));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("deal", id).set("cases", CaseFileJson.cases(seen));
    contested(json, contests.ofDeal(id));
    return basis.object(asOf, json);
  }

  /** Says of each fact whether somebody contests it, and how that ended. */
  private static void contested(ObjectNode json, List<Contest> contests) {
    for (JsonNode fact : json.findPath("cases").findValues("facts")) {
      for (JsonNode each : fact) {
        ((ObjectNode) each)
            .put(
                "contested",
                contests.stream()
                    .filter(contest -> contest.fact().source().equals(each.path("source").asText()))
                    .filter(contest -> contest.fact().event().equals(each.path("event").asText()))
                    .map(contest -> contest.state().name())
                    .reduce((earlier, later) -> later)
                    .orElse(null));
      }
    }
  }

  /** Those the viewer may see: a deal id may be used for several customers. */
  private List<Case> cases(CaseFile file, Asked asked) {
    List<Case> seen =
        file.cases().stream().filter(each -> sight.seesDeal(asked.viewer(), rep(each))).toList();
    if (seen.isEmpty()) {
      file.cases().forEach(each -> sight.requireDeal(asked.viewer(), rep(each)));
    }
    return seen;
  }

  private static String rep(Case each) {
    DealState state = each.state();
    return state == null ? "" : state.repId();
  }

  private Answer saveList(Asked asked) {
    String rep = asked.text("rep").orElse(null);
    if (rep != null) {
      sight.requireDeal(asked.viewer(), rep);
      basis.known(ScopeId.rep(rep));
    }
    SaveList all = reads.queries().saveList(asked.asOf());
    SaveList list =
        new SaveList(
            all.asOf(),
            all.lag(),
            all.entries().stream()
                .filter(entry -> rep == null || rep.equals(entry.rep()))
                .filter(entry -> sight.seesDeal(asked.viewer(), entry.rep()))
                .toList());
    return Answer.of(
        list.asOf(), basis.rules().version(), list.lag(), format -> SaveListText.of(list, format));
  }

  private Answer alarms(Asked asked) {
    ScopeId.Kind kind = NumberRoutes.unit(asked);
    AsOf asOf = asked.asOf();
    Period quarter =
        asked.parsed(
            "quarter",
            Quarter.containing(asOf.day()).period().toString(),
            text -> new Quarter(Period.parse(text)).period());
    Alarms alarms =
        reads
            .alarms()
            .alarms(kind, quarter, asOf)
            .where(scope -> sight.seesDealsOf(asked.viewer(), scope));
    return Answer.of(
        asOf,
        alarms.definitionVersion(),
        alarms.lag(),
        format -> AlarmText.of(alarms, alarm -> reads.alarms().deals(alarm, asOf), format));
  }
}
