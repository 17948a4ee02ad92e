package io.willingly.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fold.FactChecks;
import io.willingly.metrics.fold.Reason;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.broker.DevBrokerMain;
import io.willingly.streams.demo.Company;
import io.willingly.streams.testing.ChildJvm;
import io.willingly.streams.testing.PipelineMain;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.PipelineState;
import io.willingly.streams.testing.Restated;
import io.willingly.streams.testing.Views;
import io.willingly.testkit.oracle.BatchOracle;
import io.willingly.testkit.oracle.OracleResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The one test that can tell a buffer that empties inside the transaction from one that does not
 * (R45): the application dies by SIGKILL again and again, all over the run, beside a broker that
 * lives on.
 */
class KillIT {
  private static final int KILLS = 20;
  private static final int FACTS = 20_000;
  private static final long SEED = 7;
  private static final long MAX_JITTER_MILLIS = 300;
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final Definition DEFINITION = Definition.standard(ZONE);
  private static final Set<String> INPUTS = inputs();

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void countsEachFactOnceThoughKilledTwentyTimes(@TempDir Path directory) throws Exception {
    int port = freePort();
    String bootstrap = "127.0.0.1:" + port;
    Path state = directory.resolve("state");
    List<Fact> facts = facts();
    try (ChildJvm broker =
            ChildJvm.start(
                directory.resolve("broker.log"),
                DevBrokerMain.class,
                directory.resolve("broker").toString(),
                Integer.toString(port));
        Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      broker.await("broker", PipelineRun.LONG, () -> answers(port));
      PipelineRun.createTopics(bootstrap);
      PipelineRun.send(bootstrap, facts);

      killAllOverTheRun(admin, bootstrap, state, directory.resolve("pipeline.log"));

      try (PipelineRun run = PipelineRun.start(bootstrap, state, DEFINITION)) {
        PipelineState counted = run.drained();
        OracleResult expected = BatchOracle.judge(DEFINITION, facts);
        Views.assertSame(counted.measures(), expected.measures());
        assertThat(counted.ledger()).isEqualTo(byReason(expected));
        Views.assertSame(Restated.published(bootstrap), counted.restated());
      }
      Views.published(bootstrap)
          .assertSame(Views.undisturbed(directory.resolve("undisturbed"), DEFINITION, facts));
    }
  }

  private static void killAllOverTheRun(Admin admin, String bootstrap, Path state, Path log) {
    Random random = new Random(SEED);
    for (int kill = 0; kill < KILLS; kill++) {
      long from = committed(admin);
      long share = (FACTS - from) / (KILLS - kill + 1);
      long target = from + (share + random.nextInt((int) share + 1)) / 2;
      try (ChildJvm pipeline =
          ChildJvm.start(log, PipelineMain.class, bootstrap, state.toString(), ZONE.getId())) {
        pipeline.await("progress to " + target, PipelineRun.LONG, () -> committed(admin) >= target);
        pipeline.exitsWithin(random.nextLong(MAX_JITTER_MILLIS));
      }
    }
  }

  /** About how many facts have been counted: transaction markers count as well. */
  private static long committed(Admin admin) {
    return Futures.await(
            admin.listConsumerGroupOffsets("willingly").partitionsToOffsetAndMetadata(),
            "read offsets")
        .entrySet()
        .stream()
        .filter(entry -> entry.getValue() != null && INPUTS.contains(entry.getKey().topic()))
        .mapToLong(entry -> entry.getValue().offset())
        .sum();
  }

  private static List<Fact> facts() {
    LocalDate from = LocalDate.of(2025, 1, 1);
    Iterator<Fact> company = new Company(new Company.Settings(SEED, 40, from, ZONE)).facts();
    List<Fact> facts = new ArrayList<>(FACTS);
    while (facts.size() < FACTS) {
      Fact fact = company.next();
      if (!hasBadCurrency(fact)) {
        facts.add(fact);
      }
    }
    return facts;
  }

  /** The oracle does not know the table of currencies (R17); MalformedInputTest shows this one. */
  private static boolean hasBadCurrency(Fact fact) {
    FactChecks.Problem problem = FactChecks.check(fact);
    return problem != null && problem.reason() == Reason.BAD_CURRENCY;
  }

  private static Set<String> inputs() {
    Set<String> names = new HashSet<>();
    Topics.ALL.forEach(
        topic -> {
          if (topic.hasPlainKey()) {
            names.add(topic.name());
          }
        });
    return names;
  }

  private static Map<Reason, Long> byReason(OracleResult expected) {
    Map<Reason, Long> counts = new EnumMap<>(Reason.class);
    expected.ledger().forEach((row, count) -> counts.merge(row.reason(), count, Long::sum));
    return counts;
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
