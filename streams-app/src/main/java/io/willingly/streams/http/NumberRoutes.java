package io.willingly.streams.http;

import io.willingly.metrics.definition.Definition;
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
import io.willingly.streams.query.Standings;
import io.willingly.streams.query.StandingsText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The numbers of scopes, and what they rest on. */
final class NumberRoutes {
  private final ReadSide reads;
  private final Definition rules;
  private final Sight sight;

  NumberRoutes(ReadSide reads, Definition rules, Sight sight) {
    this.reads = reads;
    this.rules = rules;
    this.sight = sight;
  }

  void addTo(Routes routes) {
    routes
        .get("/report", sight.company(), this::report)
        .get("/explain", sight.dealsOfScope(), this::explain)
        .get("/curve", sight.numbers(), this::curve)
        .get("/restatements", sight.numbers(), this::restatements)
        .get("/compare", sight.company(), this::compare)
        .get("/mix", sight.numbers(), this::mix)
        .get("/claims", sight.company(), this::claims)
        .get("/integrity", sight.company(), this::integrity);
  }

  private Answer report(Asked asked) {
    ScopeId.Kind kind = asked.kind("organisation");
    Report report = reads.queries().report(kind, asked.period(Period.ALL), asked.asOf());
    return Answers.of(
        new Report(
            kind,
            report.period(),
            report.asOf(),
            report.definitionVersion(),
            report.lag(),
            report.rows().stream()
                .filter(row -> sight.seesNumbers(asked.viewer(), new ScopeId(kind, row.id())))
                .toList()));
  }

  private Answer explain(Asked asked) {
    Explanation explanation =
        Answers.known(
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
            rules.version(),
            explanation.lag(),
            format -> ExplanationText.of(explanation, format))
        .rows("deals");
  }

  private Answer curve(Asked asked) {
    Curve curve =
        Answers.known(
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
        Answers.known(
            reads
                .queries()
                .restatements(
                    asked.scope(sight.organisation()), period, asked.day("since"), asked.asOf()),
            Restatements.class);
    return Answer.of(
        restatements.asOf(),
        restatements.definitionVersion(),
        restatements.lag(),
        format -> RestatementsText.of(restatements, format));
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
        Answers.known(
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
