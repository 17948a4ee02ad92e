package io.willingly.streams.cli;

import io.willingly.connectors.mapping.FileRevisions;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.MappingException;
import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.connectors.mapping.RunOptions;
import io.willingly.connectors.mapping.RunSummary;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.config.Settings;
import io.willingly.streams.peer.PeerClient;
import io.willingly.streams.runtime.EventProducer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One replay from the first file to the printed ledger. */
final class ReplayRun {
  /** R55: while much is to be counted, fewer and larger transactions. */
  private static final Duration COMMIT = Duration.ofSeconds(1);

  /** ADR 0006: a file that was copied, or unpacked again, is still the same file. */
  private static final String FILE_REVISIONS = "file-revisions";

  private final Host host;
  private final ReplayOptions options;
  private final @Nullable SnapshotOptions complete;
  private long rejected;

  /**
   * A replay.
   *
   * @param complete the files are all that the source has; null when they are not
   */
  ReplayRun(Host host, ReplayOptions options, @Nullable SnapshotOptions complete) {
    this.host = host;
    this.options = options;
    this.complete = complete;
  }

  int run(String source) {
    Settings settings = host.settings(options.settings, options.cluster.flags());
    mapping(source, settings.definition().zone()); // refused before anything is started
    InputPaths.requireReadable(options.files);
    Purpose purpose = new Purpose("replay", COMMIT);
    RunOutcome outcome = new RunOutcome(host, options.timeout, options.json);
    RunOutcome.Sent sent;
    try (Counting session = host.counting(settings, purpose)) {
      Mapping mapping = mapping(source, session.zone());
      long run = host.clock().millis();
      long waitedBefore = RunOutcome.waiting(session.ledger(), run);
      sent = new RunOutcome.Sent(run, send(session, settings, mapping, run).rows(), waitedBefore);
      try {
        return outcome.count(session, sent);
      } catch (PeerClient.OwnerGone e) {
        host.console().say("the process that counted has stopped; this one goes on");
      }
    }
    try (Counting session = host.counting(settings, purpose)) {
      return outcome.count(session, sent);
    }
  }

  /** Runs it as {@link #run} does; that a row is rejected is a failure. */
  int runAll(String source) {
    int code = run(source);
    return code == 0 && rejected > 0 ? CommandLineApp.FAILURE : code;
  }

  /**
   * A mapping by the name or folder the user gave.
   *
   * @throws BadInput when it cannot be used
   */
  static Mapping mapping(String source, ZoneId zone) {
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
    Snapshot snapshot =
        complete == null
            ? null
            : complete.plan(host, session, mapping, options.files, runOptions, run);
    Map<String, Object> client = settings.kafka().clientOf(session.bootstrapServers());
    try (EventProducer producer = new EventProducer(client, session.schemaIds())) {
      Replay replay;
      RunSummary summary;
      try (Progress progress = host.console().progress("sent")) {
        replay = new Replay(mapping, producer, host.clock(), run, progress);
        if (snapshot != null) {
          replay.changing(snapshot::revive);
        }
        summary = replay.run(options.files, runOptions);
        rejected = summary.rejected();
        if (snapshot != null) {
          snapshot.gone().forEach(producer::send);
          producer.flush();
        }
      }
      replay.tellRejects(host.console());
      return summary;
    }
  }

  /** Nobody has made it where the pipeline runs elsewhere. */
  static Path dataDir(Settings settings) {
    try {
      return Files.createDirectories(settings.dataDir());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the data directory " + settings.dataDir(), e);
    }
  }
}
