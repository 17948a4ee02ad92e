package io.willingly.streams.cli;

import io.willingly.connectors.mapping.MappingException;
import io.willingly.connectors.mapping.MappingFolder;
import io.willingly.connectors.mapping.MappingLint;
import io.willingly.connectors.mapping.MappingLint.Finding;
import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.connectors.pull.PullSpec;
import io.willingly.connectors.webhook.Webhook;
import io.willingly.streams.config.BadInput;
import java.util.ArrayList;
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
        if (findings.stream().noneMatch(Finding::error)) {
          findings.addAll(besides(source));
        }
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

  /** What is wrong with the files beside the mapping. */
  private static List<Finding> besides(String source) {
    List<Finding> findings = new ArrayList<>();
    try {
      MappingLoader.beside(source, "webhook.yaml").ifPresent(Webhook::parse);
    } catch (MappingException e) {
      findings.add(new Finding(true, String.valueOf(e.getMessage())));
    }
    try {
      PullSpec.load(source);
    } catch (MappingException e) {
      findings.add(new Finding(true, String.valueOf(e.getMessage())));
    }
    return findings;
  }
}
