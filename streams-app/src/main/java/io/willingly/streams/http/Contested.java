package io.willingly.streams.http;

import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.CellKey;
import io.willingly.streams.access.Contests;
import io.willingly.streams.query.AsOf;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * How many facts of the deals of a scope are contested and not decided, of whichever period. It
 * changes no number, and stands beside them.
 */
record Contested(Contests contests, Basis basis) {
  /** Of the scopes of a kind, by id: now, or as of the end of the day that is known. */
  ToLongFunction<String> of(ScopeId.Kind kind, AsOf asOf) {
    Integer knownOn = asOf.knownOn();
    Instant at =
        knownOn == null
            ? Instant.MAX
            : Instant.EPOCH.plus(basis.rules().firstMicros(knownOn + 1) - 1, ChronoUnit.MICROS);
    Map<String, Long> open = contests.openByRep(at);
    return id ->
        open.entrySet().stream()
            .filter(rep -> of(kind, rep.getKey()).equals(id))
            .mapToLong(Map.Entry::getValue)
            .sum();
  }

  /** The scope of a kind whose numbers the deals of a rep are in. */
  private String of(ScopeId.Kind kind, String rep) {
    return switch (kind) {
      case REP -> rep;
      case TEAM ->
          rep.equals(CellKey.NO_REP)
              ? ScopeId.SELF_SERVE
              : basis.sight().groups().get().teamByRep().getOrDefault(rep, ScopeId.UNASSIGNED);
      case ORGANISATION -> basis.sight().organisation();
    };
  }
}
