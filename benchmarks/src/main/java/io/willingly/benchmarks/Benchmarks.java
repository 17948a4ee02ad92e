package io.willingly.benchmarks;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks' command line; how to run and read them is in docs/benchmarks.md. */
@Command(
    name = "benchmarks",
    description = "Measures Willingly against the limit and against plainer topologies.",
    mixinStandardHelpOptions = true,
    subcommands = {
      HistoryBenchmark.class,
      MappingBenchmark.class,
      ThroughputBenchmark.class,
      MemoryBenchmark.class,
      QuestionsBenchmark.class
    })
public final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    // What Kafka's clients tell about every start and stop would cost time and bury the figures.
    Logger.getLogger("").setLevel(Level.SEVERE);
    return new CommandLine(new Benchmarks()).execute(args);
  }
}
