package io.willingly.streams.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Content.ReferralStep;
import io.willingly.metrics.fact.Content.SurveyStep;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Family;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CompanyTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
  private static final long FIVE_MINUTES = 300_000;

  @Test
  void theSameSettingsGiveTheSameFacts() {
    List<Fact> once = first(5_000, small(7));
    List<Fact> again = first(5_000, small(7));

    assertThat(again).isEqualTo(once);
    assertThat(first(5_000, small(8))).isNotEqualTo(once);
  }

  @Test
  void theHistoryOfTheDemoIsOfTheSizeSaidAndHoldsEveryKindOfFact() {
    Company company = new Company(Company.Settings.demo(NOW, ZONE));
    Set<DealKind> deals = EnumSet.noneOf(DealKind.class);
    Set<SurveyStep> surveys = EnumSet.noneOf(SurveyStep.class);
    Set<ReferralStep> referrals = EnumSet.noneOf(ReferralStep.class);
    Set<Family> families = EnumSet.noneOf(Family.class);
    Iterator<Fact> facts = company.facts();
    int count = 0;
    int future = 0;
    long last = Long.MIN_VALUE;

    for (Fact fact = facts.next(); arrival(fact) < NOW.toEpochMilli(); fact = facts.next()) {
      count++;
      families.add(fact.family());
      if (fact.content() instanceof Content.Deal deal) {
        deals.add(deal.kind());
      } else if (fact.content() instanceof Content.Survey survey) {
        surveys.add(survey.step());
      } else if (fact.content() instanceof Content.Referral referral) {
        referrals.add(referral.step());
      }
      assertThat(arrival(fact)).isGreaterThan(last);
      last = arrival(fact);
      if (fact.occurredAt() / 1000 > last + FIVE_MINUTES) {
        future++;
      }
    }

    assertThat(count).isBetween(250_000, 400_000);
    assertThat(deals).containsExactlyInAnyOrder(DealKind.values());
    assertThat(surveys).containsExactlyInAnyOrder(SurveyStep.values());
    assertThat(referrals).containsExactlyInAnyOrder(ReferralStep.values());
    assertThat(families).containsExactlyInAnyOrder(Family.values());
    assertThat(future).as("facts of the future").isBetween(1, count / 1_000);
  }

  @Test
  void memoryHoldsWhatIsOnItsWayNotThePast() {
    Company.Settings settings = small(3);
    Simulation simulation = new Simulation(settings, new Company(settings).truth());

    int afterTwoYears = heldUntil(simulation, settings.from().plusYears(2));
    int afterEightYears = heldUntil(simulation, settings.from().plusYears(8));

    assertThat(afterEightYears).isBetween(afterTwoYears / 2, afterTwoYears * 3 / 2);
  }

  private static int heldUntil(Simulation simulation, LocalDate date) {
    long end = date.atStartOfDay(ZONE).toInstant().toEpochMilli();
    Fact fact = simulation.next();
    while (arrival(fact) < end) {
      fact = simulation.next();
    }
    return simulation.onTheWay();
  }

  private static Company.Settings small(long seed) {
    return new Company.Settings(seed, 12, LocalDate.of(2025, 1, 1), ZONE);
  }

  private static List<Fact> first(int count, Company.Settings settings) {
    Iterator<Fact> facts = new Company(settings).facts();
    List<Fact> taken = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      taken.add(facts.next());
    }
    return taken;
  }

  private static long arrival(Fact fact) {
    return fact.delivery().arrival();
  }
}
