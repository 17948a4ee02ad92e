package io.willingly.streams.cli;

import io.willingly.metrics.period.Period;
import picocli.CommandLine.Option;

/** {@code --period}: when the deals were signed. */
final class PeriodOption {
  @Option(
      names = "--period",
      defaultValue = "all",
      description =
          "when the deals were signed: all, YYYY, YYYY-Qn, YYYY-MM, YYYY-Wnn, YYYY-MM-DD,"
              + " rolling-30d or rolling-90d (default: ${DEFAULT-VALUE})")
  String period = "";

  Period get() {
    return AskOptions.parse(Period::parse, period);
  }
}
