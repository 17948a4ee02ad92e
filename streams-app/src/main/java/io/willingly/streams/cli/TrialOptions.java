package io.willingly.streams.cli;

import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.query.ScopeNames;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where rule sets are counted. */
final class TrialOptions {
  @Mixin SettingsOptions settings = new SettingsOptions();
  @Mixin ClusterOption cluster = new ClusterOption();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "2h",
      converter = DurationConverter.class,
      description = "How long to wait until all is counted (default: ${DEFAULT-VALUE}).")
  Duration timeout = Duration.ofHours(2);

  Trial trial(Host host) {
    return new Trial(host, host.settings(settings, cluster.flags()), timeout);
  }

  /** Which numbers are compared. */
  static final class Shown {
    @Option(
        names = "--scope",
        description = "Only rep, team or organisation (default: all of them).")
    @Nullable String scope;

    @Mixin PeriodOption period = new PeriodOption();

    @Mixin FormatOption format = new FormatOption();

    @Option(
        names = "--rebuild",
        description = "Forget what was counted under this rule set, and count it again.")
    boolean rebuild;

    Set<ScopeId.Kind> kinds() {
      return scope == null
          ? EnumSet.allOf(ScopeId.Kind.class)
          : EnumSet.of(AskOptions.parse(ScopeNames::parse, scope));
    }
  }
}
