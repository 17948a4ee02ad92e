package io.willingly.streams.cli;

import io.willingly.metrics.fold.Reason;
import io.willingly.streams.query.Ledger;
import io.willingly.streams.query.Sheet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code willingly ledger}: what became of every delivered record. */
@Command(
    name = "ledger",
    description = "Print what became of every delivered record, by source and reason.",
    mixinStandardHelpOptions = true)
final class LedgerCommand implements Callable<Integer> {
  private final Host host;

  @Mixin SessionOptions ask = new SessionOptions();
  @Mixin FormatOption format = new FormatOption();

  @Option(names = "--run", description = "of one replay: the run that its --json ledger names")
  @Nullable Long run;

  LedgerCommand(Host host) {
    this.host = host;
  }

  private record Line(String source, String topic, Reason reason) {}

  @Override
  public Integer call() {
    return ask.in(
        host,
        "ledger",
        session -> {
          Ledger all = session.queries().ledger();
          Ledger ledger = run == null ? all : all.ofRun(run);
          host.console().out().print(sheet(ledger).of(format.get()));
          host.console().say("%,d records in all".formatted(ledger.delivered()));
          return 0;
        });
  }

  private static Sheet sheet(Ledger ledger) {
    List<Ledger.Row> rows =
        ledger.rows().stream()
            .sorted(
                Comparator.comparing(Ledger.Row::source)
                    .thenComparing(Ledger.Row::topic)
                    .thenComparing(row -> row.reason().outcome())
                    .thenComparing(Ledger.Row::reason))
            .toList();
    Map<Line, Long> lines = new LinkedHashMap<>();
    for (Ledger.Row row : rows) {
      lines.merge(new Line(row.source(), row.topic(), row.reason()), row.count(), Long::sum);
    }
    Sheet sheet = new Sheet("source", "topic", "outcome", "reason", "records", "meaning");
    lines.forEach(
        (line, count) ->
            sheet.row(
                line.source(),
                line.topic(),
                line.reason().outcome().name().toLowerCase(Locale.ROOT),
                line.reason().name(),
                count,
                line.reason().text()));
    return sheet;
  }
}
