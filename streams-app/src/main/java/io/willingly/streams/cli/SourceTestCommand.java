package io.willingly.streams.cli;

import io.willingly.connectors.assemble.SampleAssembly;
import io.willingly.connectors.mapping.InputException;
import io.willingly.connectors.mapping.LineDifference;
import io.willingly.connectors.mapping.MappingException;
import io.willingly.connectors.mapping.MappingFolder;
import io.willingly.connectors.mapping.MappingLint;
import io.willingly.connectors.mapping.SampleCase;
import io.willingly.streams.config.BadInput;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code willingly source test}: the samples of a source against what they must become. */
@Command(
    name = "test",
    description = {
      "Map the samples of a source and compare what they become with its folder 'expected', field"
          + " by field.",
      "Exit code 1 when something differs, or the pipeline would not take an event."
    },
    mixinStandardHelpOptions = true)
final class SourceTestCommand implements Callable<Integer> {
  private final Host host;

  @Parameters(
      paramLabel = "FOLDER|NAME",
      arity = "1..*",
      description = "folders of sources, or names of shipped ones")
  List<String> sources = List.of();

  @Option(
      names = "--update",
      description = "write what the samples become into 'expected', for you to review")
  boolean update;

  SourceTestCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    boolean same = true;
    for (String source : sources) {
      try (MappingFolder folder = MappingFolder.open(source)) {
        same &= test(source, folder);
      } catch (MappingException | InputException e) {
        throw new BadInput(String.valueOf(e.getMessage()), e);
      }
    }
    return same ? 0 : CommandLineApp.FAILURE;
  }

  private boolean test(String source, MappingFolder folder) {
    if (update && !folder.writable()) {
      throw new BadInput(source + " is shipped and cannot be updated; copy its folder");
    }
    List<String> unfilled = MappingLint.unfilled(folder.path().resolve("mapping.yaml"));
    if (!unfilled.isEmpty()) {
      throw new BadInput(String.join("\n", unfilled));
    }
    List<SampleCase> cases = SampleCase.of(folder.path());
    if (cases.isEmpty()) {
      throw new BadInput(
          source + ": it has no sample; put files you made up into " + source + "/samples/first/");
    }
    boolean same = true;
    for (SampleCase sample : cases) {
      same &= test(source, sample);
    }
    for (Path orphan : SampleCase.orphans(folder.path())) {
      host.console().out().println(source + ": " + orphan + ": there is no such sample; remove it");
      same = false;
    }
    return same;
  }

  private boolean test(String source, SampleCase sample) {
    String name = source + ": " + sample.name();
    SampleCase.Result result = SampleAssembly.run(sample, host.clock().instant());
    result.refused().forEach(each -> host.console().out().println(name + ": refused: " + each));
    List<String> expected = sample.expectedLines();
    List<String> differences = LineDifference.of(expected, result.lines());
    if (!differences.isEmpty()) {
      result.rejected().forEach(each -> host.console().out().println(name + ": rejected " + each));
    }
    if (update) {
      return write(name, sample, result);
    }
    if (expected.isEmpty()) {
      host.console()
          .out()
          .println(name + ": nothing is expected yet; --update writes what it becomes by now");
      return false;
    }
    differences.forEach(each -> host.console().out().println(name + ": " + each));
    if (!differences.isEmpty()) {
      host.console().say("if that is how it should be, --update writes it into 'expected'");
    } else if (result.refused().isEmpty()) {
      host.console().out().println(name + ": as expected");
    }
    return differences.isEmpty() && result.refused().isEmpty();
  }

  private boolean write(String name, SampleCase sample, SampleCase.Result result) {
    if (!result.refused().isEmpty()) {
      host.console()
          .out()
          .println(name + ": not written: mend what is refused, then --update again");
      return false;
    }
    sample.expect(result.lines());
    host.console().out().println(name + ": written to " + sample.expected());
    return true;
  }
}
