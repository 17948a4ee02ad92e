package io.willingly.streams.cli;

import io.willingly.connectors.assemble.SampleAssembly;
import io.willingly.connectors.mapping.InputException;
import io.willingly.connectors.mapping.MappingException;
import io.willingly.connectors.mapping.MappingFolder;
import io.willingly.connectors.mapping.MappingLint;
import io.willingly.connectors.mapping.MappingLint.Finding;
import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.connectors.mapping.SampleCase;
import io.willingly.connectors.pull.PullSpec;
import io.willingly.connectors.webhook.Webhook;
import io.willingly.streams.config.BadInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code willingly source lint}: what is wrong with sources, and what is risky. */
@Command(
    name = "lint",
    description = {
      "Check the files of sources and map their samples; say what is wrong and what is risky, with"
          + " file, line and what to do.",
      "Exit code 1 when something is wrong; with --strict also when something is risky."
    },
    mixinStandardHelpOptions = true)
final class SourceLintCommand implements Callable<Integer> {
  private final Host host;

  @Parameters(
      paramLabel = "FOLDER|NAME",
      arity = "1..*",
      description = "folders of sources, or names of shipped ones")
  List<String> sources = List.of();

  @Option(names = "--strict", description = "What is risky is wrong.")
  boolean strict;

  SourceLintCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    boolean good = true;
    for (String source : sources) {
      try (MappingFolder folder = MappingFolder.open(source)) {
        List<Finding> findings = new ArrayList<>(MappingLint.of(folder.path()));
        findings.addAll(refused(folder));
        findings.addAll(
            beside(
                folder,
                "webhook.yaml",
                () -> MappingLoader.beside(source, "webhook.yaml").ifPresent(Webhook::parse)));
        findings.addAll(beside(folder, "pull.yaml", () -> PullSpec.load(source)));
        // What is wrong first; the order is kept otherwise.
        findings.sort(Comparator.comparing(each -> !each.error()));
        findings.forEach(each -> host.console().out().println(each.text()));
        if (findings.isEmpty()) {
          host.console().out().println(source + ": nothing to mend");
        }
        good &= findings.stream().noneMatch(each -> strict || each.error());
      } catch (MappingException e) {
        throw new BadInput(String.valueOf(e.getMessage()), e);
      }
    }
    return good ? 0 : CommandLineApp.FAILURE;
  }

  /** What the pipeline would not take of the samples, as `source test` says it too. */
  private List<Finding> refused(MappingFolder folder) {
    List<Finding> findings = new ArrayList<>();
    try {
      for (SampleCase sample : SampleCase.of(folder.path())) {
        SampleAssembly.run(sample, host.clock().instant()).refused().stream()
            .map(each -> new Finding(true, "sample %s: %s".formatted(sample.name(), each)))
            .forEach(findings::add);
      }
    } catch (MappingException | InputException e) {
      // What cannot be mapped at all is found already.
    }
    return findings;
  }

  /** What is wrong with a file beside the mapping, unless it is still to be filled in. */
  private static List<Finding> beside(MappingFolder folder, String name, Runnable read) {
    Path file = folder.path().resolve(name);
    if (Files.exists(file) && MappingLint.unfilled(file).isEmpty()) {
      try {
        read.run();
      } catch (MappingException e) {
        return List.of(new Finding(true, String.valueOf(e.getMessage())));
      }
    }
    return List.of();
  }
}
