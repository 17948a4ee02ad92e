package io.willingly.streams.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.event.ContestKey;
import io.willingly.event.CustomerErasure;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.streams.access.AccessLog.Entry;
import io.willingly.streams.access.AccessLog.Look;
import io.willingly.streams.access.Contest.Fact;
import io.willingly.streams.access.Contest.State;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.EventProducer;
import io.willingly.streams.runtime.PublishedTopic;
import io.willingly.streams.runtime.TopicSetup;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.TestClock;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contests and the access log over a broker. */
@SuppressWarnings("NullAway.Init") // set before all tests
class AccessIT {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final TestClock CLOCK = new TestClock(TODAY);
  private static final Viewer ADA = new Viewer("Ada", Set.of(Role.SELF), "R-1", Set.of());
  private static final Viewer BO = new Viewer("Bo", Set.of(Role.SELF), "R-2", Set.of());
  private static final Viewer LEAD = new Viewer("Lea", Set.of(Role.TEAM), null, Set.of("north"));
  private static final Viewer BOSS = new Viewer("Max", Set.of(Role.COMPANY), null, Set.of());
  private static final Groups GROUPS = new Groups(Map.of("R-1", "north", "R-2", "south"), 5);

  private static DevBroker broker;
  private static Cluster cluster;

  @BeforeAll
  static void start(@TempDir Path directory) {
    broker = DevBroker.start(directory.resolve("broker"), DevBroker.ANY_PORT);
    Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
    cluster = new Cluster(client, Deliveries.IDS);
    try (Admin admin = Admin.create(client)) {
      TopicSetup.createMissing(admin, 2, 1);
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static Fact fact(String deal) {
    return new Fact(deal, "customer of " + deal, "R-1", "crm", "refund of " + deal);
  }

  @Test
  void aContestIsSeenEverywhereAndDecidedOnce() {
    try (Contests here = new Contests(cluster, CLOCK);
        Contests there = new Contests(cluster, CLOCK)) {
      Contest opened = here.open(ADA, fact("D-1"), " The refund was a billing error.\n");
      assertThat(here.ofDeal("D-1")).containsExactly(opened);
      assertThat(opened.reason()).isEqualTo("The refund was a billing error.");
      PipelineRun.await(() -> there.get(opened.id()).isPresent());
      assertThat(there.get(opened.id())).contains(opened);

      Contest upheld = there.decide(BOSS, opened.id(), State.UPHELD, "corrected in the CRM");
      PipelineRun.await(() -> here.get(opened.id()).orElseThrow().state() == State.UPHELD);

      assertThat(here.ofDeal("D-1")).containsExactly(upheld);
      assertThatThrownBy(() -> here.decide(BOSS, opened.id(), State.DISMISSED, null))
          .isInstanceOf(ContestRefused.class)
          .hasMessageStartingWith("it was upheld by Max on 2026-11-22T12:00:00Z");
      here.open(ADA, fact("D-1"), "Still there.");
    }
    try (Contests again = new Contests(cluster, CLOCK)) {
      assertThat(again.ofDeal("D-1")).hasSize(2);
      assertThat(again.openByRep(CLOCK.instant()).get("R-1")).isPositive();
    }
  }

  @Test
  void onlyWhoMayDecidesOrWithdraws() {
    try (Contests contests = new Contests(cluster, CLOCK)) {
      String byLead = contests.open(LEAD, fact("D-2"), "Not our deal.").id();

      assertThatThrownBy(() -> contests.decide(LEAD, byLead, State.UPHELD, null))
          .isInstanceOf(Denied.class)
          .hasMessageContaining("deciding what was contested needs role 'company'");
      assertThatThrownBy(() -> contests.decide(BO, byLead, State.WITHDRAWN, null))
          .isInstanceOf(Denied.class)
          .hasMessageContaining("only who contested it can");
      assertThatThrownBy(() -> contests.decide(BO, "no such", State.WITHDRAWN, null))
          .isInstanceOf(Denied.class)
          .hasMessageContaining("only who contested it can");
      assertThatThrownBy(() -> contests.decide(BOSS, "no such", State.UPHELD, null))
          .isInstanceOf(NoSuchContest.class)
          .hasMessage("there is no contest no such");
      assertThatThrownBy(() -> contests.decide(BOSS, byLead, State.OPEN, null))
          .isInstanceOf(BadInput.class);

      assertThat(contests.visibleTo(ADA, GROUPS)).extracting(Contest::id).contains(byLead);
      assertThat(contests.visibleTo(LEAD, GROUPS)).extracting(Contest::id).contains(byLead);
      assertThat(contests.visibleTo(BO, GROUPS)).isEmpty();
      Contest withdrawn = contests.decide(ADA, byLead, State.WITHDRAWN, " ");
      assertThat(withdrawn.decision())
          .isEqualTo(new Contest.Decision("Ada", CLOCK.instant(), null));
    }
  }

  @Test
  void aFactIsContestedOnceAtATimeAndInPlainWords() {
    try (Contests contests = new Contests(cluster, CLOCK)) {
      contests.open(ADA, fact("D-3"), "Wrong.");

      assertThatThrownBy(() -> contests.open(BOSS, fact("D-3"), "Wrong too."))
          .isInstanceOf(ContestRefused.class)
          .hasMessageContaining("contested already, by Ada");
      assertThatThrownBy(() -> contests.open(ADA, fact("D-4"), " "))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("reason is empty");
      assertThatThrownBy(() -> contests.open(ADA, fact("D-4"), "x".repeat(1_001)))
          .isInstanceOf(BadInput.class)
          .hasMessage("reason has 1001 characters; at most 1000 are kept");
      assertThatThrownBy(() -> contests.open(ADA, fact("D-4"), "a\u0007b"))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("control characters");
      assertThat(contests.ofDeal("D-4")).isEmpty();
    }
  }

  @Test
  void whatIsOfAnErasedCustomerIsRemoved() {
    try (Contests contests = new Contests(cluster, CLOCK)) {
      String id = contests.open(ADA, fact("D-5"), "Wrong.").id();

      erase("customer of D-5", CLOCK.instant().plusSeconds(60));

      PipelineRun.await(() -> contests.get(id).isEmpty());
      PipelineRun.await(() -> Boolean.FALSE.equals(inTopic().get(id)));
      assertThat(contests.ofDeal("D-5")).isEmpty();
    }
    try (Contests again = new Contests(cluster, CLOCK)) {
      assertThat(again.ofDeal("D-5")).isEmpty();
    }
  }

  @Test
  void aRecordThatCannotBeReadIsLeftOutAndNoOther() throws Exception {
    byte[] garbage = {7, 7};
    String before;
    try (Contests contests = new Contests(cluster, CLOCK);
        KafkaProducer<byte[], byte[]> producer = PipelineRun.producer(broker.bootstrapServers())) {
      before = contests.open(ADA, fact("D-6"), "Wrong.").id();
      byte[] key =
          WireFormat.keys(Topics.CONTESTS, cluster.ids()).encode(new ContestKey("unreadable"));
      String topic = Topics.CONTESTS.name();
      producer.send(new ProducerRecord<>(topic, garbage, garbage)).get();
      producer.send(new ProducerRecord<>(topic, key, garbage)).get();

      String after = contests.open(ADA, fact("D-7"), "Wrong.").id();

      try (Contests again = new Contests(cluster, CLOCK)) {
        assertThat(again.get(before)).isPresent();
        assertThat(again.get(after)).isPresent();
        assertThat(again.get("unreadable")).isEmpty();
      }
    }
  }

  /** Ids of contests, and whether the latest record still has one. */
  private static Map<String, Boolean> inTopic() {
    Map<String, Boolean> latest = new HashMap<>();
    WireFormat<ContestKey> keys = WireFormat.keys(Topics.CONTESTS, cluster.ids());
    PublishedTopic.records(
        cluster.clientSettings(),
        Topics.CONTESTS.name(),
        record -> {
          if (record.key() != null
              && keys.decode(record.key()) instanceof Decoded.Value<ContestKey> key) {
            latest.put(key.value().getId(), record.value() != null);
          }
        });
    return latest;
  }

  private static void erase(String customer, Instant at) {
    CustomerErasure erasure = new CustomerErasure("crm", "E-1", 1L, 0, false, at, customer);
    try (EventProducer producer = new EventProducer(cluster.clientSettings(), cluster.ids())) {
      ProducerRecord<byte[], byte[]> record =
          producer
              .records()
              .of(Topics.CUSTOMER_ERASURES, customer, erasure, new Delivery(at.toEpochMilli(), 0));
      producer.send(record);
      producer.flush();
    }
  }

  @Test
  void theLatestLooksAreReadFromTheEnd() {
    Look reps = new Look("/leaderboard", ScopeId.organisation("company"), null);
    Look deal = new Look("/deals/{deal}", null, "D-1");
    try (AccessLog log = new AccessLog(cluster, CLOCK)) {
      log.record(ADA, deal);
      for (int i = 0; i < 5_000; i++) {
        log.record(BOSS, reps);
      }
      log.record(LEAD, deal);
      assertThat(log.latest(10_000, any -> true).entries()).hasSize(5_002);
      assertThat(log.lost()).isZero();
    }

    try (AccessLog log = new AccessLog(cluster, CLOCK)) {
      assertThat(log.latest(3, any -> true).entries()).hasSize(3);
      assertThat(log.latest(2, entry -> entry.look().equals(deal)).entries())
          .containsExactly(
              new Entry(CLOCK.instant(), "Lea", List.of("team"), deal),
              new Entry(CLOCK.instant(), "Ada", List.of("self"), deal));
      assertThat(log.latest(1, entry -> entry.who().equals("nobody")).entries()).isEmpty();
    }
  }
}
