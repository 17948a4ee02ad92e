package io.willingly.streams.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.willingly.event.AlarmState;
import io.willingly.event.QualityAlarm;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.period.Closing;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.config.SettingsReader;
import io.willingly.streams.delivery.Attempts;
import io.willingly.streams.delivery.Delivery;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.StateStores;
import io.willingly.streams.query.StreamsAlarms;
import io.willingly.streams.query.StreamsQueries;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.PublishedTopic;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.Receiver;
import io.willingly.streams.testing.SlidingTeam;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Early warnings from facts to their receivers, over a broker. */
@SuppressWarnings("NullAway.Init") // set before each test
class WatchIT {
  private static final Definition RULES = Definition.standard(ZoneOffset.UTC);
  private static final AsOf NOW = AsOf.day((int) SlidingTeam.TODAY.toEpochDay());
  private static final ObjectMapper JSON = new ObjectMapper();

  private DevBroker broker;
  private Map<String, Object> client;
  private PipelineRun pipeline;

  @BeforeEach
  void start(@TempDir Path directory) {
    broker = DevBroker.start(directory.resolve("broker"), DevBroker.ANY_PORT);
    client = Map.of("bootstrap.servers", broker.bootstrapServers());
    pipeline = PipelineRun.start(broker.bootstrapServers(), directory.resolve("state"), RULES);
    send(SlidingTeam.facts());
  }

  @AfterEach
  void stop() {
    pipeline.close();
    broker.close();
  }

  private void send(List<Fact> facts) {
    PipelineRun.send(broker.bootstrapServers(), facts);
    pipeline.drained();
  }

  private AlarmLog log() {
    return new AlarmLog(new Cluster(client, Deliveries.IDS), "willingly", Clock.systemUTC());
  }

  private void watch(AlarmLog log) {
    watch(log, RULES);
  }

  private void watch(AlarmLog log, Definition rules) {
    int parts = pipeline.service().partitions();
    StateStores stores = StateStores.of(pipeline.service().streams(), parts);
    new AlarmDuty(
            new StreamsAlarms(stores, rules, "company", 1, () -> 0),
            log,
            new Withdrawals(
                new StreamsQueries(
                    stores,
                    RULES,
                    "company",
                    Closing.STANDARD,
                    (scope, period) -> Map.of(),
                    () -> 0),
                RULES.remorseDays()))
        .perform(NOW);
  }

  private List<QualityAlarm> published() {
    List<QualityAlarm> alarms = new ArrayList<>();
    PublishedTopic.read(
        client,
        Topics.QUALITY_ALARMS,
        Deliveries.IDS,
        (key, value) -> {
          if (value != null) {
            alarms.add(value);
          }
        });
    return alarms;
  }

  @Test
  void isRaisedOnceAndWithdrawnWithItsReason() {
    try (AlarmLog log = log()) {
      watch(log);
      watch(log);
    }
    List<QualityAlarm> raised = published();
    try (AlarmLog log = log()) {
      watch(log);
      assertThat(published()).isEqualTo(raised);

      send(SlidingTeam.corrections());
      watch(log);
    }
    List<QualityAlarm> all = published();

    assertThat(raised).isNotEmpty();
    assertThat(raised)
        .allSatisfy(
            alarm -> {
              assertThat(alarm.getState()).isEqualTo(AlarmState.RAISED);
              assertThat(alarm.getQuarter()).isEqualTo("2026-Q4");
              assertThat(alarm.getEvidence()).hasSize((int) alarm.getEvents());
              assertThat(alarm.getEvidence()).allMatch(deal -> deal.getRepId().equals("ann"));
              assertThat(alarm.getDetectionDelayDays()).isPositive();
            });
    assertThat(all).hasSize(2 * raised.size());
    assertThat(all)
        .filteredOn(alarm -> alarm.getState() == AlarmState.RETRACTED)
        .hasSameSizeAs(raised)
        .allSatisfy(
            alarm ->
                assertThat(alarm.getWithdrawal())
                    .contains("is no longer taken back, withdrawn: deal CANCELLED")
                    .contains("crm/CANCELLED-2026-1"));
  }

