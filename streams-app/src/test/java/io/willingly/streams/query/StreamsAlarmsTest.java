package io.willingly.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.metrics.alarm.Alarm;
import io.willingly.metrics.alarm.AlarmKind;
import io.willingly.metrics.alarm.Watched;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.SlidingTeam;
import io.willingly.streams.testing.TopologyRunner;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamsAlarmsTest {
  private static final Definition RULES = Definition.standard(ZoneOffset.UTC);
  private static final AsOf NOW = AsOf.day((int) SlidingTeam.TODAY.toEpochDay());
  private static final Period QUARTER = Period.parse("2026-Q4");

  private final TopologyTestDriver driver =
      TopologyRunner.driver(RULES, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  private final AlarmQueries queries =
      new StreamsAlarms(
          store -> List.of(StatePart.of(driver.getKeyValueStore(store.storeName()))),
          RULES,
          "company",
          1,
          () -> 0);

  @BeforeEach
  void tell() {
    SlidingTeam.facts().forEach(fact -> TopologyRunner.pipe(driver, Deliveries.of(fact)));
  }

  @AfterEach
  void close() {
    driver.close();
  }

  private Alarm first(ScopeId.Kind kind, AsOf asOf) {
    return queries.alarms(kind, QUARTER, asOf).alarms().stream()
        .map(Alarms.Warning::alarm)
        .filter(alarm -> alarm.kind() == AlarmKind.CUSUM)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tellsOfTheTeamThatSlidesWithTheDealsItRestsOn() {
    Alarm alarm = first(ScopeId.Kind.TEAM, NOW);

    List<AlarmDeal> deals = queries.deals(alarm, NOW);

    assertThat(alarm.scope()).isEqualTo(ScopeId.team("north"));
    assertThat(alarm.metric()).isEqualTo(Watched.REMORSE);
    assertThat(LocalDate.ofEpochDay(alarm.day()))
        .isBetween(SlidingTeam.SLIDE, SlidingTeam.SLIDE.plusDays(25));
    assertThat(deals).hasSize((int) alarm.events());
    assertThat(deals)
        .allSatisfy(
            deal -> {
              assertThat(deal.rep()).isEqualTo("ann");
              assertThat(deal.reason()).isEqualTo(Explanation.Reason.TOOK_IT_BACK);
              assertThat(deal.cohortDay() + 3).isBetween(alarm.from(), alarm.day());
            });
  }

  @Test
  void tellsOfRepsWhenAskedTo() {
    assertThat(first(ScopeId.Kind.REP, NOW).scope()).isEqualTo(ScopeId.rep("ann"));
    assertThatThrownBy(() -> queries.alarms(ScopeId.Kind.ORGANISATION, QUARTER, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("teams");
    assertThatThrownBy(() -> queries.alarms(ScopeId.Kind.TEAM, Period.ALL, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no quarter");
  }

  @Test
  void aCorrectionUndoesItButNotAsKnownBefore() {
    Alarm before = first(ScopeId.Kind.TEAM, NOW);

    SlidingTeam.corrections().forEach(fact -> TopologyRunner.pipe(driver, Deliveries.of(fact)));

    assertThat(queries.alarms(ScopeId.Kind.TEAM, QUARTER, NOW).alarms()).isEmpty();
    assertThat(first(ScopeId.Kind.TEAM, AsOf.knownOn(NOW.day() - 1))).isEqualTo(before);
  }

  @Test
  void saysItInWords() {
    Alarms alarms = queries.alarms(ScopeId.Kind.TEAM, QUARTER, NOW).of("north");
    Alarm alarm = alarms.alarms().get(0).alarm();

    String text = AlarmText.of(alarms, each -> queries.deals(each, NOW), Format.TABLE);
    String csv = AlarmText.of(alarms, each -> queries.deals(each, NOW), Format.CSV);

    assertThat(text)
        .contains("early warning: team north, suite: " + alarm.events() + " of " + alarm.deals())
        .contains("deals taken back or regretted")
        .contains("Expect 1 false alarm a quarter on the whole floor")
        .contains("they are: D-")
        .contains(" (ann, took it back)");
    assertThat(csv.lines().skip(1)).hasSize(alarms.alarms().size());
    assertThat(csv).contains("2026-Q4,cusum,remorse,team,north,suite,");
  }

  @Test
  void rehearsesWhatItsLimitsAreWorth() {
    Rehearsal rehearsal = queries.rehearse(ScopeId.Kind.TEAM, QUARTER, NOW, 50, 1);

    assertThat(rehearsal.kinds())
        .extracting(Rehearsal.Kind::kind)
        .containsExactly(AlarmKind.values());
    assertThat(rehearsal.charts()).isNotEmpty();
    assertThat(RehearsalText.of(rehearsal, Format.TABLE)).contains("over 50 simulated quarters");
    assertThat(queries.rehearse(ScopeId.Kind.TEAM, QUARTER, NOW, 50, 1)).isEqualTo(rehearsal);
  }
}
