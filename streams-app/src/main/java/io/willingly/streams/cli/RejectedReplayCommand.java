package io.willingly.streams.cli;

import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.MappingException;
import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.event.RejectedEventKey;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.query.Ledger;
import io.willingly.streams.rejected.RejectedLog;
import io.willingly.streams.rejected.Resending;
import io.willingly.streams.rejected.Where;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.EventProducer;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code willingly rejected replay}: sends rejected records again. */
@Command(
    name = "replay",
    description = {
      "Send those records again that the pipeline would take now, and print of each what was done; a"
          + " record that is counted already is a duplicate, and one that was sent again is left out.",
      "Rows that a mapping rejected need --with-mapping."
    },
    mixinStandardHelpOptions = true)
final class RejectedReplayCommand implements Callable<Integer> {
  private final Host host;

  @Mixin SessionOptions ask = new SessionOptions();
  @Mixin FormatOption format = new FormatOption();
  @Mixin RejectedCommand.Selected selected = new RejectedCommand.Selected();

  @Option(
      names = "--with-mapping",
      paramLabel = "NAME",
      description = "the mapping for rows, as it is by now; shipped, or a folder")
  @Nullable String mapping;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      converter = NameConverter.class,
      description = "who sends them again; the list of rejected records tells it")
  @Nullable String by;

  @Option(names = "--again", description = "Those that were sent again before, too.")
  boolean again;

  @Option(names = "--dry-run", description = "Print what would be done; nothing is sent.")
  boolean dryRun;

  RejectedReplayCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    Where where = selected.get();
    return ask.in(
        host,
        "rejected",
        session -> {
          Cluster cluster = ask.cluster(host, session);
          RejectedLog log = new RejectedLog(cluster);
          Set<RejectedEventKey> resent = again ? Set.of() : log.resent();
          RejectedLog.Found found =
              log.all(selected.last, each -> where.test(each) && !resent.contains(each.key()));
          RejectedCommand.tellUnreadable(host.console(), found);
          if (found.all() > found.rows().size()) {
            host.console()
                .say(
                    "the last %,d of %,d are looked at; more with --last"
                        .formatted(found.rows().size(), found.all()));
          }
          return replay(session, cluster, log, found);
        });
  }

  private int replay(Session session, Cluster cluster, RejectedLog log, RejectedLog.Found found) {
    long run = host.clock().millis();
    Mapping mended = mapping == null ? null : mapping(mapping, session.zone());
    List<Resending.Result> results;
    try (EventProducer producer = new EventProducer(cluster.clientSettings(), cluster.ids())) {
      Resending resending =
          new Resending(producer, cluster.ids(), mended, new Delivery(run, run), by);
      results = dryRun ? resending.rehearse(log, found.rows()) : resending.again(log, found.rows());
    }
    host.console().out().print(Resending.sheet(results).of(format.get()));
    long sent = results.stream().mapToLong(Resending.Result::sent).sum();
    long counted = results.stream().mapToLong(Resending.Result::counted).sum();
    String records = "%,d records%s".formatted(sent, kinds(sent, counted));
    if (dryRun) {
      host.console().say(records + " would be sent; nothing was: leave out --dry-run to send");
      return 0;
    }
    host.console().say("sent " + records);
    if (sent > counted) {
      host.console()
          .say(
              "events are made when the objects are put together: `willingly pending` says what"
                  + " waits, `willingly deal ID` what is known of a deal");
    }
    Ledger became = ask.counted(host.console(), session, run, counted);
    // The ledger has a row for each topic and partition, too.
    became.rows().stream()
        .collect(
            Collectors.groupingBy(
                row -> row.source() + ": " + row.reason().text(),
                TreeMap::new,
                Collectors.summingLong(Ledger.Row::count)))
        .forEach((what, count) -> host.console().say("%,d of %s".formatted(count, what)));
    return became.delivered() < counted ? CommandLineApp.FAILURE : 0;
  }

  private static String kinds(long sent, long counted) {
    return sent == counted
        ? ""
        : " (%,d events, %,d parts of objects or aliases)".formatted(counted, sent - counted);
  }

  private static Mapping mapping(String name, ZoneId zone) {
    try {
      return new MappingLoader(zone).load(name);
    } catch (MappingException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }
}
