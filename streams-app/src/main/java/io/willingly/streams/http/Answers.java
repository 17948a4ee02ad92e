package io.willingly.streams.http;

import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.ReadSide;
import io.willingly.streams.query.Report;
import io.willingly.streams.query.ReportText;
import io.willingly.streams.query.Sheet;
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

  /** Rows as of today, whatever the day asked about. */
  static Answer table(Asked asked, ReadSide reads, int definitionVersion, Sheet sheet) {
    return Answer.of(AsOf.day(asked.today()), definitionVersion, reads.queries().lag(), sheet::of);
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
