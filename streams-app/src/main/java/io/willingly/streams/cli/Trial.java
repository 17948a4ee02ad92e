package io.willingly.streams.cli;

import io.willingly.event.DefinitionState;
import io.willingly.metrics.definition.Definition;
import io.willingly.streams.config.Settings;
import io.willingly.streams.definition.RetiredRows;
import io.willingly.streams.definition.RuleSet;
import io.willingly.streams.definition.RuleSetTopic;
import io.willingly.streams.definition.RuleSets;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.Engine;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Counts a rule set beside the one in force, and puts it in force (R71). */
final class Trial {
  /** While much is to be counted, fewer and larger transactions (R55). */
  private static final Purpose PURPOSE =
      new Purpose("definitions", Duration.ofSeconds(1)).underAnyRules();

  private static final Purpose SWITCH =
      PURPOSE.first(
          (settings, bootstrapServers, ids) ->
              requireStreams(
                  settings, new Cluster(settings.kafka().clientOf(bootstrapServers), ids)));

  private final Host host;
  private final Settings settings;
  private final Duration timeout;

  /**
   * A trial.
   *
   * @param settings where; the rules in them are those to try
   * @param timeout how long to wait until all is counted
   */
  Trial(Host host, Settings settings, Duration timeout) {
    this.host = host;
    this.settings = settings;
    this.timeout = timeout;
  }

  /** What is done while both rule sets have counted everything. */
  @FunctionalInterface
  interface Finding {
    void of(Cluster cluster, int before, int after);
  }

  /** All rule sets there are. */
  RuleSets known() {
    host.requireData(settings);
    try (Counting current = host.counting(settings, PURPOSE)) {
      return topic(cluster(current)).read();
    }
  }

  /**
   * Counts everything under another rule set too.
   *
   * @param which picks it
   * @param by who tries it
   * @param again whether to forget what an earlier trial has counted
   */
  void beside(
      Function<RuleSets, Definition> which, @Nullable String by, boolean again, Finding finding) {
    host.requireData(settings);
    try (Counting current = host.counting(settings, PURPOSE)) {
      Cluster cluster = cluster(current);
      RuleSets known = topic(cluster).read();
      Definition tried = which.apply(known);
      Application application = Application.of(settings, known, tried);
      if (again) {
        new Forgetting(cluster, host.console()).forget(List.of(application), List.of());
        RetiredRows.remove(cluster, Set.of(tried.version()));
      }
      if (known.of(tried.version()).isEmpty()) {
        topic(cluster).write(tried, DefinitionState.SHADOW, by);
      }
      try (Shadow shadow = new Shadow(application, cluster, clock(current))) {
        await(tried, shadow::awaitDrained);
        await(known.current().definition(), current::awaitDrained);
        finding.of(cluster, known.current().version(), tried.version());
      }
    }
  }

  /**
   * Puts a rule set in force that was tried. Both count to the end first, the old one last: nothing
   * is left unsaid that only the one in force says. Then one record decides, and the next start
   * clears the old one away.
   *
   * @param by who answers for it
   * @throws IllegalStateException when Flink counts, before anything is done: it has one state,
   *     that of the rules in force
   */
  void put(int version, String by) {
    host.requireData(settings);
    requireStopped();
    try (OwnSession current = host.own(settings, SWITCH, host.clock())) {
      Cluster cluster = cluster(current);
      RuleSets known = topic(cluster).read();
      RuleSet inForce = known.current();
      if (inForce.version() == version) {
        host.console().say("rule set %d is in force already".formatted(version));
        return;
      }
      Definition next = known.tried(version);
      try (Shadow shadow =
          new Shadow(Application.of(settings, known, next), cluster, clock(current))) {
        await(next, shadow::awaitDrained);
      }
      await(inForce.definition(), current::awaitDrained);
      topic(cluster).write(next, DefinitionState.ACTIVE, by);
      host.console()
          .say(
              "rule set %d is in force; put %s into the settings when it suits, they follow it"
                  .formatted(version, RuleSet.settings(inForce.definition(), next)));
    }
    try (OwnSession next = host.own(settings, PURPOSE, host.clock())) {
      await(next.rules(), next::awaitDrained);
    }
  }

  private void requireStopped() {
    host.owner(settings)
        .ifPresent(
            owner -> {
              if (Engine.of(owner.pipeline().applicationId()) == Engine.FLINK) {
                throw countedByFlink(settings);
              }
              throw new IllegalStateException(
                  ("the live `willingly %s` (process %d) counts under the rule set in force; stop"
                          + " it, switch, and start it again")
                      .formatted(owner.command(), owner.pid()));
            });
    if (!settings.kafka().embedded()) {
      String bootstrapServers = settings.kafka().bootstrapServers();
      Cluster cluster =
          new Cluster(settings.kafka().clientOf(bootstrapServers), Registry.of(settings));
      requireStreams(settings, cluster);
      Application inForce =
          Application.inForce(settings, topic(cluster).read(), PURPOSE, host.console());
      new Forgetting(cluster, host.console()).awaitStopped(inForce);
    }
  }

  private static void requireStreams(Settings settings, Cluster cluster) {
    if (Engine.counting(cluster, settings.pipeline().applicationId()) == Engine.FLINK) {
      throw countedByFlink(settings);
    }
  }

  private static IllegalStateException countedByFlink(Settings settings) {
    return new IllegalStateException(
        ("nothing is changed: '%s' is counted by Apache Flink, which does not take over what was"
                + " tried; stop it, put the rules into the settings, and count again under them with"
                + " `willingly run --engine flink --rebuild`")
            .formatted(settings.pipeline().applicationId()));
  }

  private void await(Definition rules, Draining draining) {
    AtomicLong left = new AtomicLong();
    String task = "counting under rule set " + rules.version();
    try (Progress progress = host.console().progress(task)) {
      boolean drained =
          draining.await(
              timeout,
              records -> {
                left.set(records);
                progress.update(records, 0, "records left");
              });
      if (!drained) {
        throw new IllegalStateException(
            "%s: about %,d records are left after %s; what is counted is kept: go on with the same"
                    .formatted(task, left.get(), timeout)
                + " command, or give it a longer --timeout");
      }
    }
  }

  @FunctionalInterface
  private interface Draining {
    boolean await(Duration timeout, LongConsumer progress);
  }

  private RuleSetTopic topic(Cluster cluster) {
    return new RuleSetTopic(cluster, host.clock());
  }

  private Cluster cluster(Counting current) {
    return new Cluster(settings.kafka().clientOf(current.bootstrapServers()), current.schemaIds());
  }

  /** A demo's day is not the wall clock's, and rolling periods of both are to end on one day. */
  private Clock clock(Counting current) {
    if (current instanceof Session session) {
      long wall = LocalDate.ofInstant(host.clock().instant(), session.zone()).toEpochDay();
      return Clock.offset(host.clock(), Duration.ofDays(session.today() - wall));
    }
    return host.clock();
  }
}
