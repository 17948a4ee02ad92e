package io.willingly.streams.cli;

import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.MappingException;
import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.query.Ledger;
import io.willingly.streams.rejected.Rejected;
import io.willingly.streams.rejected.RejectedLog;
import io.willingly.streams.rejected.Resending;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.EventProducer;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
            + "with the place, the field, what was wrong, what to do and when it was sent again.",
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
      names = "--by",
      paramLabel = "NAME",
      converter = NameConverter.class,
      description = "with --replay: who sends them again; the list of rejected records tells it")
  @Nullable String by;

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
          Cluster cluster = ask.cluster(host, session);
          RejectedLog log = new RejectedLog(cluster);
          RejectedLog.Found found = log.all(last, each -> each.isOf(source, reason));
          if (found.unreadable() > 0) {
            host.console()
                .say(
                    "left out: %,d records of %s that cannot be read; the log says the first"
                        .formatted(found.unreadable(), Topics.REJECTED_EVENTS.name()));
          }
          if (replay) {
            return replay(session, cluster, log, found.rows());
          }
          List<Rejected> latestLast = new ArrayList<>(found.rows());
          Collections.reverse(latestLast);
          host.console().out().print(Rejected.sheet(latestLast).of(format.get()));
          if (found.all() > latestLast.size()) {
            host.console()
                .say(
                    "the last %,d of %,d; more with --last"
                        .formatted(latestLast.size(), found.all()));
          }
          return 0;
        });
  }

  private int replay(Session session, Cluster cluster, RejectedLog log, List<Rejected> found) {
    long run = host.clock().millis();
    Mapping mended = mapping == null ? null : mapping(mapping, session.zone());
    List<Resending.Result> results;
    try (EventProducer producer = new EventProducer(cluster.clientSettings(), cluster.ids())) {
      results =
          new Resending(producer, cluster.ids(), mended, new Delivery(run, run), by)
              .again(log, found);
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
}
