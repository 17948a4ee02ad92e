package io.willingly.streams.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.MappingException;
import io.willingly.connectors.pull.Pull;
import io.willingly.connectors.pull.PullException;
import io.willingly.connectors.pull.PullOptions;
import io.willingly.connectors.pull.PullSpec;
import io.willingly.connectors.pull.PulledPage;
import io.willingly.connectors.pull.Secret;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.config.Settings;
import io.willingly.streams.peer.PeerClient;
import io.willingly.streams.runtime.EventProducer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Readings of a vendor's API, each from where the last got to the printed ledger. */
final class PullRun {
  /** R55: while much is to be counted, fewer and larger transactions. */
  private static final Duration COMMIT = Duration.ofSeconds(1);

  private final Host host;
  private final PullCommand command;
  private final Settings settings;
  private final PullSpec spec;
  private final PullOptions options;
  private final PullStates states;
  private final String as;
  private boolean again;

  PullRun(Host host, PullCommand command) {
    this.host = host;
    this.command = command;
    this.again = command.again;
    settings = host.settings(command.settings, command.cluster.flags());
    Mapping mapping = ReplayRun.mapping(command.source.name, settings.definition().zone());
    as = command.source.instance(mapping);
    try {
      spec =
          PullSpec.load(command.source.name)
              .filter(PullSpec::hasRequests)
              .orElseThrow(
                  () ->
                      new BadInput(
                          "%s has no pull.yaml with 'requests'; docs/pulling.md says what one is"
                              .formatted(command.source.name)));
      options =
          new PullOptions(
              secret(), command.parameters, command.base, since(settings.definition().zone()));
    } catch (MappingException | PullException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
    states = PullStates.of(ReplayRun.dataDir(settings), as);
    open(states.read()); // refused before anything is started
  }

  private @Nullable Secret secret() {
    if (!spec.wantsSecret()) {
      return null;
    }
    String reference = command.secret == null ? spec.secret().orElse(null) : command.secret;
    if (reference == null) {
      throw new BadInput(
          "%s needs a secret: name it with --secret env:NAME or --secret file:PATH"
              .formatted(command.source.name));
    }
    return Secret.of(reference, host.environment());
  }

  private @Nullable Instant since(ZoneId zone) {
    String text = command.since;
    if (text == null) {
      return null;
    }
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
          : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new BadInput(
          "--since is a day such as 2026-01-01, or a time such as 2026-01-01T09:00:00Z, not '"
              + text
              + "'",
          e);
    }
  }

  private Pull open(Map<String, JsonNode> stored) {
    try {
      return new Pull(
          spec,
          options,
          stored::get,
          host.clock(),
          time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()));
    } catch (PullException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Reads to the end, and prints what became of it.
   *
   * @param patient whether a vendor that does not answer now will be asked again later
   * @return the exit code
   */
  int read(boolean patient) {
    Purpose purpose = new Purpose("pull", COMMIT);
    RunOutcome outcome = new RunOutcome(host, command.timeout, command.json);
    Sent sent;
    try (Counting session = host.counting(settings, purpose)) {
      sent = send(session, patient);
      try {
        return Math.max(sent.code(), outcome.count(session, sent.sent()));
      } catch (PeerClient.OwnerGone e) {
        host.console().say("the process that counted has stopped; this one goes on");
      }
    }
    try (Counting session = host.counting(settings, purpose)) {
      return Math.max(sent.code(), outcome.count(session, sent.sent()));
    }
  }

  private record Sent(RunOutcome.Sent sent, int code) {}

  private Sent send(Counting session, boolean patient) {
    Mapping mapping = ReplayRun.mapping(command.source.name, session.zone());
    long run = host.clock().millis();
    long waitedBefore = RunOutcome.waiting(session.ledger(), run);
    Map<String, JsonNode> stored = again ? new LinkedHashMap<>() : states.read();
    again = false;
    Pull pull = open(stored);
    PullSummary summary = new PullSummary();
    Map<String, Object> client = settings.kafka().clientOf(session.bootstrapServers());
    try (EventProducer producer = new EventProducer(client, session.schemaIds())) {
      Replay replay;
      int code;
      try (Progress progress = host.console().progress("read")) {
        replay = new Replay(mapping, producer, host.clock(), run, progress);
        code = pages(pull, replay, stored, summary, patient);
      }
      replay.tellRejects(host.console());
      summary.tell(host.console(), pull);
      return new Sent(new RunOutcome.Sent(run, replay.rows(), waitedBefore), code);
    }
  }

  private int pages(
      Pull pull,
      Replay replay,
      Map<String, JsonNode> stored,
      PullSummary summary,
      boolean patient) {
    try {
      for (Optional<PulledPage> page = pull.next(); page.isPresent(); page = pull.next()) {
        PulledPage got = page.get();
        replay.send(got.payloads(), as);
        stored.put(got.key(), got.after());
        states.write(stored);
        summary.add(got);
        got.notes().forEach(host.console()::say);
      }
      return 0;
    } catch (PullException e) {
      host.console().say(String.valueOf(e.getMessage()));
      return patient && e.passing() ? 0 : CommandLineApp.FAILURE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
