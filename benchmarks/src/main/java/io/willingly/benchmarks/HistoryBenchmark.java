package io.willingly.benchmarks;

import io.willingly.benchmarks.CountingRows.Accesses;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fold.Fold;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The fold alone, over a hash map: what one more fact costs a customer who has 100, 1,000, ... of
 * them. Each figure is the mean over the last tenth of the facts up to that size.
 */
@Command(name = "history", description = "Cost of a fact by length of the customer's history.")
final class HistoryBenchmark implements Callable<Integer> {
  private static final int SMALLEST = 100;

  @Option(names = "--facts", defaultValue = "100000", description = "The longest history.")
  private int facts;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "At most, of CPU, for each account.")
  private int seconds;

  @Option(names = "--json", defaultValue = "history.json", description = "Where to write to.")
  private Path json;

  @Override
  public Integer call() throws Exception {
    // Compiles the code first, so that the short histories are not measured interpreted.
    for (Account account : Account.values()) {
      grow(account, 2_000, new Results("warm-up"));
    }
    Results results = new Results("history: cost of the last facts, by facts of the customer");
    for (Account account : Account.values()) {
      grow(account, facts, results);
    }
    results.print(System.out);
    results.write(json);
    return 0;
  }

  private void grow(Account account, int upTo, Results results) {
    Fold fold = new Fold(Definition.standard(ZoneOffset.UTC));
    CountingRows rows = new CountingRows();
    long deadline = cpuNanos() + seconds * 1_000_000_000L;
    int n = 0;
    double first = 0;
    for (int size = SMALLEST; size <= upTo; size *= 10) {
      int from = size - size / 10;
      for (; n < from; n++) {
        fold.apply(rows, account.fact(n));
        if (cpuNanos() > deadline) {
          results.add(row(account, n, "stopped: out of time"));
          return;
        }
      }
      Accesses before = rows.accesses();
      long start = cpuNanos();
      for (; n < size; n++) {
        fold.apply(rows, account.fact(n));
      }
      double micros = (cpuNanos() - start) / 1e3 / (size - from);
      Accesses used = rows.accesses().minus(before);
      first = first == 0 ? accesses(used, size - from) : first;
      Map<String, Object> row = row(account, size, "");
      row.put("CPU us/fact", micros);
      row.put("gets", (double) used.gets() / (size - from));
      row.put("puts", (double) used.puts() / (size - from));
      row.put("bytes read", (double) used.bytesRead() / (size - from));
      row.put("bytes written", (double) used.bytesWritten() / (size - from));
      row.put("accesses vs 100", accesses(used, size - from) / first);
      results.add(row);
    }
  }

  /** CPU time, not time of day: other work on the machine slows the clock, not the fold. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double accesses(Accesses used, int facts) {
    return (double) (used.gets() + used.puts()) / facts;
  }

  private static Map<String, Object> row(Account account, int size, String remark) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("account", account.name());
    row.put("facts", size);
    for (String column :
        new String[] {
          "CPU us/fact", "gets", "puts", "bytes read", "bytes written", "accesses vs 100"
        }) {
      row.put(column, remark.isEmpty() ? 0.0 : "-");
    }
    row.put("remark", remark);
    return row;
  }
}
