package io.willingly.streams.http;

import io.willingly.metrics.comparison.Segment;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.quality.Endpoint;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.CellKey;
import io.willingly.streams.query.Claims;
import io.willingly.streams.query.ClaimsText;
import io.willingly.streams.query.Curve;
import io.willingly.streams.query.CurveText;
import io.willingly.streams.query.Explanation;
import io.willingly.streams.query.ExplanationText;
import io.willingly.streams.query.Integrity;
import io.willingly.streams.query.IntegrityText;
import io.willingly.streams.query.Metric;
import io.willingly.streams.query.MixAnswer;
import io.willingly.streams.query.MixText;
import io.willingly.streams.query.ReadSide;
import io.willingly.streams.query.Report;
import io.willingly.streams.query.Restatements;
import io.willingly.streams.query.RestatementsText;
import io.willingly.streams.query.RestatementsText.Telling;
import io.willingly.streams.query.Standings;
import io.willingly.streams.query.StandingsText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The numbers of scopes, and what they rest on. */
final class NumberRoutes {
  private final ReadSide reads;
  private final Sight sight;
  private final int rules;
  private final KnownNames names;

  NumberRoutes(Basis basis) {
    this.reads = basis.reads();
    this.sight = basis.sight();
    this.rules = basis.rules().version();
    this.names = new KnownNames(basis);
  }

  void addTo(Routes routes) {
    routes
        .get("/report", sight.company(), names.products(this::report))
        .get("/explain", sight.dealsOfScope(), this::explain)
        .get("/curve", sight.numbers(), this::curve)
        .get("/restatements", sight.numbers(), this::restatements)
        .get("/compare", sight.company(), names.products(this::compare))
        .get("/mix", sight.numbersBesideCompany(), names.products(this::mix))
        .get("/claims", sight.company(), this::claims)
        .get("/integrity", sight.company(), this::integrity);
  }

  private Answer report(Asked asked) {
    ScopeId.Kind kind = asked.kind("organisation");
    Period period = asked.period(Period.ALL);
    Segment segment = asked.segment();
    // Calls, and roles other than the primary one, are of no kind of deal.
    Report report =
        segment.equals(Segment.ALL)
            ? reads.queries().report(kind, period, asked.asOf())
            : reads.boards().report(kind, period, segment, asked.asOf());
    return Basis.of(report.where(id -> sight.seesNumbers(asked.viewer(), new ScopeId(kind, id))));
  }

  private Answer explain(Asked asked) {
    Explanation explanation =
        Basis.known(
            reads
                .queries()
                .explain(
                    asked.scope(sight.organisation()),
                    asked.text("role").orElse(CellKey.PRIMARY).toUpperCase(Locale.ROOT),
                    asked.parsed("metric", "happy-to-pay", Metric::parse),
                    asked.period(Period.ALL),
                    asked.asOf()),
            Explanation.class);
    return Answer.of(
            explanation.asOf(),
            rules,
            explanation.lag(),
            format -> ExplanationText.of(explanation, format))
        .rows("deals");
  }

  private Answer curve(Asked asked) {
    Curve curve =
        Basis.known(
            reads
                .queries()
                .curve(
                    asked.scope(sight.organisation()),
                    asked.parsed("outcome", "remorse", Endpoint::parse),
                    asked.period(Period.ALL),
                    asked.asOf()),
            Curve.class);
    return Answer.of(
        curve.asOf(), curve.definitionVersion(), curve.lag(), f -> CurveText.of(curve, f));
  }

  private Answer restatements(Asked asked) {
    @Nullable Period period = asked.text("period").isEmpty() ? null : asked.period(Period.ALL);
    Restatements restatements =
        Basis.known(
            reads
                .queries()
                .restatements(
                    asked.scope(sight.organisation()), period, asked.day("since"), asked.asOf()),
            Restatements.class);
    // The id of a fact is that of a deal, or leads to it.
    Telling causes =
        sight.seesDealsOf(asked.viewer(), restatements.scope()) ? Telling.WHICH : Telling.WHAT;
    return Answer.of(
        restatements.asOf(),
        restatements.definitionVersion(),
        restatements.lag(),
        format -> RestatementsText.of(restatements, causes, format));
  }

  private Answer compare(Asked asked) {
    ScopeId.Kind kind = unit(asked);
    Standings standings =
        reads
            .comparisons()
            .compare(
                kind,
                asked.parsed("metric", "happy-to-pay", Metric::parse),
                asked.period(Period.ALL),
                asked.segment(),
                asked.asOf())
            .where(id -> sight.seesNumbers(asked.viewer(), new ScopeId(kind, id)));
    return Answer.of(
        standings.asOf(),
        standings.definitionVersion(),
        standings.lag(),
        format -> StandingsText.of(standings, format));
  }

  private Answer mix(Asked asked) {
    unit(asked);
    MixAnswer mix =
        Basis.known(
            reads
                .comparisons()
                .mix(
                    asked.scope(sight.organisation()),
                    asked.parsed("metric", "happy-to-pay", Metric::parse),
                    asked.period(Period.ALL),
                    asked.segment(),
                    asked.asOf()),
            MixAnswer.class);
    return Answer.of(mix.asOf(), mix.definitionVersion(), mix.lag(), f -> MixText.of(mix, f));
  }

  private Answer claims(Asked asked) {
    Claims claims = reads.queries().claims(asked.period(Period.ALL), asked.asOf());
    return Answer.of(
        claims.asOf(), claims.definitionVersion(), claims.lag(), f -> ClaimsText.of(claims, f));
  }

  private Answer integrity(Asked asked) {
    ScopeId.Kind kind = unit(asked);
    Integrity integrity =
        reads
            .queries()
            .integrity(kind, asked.period(Period.ALL), asked.asOf())
            .where(
                id ->
                    id.equals(sight.organisation())
                        || sight.seesNumbers(asked.viewer(), new ScopeId(kind, id)));
    return Answer.of(
        integrity.asOf(),
        integrity.definitionVersion(),
        integrity.lag(),
        format -> IntegrityText.of(integrity, format));
  }

  /** Reps or teams: what is set side by side. */
  static ScopeId.Kind unit(Asked asked) {
    ScopeId.Kind kind = asked.kind("team");
    if (kind == ScopeId.Kind.ORGANISATION) {
      throw Problem.parameter("scope", "the organisation is what others are compared with");
    }
    return kind;
  }
}
