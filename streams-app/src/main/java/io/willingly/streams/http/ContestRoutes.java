package io.willingly.streams.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.metrics.fold.DealState;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.access.AccessLog;
import io.willingly.streams.access.AccessLog.Entry;
import io.willingly.streams.access.Contest;
import io.willingly.streams.access.Contest.State;
import io.willingly.streams.access.ContestRefused;
import io.willingly.streams.access.Contests;
import io.willingly.streams.access.NoSuchContest;
import io.willingly.streams.access.Viewer;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.http.Routes.Verb;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.CaseFile;
import io.willingly.streams.query.CaseFile.Case;
import io.willingly.streams.query.ScopeNames;
import io.willingly.streams.query.Sheet;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What people contest, and who looked at whom. */
final class ContestRoutes {
  private final Basis basis;
  private final Contests contests;
  private final AccessLog log;
  private final Sight sight;
  private final Runnable changed;

  /**
   * Routes.
   *
   * @param changed told when a contest was opened or decided
   */
  ContestRoutes(Basis basis, Contests contests, AccessLog log, Runnable changed) {
    this.basis = basis;
    this.contests = contests;
    this.log = log;
    this.sight = basis.sight();
    this.changed = changed;
  }

  void addTo(Routes routes) {
    routes
        .get("/contests", sight.anyRole(), this::all)
        .get("/access-log", Sight.rule(Viewer::mayReadAccessLog), this::looks)
        .act(Verb.POST, "/contests", sight.anyRole(), this::open)
        .act(Verb.POST, "/contests/{contest}/decision", sight.anyRole(), this::decide);
  }

  private Answer all(Asked asked) {
    String deal = asked.text("deal").orElse(null);
    String rep = asked.text("rep").orElse(null);
    List<Contest> seen =
        contests.visibleTo(asked.viewer(), sight.groups().get()).stream()
            .filter(contest -> deal == null || deal.equals(contest.fact().deal()))
            .filter(contest -> rep == null || rep.equals(contest.fact().rep()))
            .toList();
    return basis.table(asked, sheet(seen));
  }

  private static Sheet sheet(List<Contest> contests) {
    Sheet sheet =
        new Sheet(
            "id",
            "deal",
            "customer",
            "rep",
            "source",
            "event",
            "reason",
            "state",
            "opened_by",
            "opened_at",
            "decided_by",
            "decided_at",
            "note");
    for (Contest contest : contests) {
      Contest.Decision decision = contest.decision();
      sheet.row(
          contest.id(),
          contest.fact().deal(),
          contest.fact().customer(),
          orMissing(contest.fact().rep()),
          contest.fact().source(),
          contest.fact().event(),
          contest.reason(),
          contest.state().name(),
          contest.openedBy(),
          contest.openedAt().toString(),
          orMissing(decision == null ? null : decision.by()),
          orMissing(decision == null ? null : decision.at().toString()),
          orMissing(decision == null ? null : decision.note()));
    }
    return sheet;
  }

  private static Object orMissing(@Nullable String text) {
    return text == null ? Sheet.MISSING : text;
  }

  private Answer open(Asked asked, JsonNode body) {
    Contest.Fact fact =
        fact(asked, field(body, "deal"), field(body, "source"), field(body, "event"));
    Contest opened = refusable(() -> contests.open(asked.viewer(), fact, field(body, "reason")));
    changed.run();
    return basis.table(asked, sheet(List.of(opened)));
  }

  /** The fact, which must be one of a deal the viewer may read. */
  private Contest.Fact fact(Asked asked, String deal, String source, String event) {
    if (basis.reads().queries().deal(deal, AsOf.day(asked.today())) instanceof CaseFile file) {
      for (Case each : file.cases()) {
        DealState state = each.state();
        String rep = state == null ? "" : state.repId();
        boolean known =
            each.facts().stream()
                .anyMatch(fact -> fact.source().equals(source) && fact.eventId().equals(event));
        if (known && sight.seesDeal(asked.viewer(), rep)) {
          return new Contest.Fact(
              deal, each.customerId(), rep.isEmpty() ? null : rep, source, event);
        }
      }
    }
    sight.requireDeal(asked.viewer(), "");
    throw Problem.notFound(
        "deal '%s' has no fact '%s' of source '%s'".formatted(deal, event, source));
  }

  private Answer decide(Asked asked, JsonNode body) {
    String state = field(body, "state");
    State outcome =
        Arrays.stream(State.values())
            .filter(each -> each != State.OPEN && each.name().equals(state))
            .findFirst()
            .orElseThrow(
                () -> Problem.parameter("state", "allowed are UPHELD, DISMISSED and WITHDRAWN"));
    String note = body.path("note").asText("");
    Contest decided =
        refusable(
            () ->
                contests.decide(
                    asked.viewer(),
                    asked.inPath("contest"),
                    outcome,
                    note.isBlank() ? null : note));
    changed.run();
    return basis.table(asked, sheet(List.of(decided)));
  }

  private static Contest refusable(Supplier<Contest> change) {
    try {
      return change.get();
    } catch (ContestRefused e) {
      throw new Problem(409, "Not possible now", String.valueOf(e.getMessage()));
    } catch (NoSuchContest e) {
      throw Problem.notFound(String.valueOf(e.getMessage()));
    } catch (BadInput e) {
      throw new Problem(400, "Not understood", String.valueOf(e.getMessage()));
    }
  }

  private static String field(JsonNode body, String name) {
    String text = body.path(name).asText("");
    if (text.isBlank()) {
      throw Problem.parameter(name, "is needed in the body and is not given");
    }
    return text;
  }

  private static boolean about(AccessLog.Look look, String id) {
    ScopeId scope = look.scope();
    return id.equals(look.deal()) || (scope != null && id.equals(scope.id()));
  }

  private Answer looks(Asked asked) {
    Predicate<Entry> wanted =
        asked
            .text("about")
            .<Predicate<Entry>>map(id -> entry -> about(entry.look(), id))
            .orElse(entry -> true);
    AccessLog.Found latest = log.latest(asked.number("last", 500, 1, AccessLog.HORIZON), wanted);
    Sheet sheet = new Sheet("at", "who", "roles", "route", "scope", "id", "deal");
    for (Entry entry : latest.entries()) {
      ScopeId scope = entry.look().scope();
      sheet.row(
          entry.at().toString(),
          entry.who(),
          String.join(" ", entry.roles()),
          entry.look().route(),
          orMissing(scope == null ? null : ScopeNames.of(scope.kind())),
          orMissing(scope == null ? null : scope.id()),
          orMissing(entry.look().deal()));
    }
    Answer answer = basis.table(asked, sheet);
    answer.json().put("lost", log.lost()).put("unreadable", latest.unreadable());
    return answer;
  }
}
