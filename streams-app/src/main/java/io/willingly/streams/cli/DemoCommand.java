package io.willingly.streams.cli;

import io.willingly.schemas.wire.SchemaIds;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.config.Settings;
import io.willingly.streams.demo.Company;
import io.willingly.streams.demo.Feed;
import io.willingly.streams.demo.SimulatedClock;
import io.willingly.streams.peer.DataDirectory;
import io.willingly.streams.runtime.EventProducer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code willingly demo}: a simulated company on an embedded broker, and its live board; or sent to
 * a cluster.
 */
@Command(
    name = "demo",
    description = {
      "Start a broker, the pipeline and a simulated company: its past is counted first, then it"
          + " lives. report, explain, deal and save-list work beside it with the same --data. A"
          + " restart continues."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  /** The past is counted first, and rows that change within a commit are published once (R55). */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "data.dir", "~/.willingly/demo",
          "pipeline.commit-interval-ms", "1000",
          "alarms.watch-seconds", "10");

  private static final Duration COUNTING = Duration.ofHours(2);

  private final Host host;

  @Mixin SettingsOptions options = new SettingsOptions();

  @Option(names = "--reps", description = "reps of a new company (default: 300)")
  @Nullable Integer reps;

  @Option(names = "--seed", description = "what a new company is drawn from")
  @Nullable Long seed;

  @Option(
      names = "--history-days",
      paramLabel = "DAYS",
      description = "past of a new company (default: 18 months)")
  @Nullable Integer historyDays;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "3600",
      description = "simulated seconds in a second, once it lives (default: ${DEFAULT-VALUE})")
  int rate = 3600;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "stop after having lived that long, such as 90s or 10m")
  @Nullable Duration lifetime;

  @Option(
      names = "--bootstrap",
      paramLabel = "SERVERS",
      description = {
        "send the company to this Kafka cluster, where `willingly run` counts it, and start nothing"
            + " here; its last month passes at --rate, until it has caught up with now"
      })
  @Nullable String bootstrap;

  @Option(names = "--plain", description = "lines instead of a board, as without a terminal")
  boolean plain;

  DemoCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    if (bootstrap != null) {
      elsewhere(bootstrap);
      return 0;
    }
    Settings settings = options.read(host.environment(), DEFAULTS, Map.of());
    if (!settings.kafka().embedded()) {
      throw new BadInput(
          "demo invents a company and keeps it on a broker of its own, but kafka.bootstrap-servers"
              + " names the cluster "
              + settings.kafka().bootstrapServers()
              + "; unset WILLINGLY_KAFKA_BOOTSTRAP_SERVERS, or take it out of the settings. To send"
              + " the company there: --bootstrap");
    }
    DemoClock clock = new DemoClock(host.clock());
    Duration commit = Duration.ofMillis(settings.pipeline().commitIntervalMillis());
    host.console().say("starting a broker and the pipeline in " + settings.dataDir());
    AtomicReference<@Nullable Life> sent = new AtomicReference<>();
    // The pipeline takes a customer's facts in order of arrival where all of them are there: what
    // is still being sent reaches it topic by topic, and facts that arrive late cost far more (R7).
    Purpose purpose =
        new Purpose("demo", commit)
            .listening()
            .before(
                (inForce, bootstrapServers, ids) ->
                    sent.set(past(inForce, clock, bootstrapServers, ids)));
    try (OwnSession session = host.own(settings, purpose, clock);
        Life life = Objects.requireNonNull(sent.get())) {
      try {
        live(session, settings, clock, life);
      } catch (RuntimeException e) {
        // A signal closes the session under this thread's feet: that is an orderly end.
        if (!session.closing()) {
          throw e;
        }
      }
      return 0;
    }
  }

  private void elsewhere(String servers) {
    Map<String, String> cluster = Map.of("kafka.bootstrap-servers", servers);
    Settings settings = options.read(host.environment(), DEFAULTS, cluster);
    Map<String, Object> client = settings.kafka().clientOf(servers);
    try (DataDirectory.Ownership ours = host.claim(settings);
        Counting pipeline = host.counting(settings, new Purpose("demo", Duration.ZERO));
        EventProducer producer = new EventProducer(client, pipeline.schemaIds())) {
      Company company = company(ours.directory(), pipeline.zone());
      new DemoElsewhere(host, company, ours.directory(), client, producer)
          .run(() -> pipeline.awaitDrained(COUNTING, left -> {}), rate, lifetime);
    }
  }

  /** The company of a directory, founded when there is none. */
  private Company company(Path directory, ZoneId zone) {
    LocalDate today = LocalDate.ofInstant(host.clock().instant(), zone);
    Company company =
        DemoCompany.of(directory, new DemoCompany.Wish(seed, reps, historyDays), today, zone);
    LocalDate founded = company.settings().from();
    if (historyDays != null && !founded.equals(today.minusDays(historyDays))) {
      host.console()
          .say(
              "the company in %s goes on, its past begins on %s; --history-days is for a new one"
                  .formatted(directory, founded));
    }
    return company;
  }

  /** The company up to now, sent. */
  private record Life(Company company, DemoFeeder feeder, EventProducer producer, Instant start)
      implements AutoCloseable {
    @Override
    public void close() {
      producer.close();
    }
  }

  private Life past(Settings settings, DemoClock clock, String bootstrapServers, SchemaIds ids) {
    ZoneId zone = settings.definition().zone();
    Company company = company(settings.dataDir(), zone);
    DemoPosition position = DemoPosition.read(bootstrapServers);
    Instant start = Instant.ofEpochMilli(Math.max(host.clock().millis(), position.lastArrival()));
    // Until the past is sent time stands still, so that there is an end to it.
    clock.follow(Clock.fixed(start, zone));
    EventProducer producer = new EventProducer(Map.of("bootstrap.servers", bootstrapServers), ids);
    DemoFeeder feeder = new DemoFeeder(new Feed(company, clock), position::sent, producer);
    Instant from = company.settings().from().atStartOfDay(zone).toInstant();
    try (Progress progress = host.console().progress("the past of the company")) {
      feeder.history(from.toEpochMilli(), start.toEpochMilli(), progress);
    }
    return new Life(company, feeder, producer, start);
  }

  private void live(OwnSession session, Settings settings, DemoClock clock, Life life) {
    count(session);
    clock.follow(new SimulatedClock(host.clock(), life.start(), rate));
    Watching.start(session, settings, clock, host.clock());
    Serving.start(host, session, settings, clock);
    BoardReader reader =
        new BoardReader(
            session.queries(), clock, session.zone(), life.company().topSeller().repId());
    Board board = new Board("elsewhere: report --scope team --data " + settings.dataDir());
    new DemoShow(host.console(), session, life.feeder(), reader, board).run(lifetime, plain);
  }

  private void count(OwnSession session) {
    try (Progress progress = host.console().progress("counting it")) {
      AtomicLong most = new AtomicLong();
      session.awaitDrained(
          COUNTING,
          left -> {
            long all = most.accumulateAndGet(left, Math::max);
            progress.update(all - left, all, "events");
          });
    }
  }
}
