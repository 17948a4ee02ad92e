package io.willingly.streams.cli;

import io.willingly.event.DefinitionState;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.config.Settings;
import io.willingly.streams.definition.PublishedNumbers;
import io.willingly.streams.definition.RuleSet;
import io.willingly.streams.definition.RuleSetTopic;
import io.willingly.streams.definition.RuleSets;
import io.willingly.streams.definition.RuleSetsText;
import io.willingly.streams.query.Format;
import io.willingly.streams.query.RuleSetDifferenceText;
import io.willingly.streams.runtime.Cluster;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code willingly definitions}: rule sets, what another one would change, and the switch. */
@Command(
    name = "definitions",
    description = "List the rule sets, try another one beside the one in force, and switch.",
    mixinStandardHelpOptions = true)
final class DefinitionsCommand implements Callable<Integer> {
  private final Host host;

  @Mixin TrialOptions options = new TrialOptions();
  @Mixin FormatOption format = new FormatOption();

  DefinitionsCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    Format form = format.get();
    RuleSets known = options.trial(host).known();
    host.console().out().print(RuleSetsText.of(known).of(form));
    return 0;
  }

  @Command(
      name = "try",
      description = {
        "Count everything under the rule set of the settings too, beside the one in force, and"
            + " print what it changes. The same again goes on where it stopped.",
        "Example: willingly definitions try --set definition.version=2 --set definition.happy-box=5"
      },
      mixinStandardHelpOptions = true)
  int tryRules(
      @Mixin TrialOptions where,
      @Mixin TrialOptions.Shown shown,
      @Option(
              names = "--by",
              paramLabel = "NAME",
              converter = NameConverter.class,
              description = "Who tries it.")
          @Nullable String by) {
    Definition named = host.settings(where.settings, where.cluster.flags()).definition();
    return compare(
        where,
        shown,
        by,
        known -> {
          known.checkNew(named);
          return named;
        });
  }

  @Command(
      description = "Count on under a rule set that was tried, and print what it changes.",
      mixinStandardHelpOptions = true)
  int compare(
      @Mixin TrialOptions where,
      @Mixin TrialOptions.Shown shown,
      @Parameters(paramLabel = "VERSION", description = "number of the rule set") int version) {
    return compare(where, shown, null, known -> known.tried(version));
  }

  private int compare(
      TrialOptions where,
      TrialOptions.Shown shown,
      @Nullable String by,
      Function<RuleSets, Definition> which) {
    Set<ScopeId.Kind> kinds = shown.kinds();
    Period period = shown.period.get();
    Format form = shown.format.get();
    where
        .trial(host)
        .beside(
            which,
            by,
            shown.rebuild,
            (cluster, before, after) ->
                host.console()
                    .out()
                    .print(
                        RuleSetDifferenceText.of(
                            PublishedNumbers.compare(cluster, kinds, period, before, after),
                            form)));
    return 0;
  }

  @Command(
      description = {
        "Put the rule set of the settings in force where none is, for a job on a Flink cluster; `run`"
            + " does so by itself."
      },
      mixinStandardHelpOptions = true)
  int begin(@Mixin TrialOptions where) {
    Settings settings = host.settings(where.settings, where.cluster.flags());
    Cluster cluster =
        new Cluster(settings.kafka().clientOf(host.bootstrap(settings)), Registry.of(settings));
    RuleSetTopic topic = new RuleSetTopic(cluster, host.clock());
    RuleSet known = topic.read().inForce();
    if (known != null) {
      throw new BadInput(
          "rule set %d is in force; `willingly definitions try` begins with another"
              .formatted(known.version()));
    }
    topic.write(settings.definition(), DefinitionState.ACTIVE, null);
    return 0;
  }

  @Command(
      name = "switch",
      description = {
        "Put a rule set in force that was tried: what it has counted is taken over, and what was"
            + " published under the old one is removed. No pipeline may be running."
      },
      mixinStandardHelpOptions = true)
  int switchTo(
      @Mixin TrialOptions where,
      @Option(
              names = "--by",
              required = true,
              paramLabel = "NAME",
              converter = NameConverter.class,
              description = "Who answers for it.")
          String by,
      @Parameters(paramLabel = "VERSION", description = "number of the rule set") int version) {
    where.trial(host).put(version, by);
    return 0;
  }
}