  @Test
  void saysWhenItsDealsAreAnotherReps() {
    try (AlarmLog log = log()) {
      watch(log);
      send(SlidingTeam.handedOver());
      watch(log);
    }

    assertThat(published())
        .filteredOn(alarm -> alarm.getState() == AlarmState.RETRACTED)
        .isNotEmpty()
        .allSatisfy(
            alarm ->
                assertThat(alarm.getWithdrawal())
                    .contains("counts for rep bea now, no longer for ann"));
  }

  @Test
  void isWithdrawnWithItsRuleSetAndRaisedAnewUnderTheNext() {
    Definition next =
        new SettingsReader(Map.of())
            .read(Map.of(), Map.of("definition.zone", "Z", "definition.version", "2"))
            .definition();
    try (AlarmLog log = log()) {
      watch(log);
      int raised = published().size();

      watch(log, next);
      watch(log, next);

      assertThat(published()).hasSize(3 * raised);
      assertThat(published())
          .filteredOn(alarm -> alarm.getState() == AlarmState.RETRACTED)
          .hasSize(raised)
          .allSatisfy(
              alarm ->
                  assertThat(alarm.getWithdrawal())
                      .isEqualTo("rule set 1, under which it was raised, was replaced by 2"));
      assertThat(log.standing())
          .hasSize(raised)
          .allSatisfy(entry -> assertThat(entry.key().getDefinitionVersion()).isEqualTo(2));
    }
  }

  @Test
  void whoWritesLaterFencesWhoWroteBefore() {
    try (AlarmLog before = log();
        AlarmLog after = log()) {
      assertThat(before.standing()).isEmpty();

      watch(after);

      assertThatThrownBy(() -> watch(before)).isInstanceOf(KafkaException.class);
      List<QualityAlarm> raised = published();
      watch(before);
      assertThat(published()).isEqualTo(raised);
    }
  }

  @Test
  void carriesWhatIsNewToItsReceiver() {
    try (Receiver receiver = new Receiver(n -> 200);
        AlarmLog log = log();
        Delivery delivery = delivery(receiver)) {
      delivery.perform(NOW);
      LocalDate signed = SlidingTeam.END.minusDays(2);
      send(List.of(SlidingTeam.answer(signed, SlidingTeam.TODAY, 1)));
      PipelineRun.await(() -> receiver.posted().size() == 1);
      // On the list already, and no customer of those who are not is to be helped any more.
      send(
          List.of(
              SlidingTeam.answer(signed.minusDays(200), SlidingTeam.TODAY, 1),
              SlidingTeam.answer(SlidingTeam.END.minusDays(4), SlidingTeam.TODAY, 1)));
      watch(log);
      int alarms = published().size();

      PipelineRun.await(() -> receiver.posted().size() == 2 + alarms);
      List<JsonNode> bodies =
          receiver.posted().stream().map(posted -> json(posted.body())).toList();
      assertThat(bodies)
          .extracting(body -> body.path("type").asText())
          .containsOnly("save_list.added", "quality_alarm.raised");
      assertThat(bodies)
          .extracting(body -> body.path("data").path("deal").asText())
          .contains("D-" + signed, "D-" + SlidingTeam.END.minusDays(4));
      assertThat(bodies.get(0).path("data").path("text").asText())
          .startsWith("To save: customer of-" + signed + ", deal D-" + signed + " (rep ann, signed")
          .endsWith(": not happy with the price. 20 days left.");
    }
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new AssertionError(body, e);
    }
  }

  private Delivery delivery(Receiver receiver) {
    Map<String, String> flags =
        Map.of(
            "delivery.webhook-url",
            receiver.url().toString(),
            "delivery.webhook-secret",
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    return new Delivery(
        new SettingsReader(Map.of()).read(Map.of(), flags),
        new Cluster(client, Deliveries.IDS),
        NOW::day,
        Clock.systemUTC(),
        Attempts.UNTOLD);
  }
}
