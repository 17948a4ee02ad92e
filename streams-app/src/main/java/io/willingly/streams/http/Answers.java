package io.willingly.streams.http;

import io.willingly.streams.query.Report;
import io.willingly.streams.query.ReportText;
import io.willingly.streams.query.Unknown;

/** Turns what the read side says into answers. */
final class Answers {
  private Answers() {}

  static Answer of(Report report) {
    return Answer.of(
        report.asOf(),
        report.definitionVersion(),
        report.lag(),
        format -> ReportText.of(report, format));
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
