package io.willingly.streams.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.ReadSide;
import io.willingly.streams.query.Report;
import io.willingly.streams.query.ReportText;
import io.willingly.streams.query.Sheet;
import io.willingly.streams.query.Unknown;

/**
 * What routes answer from.
 *
 * @param reads the pipeline's read side
 * @param rules the rule set in force
 * @param sight what viewers may see
 */
record Basis(ReadSide reads, Definition rules, Sight sight) {
  /** Rows as of today, whatever the day asked about. */
  Answer table(Asked asked, Sheet sheet) {
    return Answer.of(AsOf.day(asked.today()), rules.version(), reads.queries().lag(), sheet::of);
  }

  /** What is no table. */
  Answer object(AsOf asOf, ObjectNode json) {
    return Answer.of(asOf, rules.version(), reads.queries().lag(), json);
  }

  static Answer of(Report report) {
    return Answer.of(
        report.asOf(),
        report.definitionVersion(),
        report.lag(),
        format -> ReportText.of(report, format));
  }

  /**
   * A scope of which something is known.
   *
   * @throws Problem when nothing is
   */
  ScopeId known(ScopeId scope) {
    Unknown unknown = reads.boards().unknown(scope);
    if (unknown != null) {
      throw Problem.notFound(unknown.message());
    }
    return scope;
  }

  /**
   * The answer, where there is one.
   *
   * @throws Problem when what was asked about is not known
   */
  static <T> T known(Object result, Class<T> answer) {
    if (result instanceof Unknown unknown) {
      throw Problem.notFound(unknown.message());
    }
    return answer.cast(result);
  }
}
