package io.willingly.streams.cli;

import io.willingly.connectors.guess.Guess;
import io.willingly.connectors.mapping.FileRevisions;
import io.willingly.connectors.mapping.InputException;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.connectors.mapping.RunOptions;
import io.willingly.metrics.fold.Outcome;
import io.willingly.metrics.fold.Reason;
import io.willingly.streams.config.Settings;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.Ledger;
import io.willingly.streams.runtime.EventProducer;
import io.willingly.streams.trial.TrialRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.streams.GroupProtocol;

/** Counts files in a directory of their own, with a broker of its own, and answers about them. */
final class TrialRoom implements AutoCloseable {
  /** R55: much is to be counted at once. */
  private static final Purpose PURPOSE = new Purpose("try", Duration.ofSeconds(1)).underAnyRules();

  private final OwnSession session;
  private final Settings settings;
  private final Host host;
  private final AtomicLong left = new AtomicLong();
  private long run;
  private long rows;

  /**
   * Opens a room.
   *
   * @param host its console is told what is rejected
   * @param directory empty, or what an earlier trial kept
   * @param like whose zone and definitions hold
   */
  TrialRoom(Host host, Path directory, Settings like) {
    this.host = host;
    this.settings = apart(like, directory);
    this.session = host.own(settings, PURPOSE, host.clock());
  }

  /** Of the settings of others only what numbers mean: nothing is sent and nothing shared. */
  private static Settings apart(Settings like, Path directory) {
    Settings.Pipeline pipeline = like.pipeline();
    Password none = new Password("");
    return new Settings(
        directory,
        like.organisation(),
        new Settings.Kafka("", 1, 1, Map.of()),
        new Settings.Pipeline(
            pipeline.applicationId(),
            GroupProtocol.CLASSIC,
            "",
            1,
            pipeline.commitIntervalMillis(),
            pipeline.checkpointIntervalMillis(),
            0,
            "",
            none),
        like.definition(),
        like.closing(),
        like.alarms(),
        new Settings.Delivery(none, none, none, none),
        like.http(),
        Settings.Internal.NONE);
  }

  /**
   * What a room has counted.
   *
   * @param rejected the first rows that were rejected
   * @param unread the first values that were left out
   * @param unreadValues how many of them there are
   * @param waiting facts that wait for another
   */
  record Counted(
      RunLedger ledger,
      List<String> rejected,
      List<String> unread,
      long unreadValues,
      List<TrialRun.Waiting> waiting) {
    /** Records by outcome, under the names of the ledger. */
    Map<String, Long> outcomes() {
      Map<String, Long> outcomes = new LinkedHashMap<>();
      for (Outcome outcome : Outcome.values()) {
        outcomes.put(outcome.name().toLowerCase(Locale.ROOT), ledger.of(outcome));
      }
      return outcomes;
    }
  }

  /**
   * Brings the files in through the guessed mapping and waits until all is counted.
   *
   * @throws InputException when the guess is none
   * @throws IllegalStateException when not all is counted after the timeout
   */
  Counted count(Guess guess, List<Path> files, Duration timeout) {
    String text = guess.mapping();
    if (text == null) {
      throw new InputException(TryText.problems(guess));
    }
    Mapping mapping = new MappingLoader(session.zone()).parse("try", text);
    run = host.clock().millis();
    Map<String, Object> client = settings.kafka().clientOf(session.bootstrapServers());
    Replay replay;
    try (EventProducer producer = new EventProducer(client, session.schemaIds());
        Progress progress = host.console().progress("sent")) {
      replay = new Replay(mapping, producer, host.clock(), run, progress);
      rows = replay.run(files, new RunOptions("try", FileRevisions.lastModified())).rows();
    }
    try (Progress progress = host.console().progress("counting")) {
      boolean drained =
          session.awaitDrained(
              timeout,
              records -> {
                left.set(records);
                progress.update(records, 0, "records left");
              });
      if (!drained) {
        throw new IllegalStateException(
            "not all is counted after %s; about %,d records are left"
                .formatted(timeout, left.get()));
      }
    }
    return new Counted(
        ledger(),
        replay.firstRejects(),
        replay.firstUnread(),
        replay.unread(),
        TrialRun.Waiting.of(session.queries().pending(AsOf.day(session.today()))));
  }

  private RunLedger ledger() {
    Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
    for (Ledger.Row row : session.ledger().ofRun(run).rows()) {
      reasons.merge(row.reason(), row.count(), Long::sum);
    }
    return new RunLedger(run, rows, reasons, 0);
  }

  /** About how many records are still to be counted. */
  long left() {
    return left.get();
  }

  Session session() {
    return Objects.requireNonNull(session);
  }

  @Override
  public void close() {
    session.close();
  }

  /** Removes a directory and all below it, as far as it can. */
  static void remove(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (var below = Files.walk(directory)) {
      for (Path path : below.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + directory, e);
    }
  }
}
