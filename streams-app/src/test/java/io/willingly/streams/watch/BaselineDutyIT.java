package io.willingly.streams.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.event.BaselineKey;
import io.willingly.event.BaselineSegment;
import io.willingly.event.BaselineVersion;
import io.willingly.metrics.comparison.Baseline;
import io.willingly.metrics.comparison.Component;
import io.willingly.metrics.comparison.Segment;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.period.Period.Days;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.statistics.Prior;
import io.willingly.metrics.tally.CellKey.Recurrence;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.ComparisonQueries;
import io.willingly.streams.query.Metric;
import io.willingly.streams.query.MixResult;
import io.willingly.streams.query.Standings;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.TopicSetup;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.Published;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineDutyIT {
  private static final Definition RULES = Definition.standard(ZoneOffset.UTC);
  private static final int MONDAY = (int) LocalDate.parse("2026-11-16").toEpochDay();

  @Test
  void publishesEachMondayOnce(@TempDir Path directory) {
    try (DevBroker broker = DevBroker.start(directory, DevBroker.ANY_PORT)) {
      Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
      try (Admin admin = Admin.create(settings)) {
        TopicSetup.createMissing(admin, 1, 1);
      }
      Cluster cluster = new Cluster(settings, Deliveries.IDS);
      Duty duty = new BaselineDuty(new Fixed(), RULES, cluster);

      duty.perform(AsOf.day(MONDAY));
      assertThat(read(broker)).as("published while some may still be on its way").isEmpty();

      duty.perform(AsOf.day(MONDAY));
      duty.perform(AsOf.day(MONDAY + 6));
      Duty successor = new BaselineDuty(new Fixed(), RULES, cluster);
      successor.perform(AsOf.day(MONDAY + 6));
      successor.perform(AsOf.day(MONDAY + 6));
      assertThat(read(broker))
          .extracting(record -> record.key().getScope() + " " + record.key().getFittedOn())
          .containsExactly("REP 2026-11-16", "TEAM 2026-11-16");

      duty.perform(AsOf.day(MONDAY + 7));
      duty.perform(AsOf.day(MONDAY + 7));
      assertThat(read(broker)).hasSize(4);
      assertThat(read(broker).get(0).value()).isEqualTo(expected());
    }
  }

  private static List<ConsumerRecord<BaselineKey, BaselineVersion>> read(DevBroker broker) {
    return Published.all(broker.bootstrapServers(), Topics.BASELINES);
  }

  private static BaselineVersion expected() {
    return new BaselineVersion(
        RULES.hash(),
        LocalDate.ofEpochDay(MONDAY - 395),
        LocalDate.ofEpochDay(MONDAY - 31),
        List.of(
            new BaselineSegment(null, null, 2.0, 40.0, 7, 5L, 100L),
            new BaselineSegment("x", "ONE_OFF", 1.0, 30.0, 6, 1L, 50L)));
  }

  /** Two segments of one component. */
  private static final class Fixed implements ComparisonQueries {
    @Override
    public List<Baseline> baselines(ScopeId.Kind kind, int monday) {
      Days window = new Days(monday - 395, monday - 31);
      return List.of(
          new Baseline(
              Component.REMORSE, kind, Segment.ALL, monday, window, new Prior(2, 40), 7, 5, 100),
          new Baseline(
              Component.REMORSE,
              kind,
              new Segment("x", Recurrence.ONE_OFF),
              monday,
              window,
              new Prior(1, 30),
              6,
              1,
              50));
    }

    @Override
    public Standings compare(
        ScopeId.Kind kind, Metric metric, Period period, Segment segment, AsOf asOf) {
      throw new UnsupportedOperationException();
    }

    @Override
    public MixResult mix(ScopeId scope, Metric metric, Period period, Segment segment, AsOf asOf) {
      throw new UnsupportedOperationException();
    }
  }
}
