package io.willingly.streams.cli;

import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.MappingException;
import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.config.Settings;
import io.willingly.streams.query.Ledger;
import io.willingly.streams.rejected.Rejected;
import io.willingly.streams.rejected.Resending;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.EventProducer;
import io.willingly.streams.runtime.PublishedTopic;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code willingly rejected}: what was not counted, where it came from and why. */
@Command(
    name = "rejected",
    description =
        "Print the records that were rejected or left out by a mapping, the latest last, "
            + "with the place, the field, what was wrong and what to do.",
    mixinStandardHelpOptions = true)
final class RejectedCommand implements Callable<Integer> {
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Host host;

  @Mixin SessionOptions ask = new SessionOptions();
  @Mixin FormatOption format = new FormatOption();

  @Option(names = "--source", description = "only of this source")
  @Nullable String source;

  @Option(names = "--reason", description = "only with this reason, such as FUTURE")
  @Nullable String reason;

  @Option(
      names = "--replay",
      description = {
        "Send those records again that the pipeline would take now, and print of each what was done;"
            + " a record that is counted already is a duplicate.",
        "Rows that a mapping rejected need --mapping."
      })
  boolean replay;

  @Option(
      names = "--mapping",
      paramLabel = "NAME",
      description = "with --replay: the mapping for rows, as it is by now; shipped, or a folder")
  @Nullable String mapping;

  @Option(
      names = "--last",
      defaultValue = "100",
      description = "how many, at most (default: ${DEFAULT-VALUE})")
  int last = 100;

  RejectedCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    return ask.in(
        host,
        "rejected",
        session -> {
          Deque<Rejected> found = new ArrayDeque<>();
          long all = read(session, found);
          if (replay) {
            return replay(session, found);
          }
          host.console().out().print(Rejected.sheet(found).of(format.get()));
          if (all > found.size()) {
            host.console()
                .say("the last %,d of %,d; more with --last".formatted(found.size(), all));
          }
          return 0;
        });
  }

  private int replay(Session session, Collection<Rejected> found) {
    Cluster cluster = ask.cluster(host, session);
    long run = host.clock().millis();
    Mapping by = mapping == null ? null : mapping(mapping, session.zone());
    List<Resending.Result> results;
    try (EventProducer producer = new EventProducer(cluster.clientSettings(), cluster.ids())) {
      results = new Resending(producer, cluster.ids(), by, new Delivery(run, run)).again(found);
    }
    host.console().out().print(Resending.sheet(results).of(format.get()));
    long sent = results.stream().mapToLong(Resending.Result::sent).sum();
    Ledger became = counted(session, run, sent);
    became
        .rows()
        .forEach(
            row ->
                host.console()
                    .say(
                        "%,d of %s: %s".formatted(row.count(), row.source(), row.reason().text())));
    if (became.delivered() < sent) {
      host.console().say("not all is counted after %s; it is counted later".formatted(ask.timeout));
      return CommandLineApp.FAILURE;
    }
    return 0;
  }

  /** A live pipeline is never done: so it is asked for these records only. */
  private Ledger counted(Session session, long run, long sent) {
    long deadline = System.nanoTime() + ask.timeout.toNanos();
    Ledger became = session.ledger().ofRun(run);
    while (became.delivered() < sent && System.nanoTime() < deadline) {
      session.awaitDrained(LOOK, left -> {});
      became = session.ledger().ofRun(run);
    }
    return became;
  }

  private static Mapping mapping(String name, ZoneId zone) {
    try {
      return new MappingLoader(zone).load(name);
    } catch (MappingException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }

  private long read(Session session, Deque<Rejected> latest) {
    Settings settings = host.settings(ask.settings, Map.of());
    Map<String, Object> client = settings.kafka().clientOf(session.bootstrapServers());
    long[] all = {0};
    PublishedTopic.read(
        client,
        Topics.REJECTED_EVENTS,
        session.schemaIds(),
        (key, event) -> {
          if (event != null
              && (source == null || source.equals(event.getSource()))
              && (reason == null || reason.equals(event.getReason()))) {
            all[0]++;
            latest.addLast(new Rejected(key, event));
            if (latest.size() > last) {
              latest.removeFirst();
            }
          }
        });
    return all[0];
  }
}
