package io.willingly.streams.cli;

import io.willingly.streams.config.Settings;
import io.willingly.streams.peer.PeerClient;
import io.willingly.streams.query.Ledger;
import io.willingly.streams.runtime.Cluster;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every question takes: where to ask, and how long to wait until all is counted. */
class SessionOptions {
  /** As R55: what is asked for at once is committed often. */
  private static final Duration COMMIT = Duration.ofMillis(200);

  private static final Duration LOOK = Duration.ofMillis(200);

  /** Under constant traffic a live pipeline is never done, though all of ours is. */
  private static final Duration LIVE = Duration.ofSeconds(10);

  @Mixin SettingsOptions settings = new SettingsOptions();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "30m",
      converter = DurationConverter.class,
      description =
          "How long to wait until all is counted, where no pipeline is live (default:"
              + " ${DEFAULT-VALUE}).")
  Duration timeout = Duration.ofMinutes(30);

  /**
   * Opens a session on the directory, catches up when it is our own, and asks.
   *
   * @param question asks, prints and gives the exit code
   */
  int in(Host host, String command, ToIntFunction<Session> question) {
    host.requireData(host.settings(settings, Map.of()));
    return anew(host, command, question);
  }

  /** The same, also of a directory in which nothing is counted yet. */
  int anew(Host host, String command, ToIntFunction<Session> question) {
    Settings read = host.settings(settings, Map.of());
    while (true) {
      try (Session session = host.open(read, new Purpose(command, COMMIT))) {
        boolean complete = complete(host.console(), session);
        int code = question.applyAsInt(session);
        return complete ? code : CommandLineApp.FAILURE;
      } catch (PeerClient.OwnerGone e) {
        // It stopped meanwhile: the next round asks its successor, or answers itself.
        Waiting.pause(Host.LOOK_MILLIS);
      }
    }
  }

  /**
   * Waits until everything sent so far is counted; of a live pipeline of another process not long.
   *
   * @return false when that could not be seen
   */
  boolean settle(Session session) {
    boolean own = session instanceof OwnSession || timeout.compareTo(LIVE) < 0;
    return session.awaitDrained(own ? timeout : LIVE, left -> {});
  }

  /**
   * Waits until so many records of a run are counted, whatever else comes; says so when the time is
   * over before.
   *
   * @return what became of those that are
   */
  Ledger counted(Console console, Session session, long run, long sent) {
    long deadline = System.nanoTime() + timeout.toNanos();
    Ledger became;
    do {
      // Also the first time: the ledger is the first to know, the reports come after.
      session.awaitDrained(LOOK, left -> {});
      became = session.ledger().ofRun(run);
    } while (became.delivered() < sent && System.nanoTime() < deadline);
    if (became.delivered() < sent) {
      console.say("not all is counted after %s; it is counted later".formatted(timeout));
    }
    return became;
  }

  /** The cluster a session works with. */
  Cluster cluster(Host host, Session session) {
    return new Cluster(
        host.settings(settings, Map.of()).kafka().clientOf(session.bootstrapServers()),
        session.schemaIds());
  }

  /**
   * A live pipeline answers as of now; one of our own first reads what an earlier owner left.
   *
   * @return false when it did not get to the end: then the answer is not the answer
   */
  private boolean complete(Console console, Session session) {
    if (!(session instanceof OwnSession)) {
      long lag = session.queries().lag();
      if (lag > 0) {
        console.say("about %,d records are not counted yet; the numbers move".formatted(lag));
      }
      return true;
    }
    AtomicLong left = new AtomicLong();
    try (Progress progress = console.progress("catching up")) {
      boolean drained =
          session.awaitDrained(
              timeout,
              records -> {
                left.set(records);
                progress.update(records, 0, "records left");
              });
      if (!drained) {
        console.say(
            "not all is counted after %s: about %,d records are left, and the numbers are not final;"
                    .formatted(timeout, left.get())
                + " ask again, or give it a longer --timeout");
      }
      return drained;
    }
  }
}
