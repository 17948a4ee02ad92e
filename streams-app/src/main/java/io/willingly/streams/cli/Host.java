package io.willingly.streams.cli;

import io.willingly.streams.config.BadInput;
import io.willingly.streams.config.Settings;
import io.willingly.streams.peer.DataDirectory;
import io.willingly.streams.peer.DataDirectory.Ownership;
import io.willingly.streams.peer.OwnerAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What all commands share.
 *
 * @param console where they print
 * @param environment environment variables
 * @param clock wall clock
 */
record Host(Console console, Map<String, String> environment, Clock clock) {
  private static final Duration WAIT_FOR_OWNER = Duration.ofMinutes(2);
  static final long LOOK_MILLIS = 200;

  Settings settings(SettingsOptions options, Map<String, String> flags) {
    return options.read(environment, Map.of(), flags);
  }

  Optional<OwnerAddress> owner(Settings settings) {
    return new DataDirectory(settings.dataDir()).owner();
  }

  /** The cluster named, else that of the directory's live owner. */
  String bootstrap(Settings settings) {
    if (!settings.kafka().embedded()) {
      return settings.kafka().bootstrapServers();
    }
    return owner(settings)
        .map(OwnerAddress::bootstrap)
        .orElseThrow(
            () ->
                new BadInput(
                    "no cluster: name one with --bootstrap, or start `willingly demo` or `run` on "
                        + settings.dataDir()));
  }

  /**
   * A session on the directory: its live owner's, else one of our own (R81). While an owner starts
   * or stops, waits for it.
   */
  Session open(Settings settings, Purpose purpose) {
    DataDirectory directory = new DataDirectory(settings.dataDir());
    long deadline = System.nanoTime() + WAIT_FOR_OWNER.toNanos();
    while (true) {
      Optional<Ownership> ownership = directory.claim();
      if (ownership.isPresent()) {
        return new OwnSession(ownership.get(), settings, purpose, clock);
      }
      Optional<OwnerAddress> owner = directory.owner();
      if (owner.isPresent()) {
        return new PeerSession(owner.get(), OwnSession.schemaIds(settings));
      }
      if (System.nanoTime() > deadline) {
        throw busy(settings);
      }
      Waiting.pause(LOOK_MILLIS);
    }
  }

  /** Owns the directory or fails: for commands that stay. */
  OwnSession own(Settings settings, Purpose purpose, Clock pipelineClock) {
    DataDirectory directory = new DataDirectory(settings.dataDir());
    Ownership ownership = directory.claim().orElseThrow(() -> busy(settings));
    return new OwnSession(ownership, settings, purpose, pipelineClock);
  }

  /** A pipeline of our own may have to read what an earlier owner left. */
  void catchUp(Session session, Duration timeout) {
    if (session instanceof OwnSession) {
      try (Progress progress = console.progress("catching up")) {
        session.awaitDrained(timeout, left -> progress.update(left, 0, "records left"));
      }
    }
  }

  private static IllegalStateException busy(Settings settings) {
    return new IllegalStateException(
        settings.dataDir() + " is in use by another process; give this one a --data of its own");
  }
}
