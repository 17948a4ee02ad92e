package io.willingly.streams.cli;

import io.willingly.schemas.topic.Topics;
import io.willingly.streams.demo.Company;
import io.willingly.streams.demo.Feed;
import io.willingly.streams.demo.SimulatedClock;
import io.willingly.streams.runtime.EventProducer;
import io.willingly.streams.runtime.Futures;
import io.willingly.streams.runtime.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * The company of the demo on a named cluster: sent from here, counted by those that run there. They
 * have the wall's clock, so nothing is sent before its time: the last month of the company's past
 * is lived, faster than it was, and then each fact comes when it happens.
 *
 * <p>How far it was sent is kept in the data directory. What was sent after that was noted comes
 * again after a kill; the pipeline counts such copies once.
 */
final class DemoElsewhere {
  private static final Duration MONTH = Duration.ofDays(30);
  private static final long TICK_MILLIS = 100;

  private final Console console;
  private final Clock wall;
  private final Company company;
  private final Path sent;
  private final DemoClock clock;
  private final EventProducer producer;
  private final DemoFeeder feeder;

  /**
   * A company on a cluster.
   *
   * @param dataDir where it is noted how far it was sent
   * @param clientSettings how to reach the cluster; its topics are there
   */
  DemoElsewhere(
      Host host,
      Company company,
      Path dataDir,
      Map<String, Object> clientSettings,
      EventProducer producer) {
    this.console = host.console();
    this.wall = host.clock();
    this.company = company;
    this.sent = dataDir.resolve("demo-sent-" + topicId(clientSettings));
    this.clock = new DemoClock(wall);
    this.producer = producer;
    long before = sentUntil().toEpochMilli();
    this.feeder =
        new DemoFeeder(
            new Feed(company, clock), fact -> fact.delivery().arrival() <= before, producer);
  }

  /** Topics that were deleted and created again have the same names, and nothing in them. */
  private static String topicId(Map<String, Object> clientSettings) {
    String topic = Topics.DEAL_EVENTS.name();
    try (Admin admin = Admin.create(clientSettings)) {
      return Futures.await(
              admin.describeTopics(List.of(topic)).allTopicNames(), "describe " + topic)
          .values()
          .stream()
          .map(described -> described.topicId().toString())
          .collect(Collectors.joining());
    }
  }

  /**
   * Sends the past, then what becomes due, until the time is over.
   *
   * @param counted waits until what was sent is counted: what comes topic by topic, and so not in
   *     order of arrival, costs far more (R7), and a month of that is enough
   * @param rate how many seconds of the last month pass in one
   * @param lifetime null for no end
   */
  void run(Runnable counted, int rate, @Nullable Duration lifetime) {
    Instant lived = wall.instant().minus(MONTH);
    Instant at = sentUntil();
    try (Progress progress = console.progress("the past of the company")) {
      Instant founded = at;
      while (at.isBefore(lived)) {
        at = earlier(at.plus(MONTH), lived);
        send(at);
        counted.run();
        progress.update(
            Duration.between(founded, at).toDays(),
            Duration.between(founded, lived).toDays(),
            "days");
      }
    }
    console.say(
        "the company is alive: %d of its seconds pass in one, until it has caught up with now"
            .formatted(rate));
    SimulatedClock faster = new SimulatedClock(wall, at, rate);
    long end = lifetime == null ? Long.MAX_VALUE : System.nanoTime() + lifetime.toNanos();
    while (System.nanoTime() < end) {
      send(earlier(faster.instant(), wall.instant()));
      Waiting.pause(TICK_MILLIS);
    }
  }

  private void send(Instant until) {
    // Stands still, so that what is noted is all that was sent.
    clock.follow(Clock.fixed(until, company.settings().zone()));
    if (feeder.due()) {
      producer.flush();
      note(until);
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private Instant sentUntil() {
    try {
      ZoneId zone = company.settings().zone();
      return Files.exists(sent)
          ? Instant.parse(Files.readString(sent).strip())
          : company.settings().from().atStartOfDay(zone).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + sent, e);
    }
  }

  private void note(Instant until) {
    try {
      PrivateFile.replace(sent, (until + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + sent, e);
    }
  }
}
