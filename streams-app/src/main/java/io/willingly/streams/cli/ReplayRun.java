package io.willingly.streams.cli;

import io.willingly.connectors.mapping.FileRevisions;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.MappingException;
import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.connectors.mapping.RunOptions;
import io.willingly.connectors.mapping.RunSummary;
import io.willingly.metrics.fold.Outcome;
import io.willingly.metrics.fold.Reason;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.config.Settings;
import io.willingly.streams.peer.PeerClient;
import io.willingly.streams.query.Ledger;
import io.willingly.streams.runtime.EventProducer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** One replay from the first file to the printed ledger. */
final class ReplayRun {
  /** R55: while much is to be counted, fewer and larger transactions. */
  private static final Duration COMMIT = Duration.ofSeconds(1);

  /** ADR 0006: a file that was copied, or unpacked again, is still the same file. */
  private static final String FILE_REVISIONS = "file-revisions";

  private final Host host;
  private final ReplayOptions options;

  ReplayRun(Host host, ReplayOptions options) {
    this.host = host;
    this.options = options;
  }

  int run(String source) {
    Settings settings = host.settings(options.settings, options.cluster.flags());
    mapping(source, settings.definition().zone()); // refused before anything is started
    InputPaths.requireReadable(options.files);
    Purpose purpose = new Purpose("replay", COMMIT);
    Sent sent;
    try (Counting session = host.counting(settings, purpose)) {
      Mapping mapping = mapping(source, session.zone());
      long run = host.clock().millis();
      long waitedBefore = waiting(session.ledger(), run);
      sent = new Sent(run, send(session, settings, mapping, run).rows(), waitedBefore);
      try {
        return count(session, sent);
      } catch (PeerClient.OwnerGone e) {
        host.console().say("the process that counted has stopped; this one goes on");
      }
    }
    try (Counting session = host.counting(settings, purpose)) {
      return count(session, sent);
    }
  }

  /** What a run has sent, and how many records of others waited before it. */
  private record Sent(long run, long rows, long waitedBefore) {}

  private int count(Counting session, Sent sent) {
    if (!awaitCounted(session)) {
      return CommandLineApp.FAILURE;
    }
    Ledger ledger = session.ledger();
    long resolved = Math.max(0, sent.waitedBefore() - waiting(ledger, sent.run()));
    print(ledger, sent.run(), sent.rows(), resolved);
    return 0;
  }

  private static Mapping mapping(String source, ZoneId zone) {
    try {
      return new MappingLoader(zone).load(source);
    } catch (MappingException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }

  private RunSummary send(Counting session, Settings settings, Mapping mapping, long run) {
    String as = options.as == null ? mapping.name() : options.as;
    RunOptions runOptions =
        new RunOptions(as, FileRevisions.remembered(dataDir(settings).resolve(FILE_REVISIONS), as));
    Map<String, Object> client = settings.kafka().clientOf(session.bootstrapServers());
    try (EventProducer producer = new EventProducer(client, session.schemaIds())) {
      Replay replay;
      RunSummary summary;
      try (Progress progress = host.console().progress("sent")) {
        replay = new Replay(mapping, producer, host.clock(), run, progress);
        summary = replay.run(options.files, runOptions);
      }
      replay.tellRejects(host.console());
      return summary;
    }
  }

  /** Nobody has made it where the pipeline runs elsewhere. */
  private static Path dataDir(Settings settings) {
    try {
      return Files.createDirectories(settings.dataDir());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the data directory " + settings.dataDir(), e);
    }
  }

  private boolean awaitCounted(Counting session) {
    AtomicLong left = new AtomicLong();
    boolean drained;
    try (Progress progress = host.console().progress("counting")) {
      drained =
          session.awaitDrained(
              options.timeout,
              records -> {
                left.set(records);
                progress.update(records, 0, "records left");
              });
    }
    if (!drained) {
      host.console()
          .say(
              "not all is counted after %s: about %,d records are left; they are counted on the"
                      .formatted(options.timeout, left.get())
                  + " next start");
    }
    return drained;
  }

  /** Records of other runs that wait for something. */
  private static long waiting(Ledger ledger, long run) {
    return ledger.rows().stream()
        .filter(row -> row.run() != run && row.reason().outcome() == Outcome.PENDING)
        .mapToLong(Ledger.Row::count)
        .sum();
  }

  private void print(Ledger counted, long run, long rows, long resolved) {
    Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
    for (Ledger.Row row : counted.ofRun(run).rows()) {
      reasons.merge(row.reason(), row.count(), Long::sum);
    }
    RunLedger ledger = new RunLedger(run, rows, reasons, resolved);
    if (options.json) {
      host.console().out().println(ledger.json());
    } else {
      host.console().out().print(ledger.table());
    }
    if (ledger.of(Outcome.REJECTED) > 0) {
      host.console().say("`willingly rejected` says of each where it was, and what was wrong");
    }
  }
}
