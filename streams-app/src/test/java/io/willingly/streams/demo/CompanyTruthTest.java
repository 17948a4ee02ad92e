package io.willingly.streams.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fold.AnswerCheck;
import io.willingly.metrics.quality.Columns;
import io.willingly.metrics.quality.Value;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import io.willingly.testkit.memory.MemoryPipeline;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is counted of the company is what is true of it, and the story is there to be found. */
class CompanyTruthTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final Definition DEFINITION = Definition.standard(ZONE);
  private static final Columns COLUMNS = Columns.of(DEFINITION);
  private static final LocalDate FROM = LocalDate.of(2024, 6, 1);
  private static final double Z95 = 1.959964;
  private static final int EUR = 978;
  private static final int REPS = 60;

  private static final Company COMPANY =
      new Company(new Company.Settings(Company.Settings.SEED, REPS, FROM, ZONE));

  /** By rep, of the deals signed up to 120 days before the last arrival: all is settled. */
  private static Map<String, Tally> settled = Map.of();

  @BeforeAll
  static void countEighteenMonths() {
    LocalDate until = FROM.plusMonths(18);
    long end = until.atStartOfDay(ZONE).toInstant().toEpochMilli();
    MemoryPipeline pipeline = new MemoryPipeline(DEFINITION);
    Iterator<Fact> facts = COMPANY.facts();
    for (Fact fact = facts.next(); fact.delivery().arrival() < end; fact = facts.next()) {
      pipeline.deliver(fact);
    }
    settled = pipeline.byRep((int) until.minusDays(120).toEpochDay());
  }

  @Test
  void theTopSellerByRevenueIsClearlyBelowWithCustomers() {
    String first =
        settled.keySet().stream().max((a, b) -> Long.compare(revenue(a), revenue(b))).orElseThrow();

    assertThat(first).isEqualTo(COMPANY.topSeller().repId());
    assertThat(interval(first).high()).isLessThan(companyRate());
  }

  @Test
  void theQuietRepIsClearlyAboveAndInTheMiddleByRevenue() {
    String quiet = COMPANY.quietRep().repId();
    long ahead = settled.keySet().stream().filter(rep -> revenue(rep) > revenue(quiet)).count();

    assertThat(interval(quiet).low()).isGreaterThan(companyRate());
    assertThat(ahead).isBetween(3L, REPS * 2L / 3);
  }

  @Test
  void happinessRemorseResponseAndReferralsScatterAroundTheTruthByChanceOnly() {
    assertByChance("kept_happy", "kept_answered", CompanyTruthTest::happyOfKeptAndAnswered);
    assertByChance("remorse_30", "won", RepTruth::remorse30);
    assertByChance("referred_90", "won", RepTruth::refers90);
    assertByChance("surveys_answered", "surveys_delivered", RepTruth::response);
  }

  @Test
  void practiceGoesWithTheTruth() {
    for (RepTruth rep : COMPANY.truth()) {
      Tally tally = settled.getOrDefault(rep.repId(), Tally.ZERO);
      long rep100 = 100 * tally.get(TallyField.REP_SPEECH_MILLIS);
      long speech = rep100 / 100 + tally.get(TallyField.CUSTOMER_SPEECH_MILLIS);

      assertThat(rep100 / (double) speech)
          .as(rep.repId())
          .isBetween(100 * rep.talkShare() - 5, 100 * rep.talkShare() + 5);
      assertThat(tally.sum(TallyField.CARING_ASKED) / (tally.sum(TallyField.CARING_KNOWN) / 5.0))
          .as(rep.repId())
          .isBetween(rep.caringQuestions() - 0.5, rep.caringQuestions() + 0.5);
    }
  }

  @Test
  void theIntegrityOfSurveysFindsWhoLendsHisDeviceAndNobodyElse() {
    String lender = COMPANY.lender().repId();
    for (RepTruth rep : COMPANY.truth()) {
      Tally tally = settled.getOrDefault(rep.repId(), Tally.ZERO);
      long answers = tally.get(TallyField.ANSWER_CHECK, AnswerCheck.ANSWERED.ordinal());
      long afterCall = tally.get(TallyField.ANSWER_CHECK, AnswerCheck.AFTER_CALL.ordinal());

      assertThat(afterCall > answers / 3).as(rep.repId()).isEqualTo(rep.repId().equals(lender));
      assertThat(mostOfOneOrigin(tally) > 4).as(rep.repId()).isEqualTo(rep.repId().equals(lender));
    }
  }

  private static long mostOfOneOrigin(Tally tally) {
    long most = 0;
    for (int bucket = 1; bucket <= TallyField.MAX_BUCKET; bucket++) {
      most = Math.max(most, tally.get(TallyField.ANSWER_ORIGIN, bucket));
    }
    return most;
  }

  /** Sum of squares of what chance would scatter by one each, over all reps. */
  private static void assertByChance(
      String numerator, String denominator, ToDoubleFunction<RepTruth> truth) {
    double squares = 0;
    for (RepTruth rep : COMPANY.truth()) {
      double p = truth.applyAsDouble(rep);
      long n = count(rep.repId(), denominator);
      double z = (count(rep.repId(), numerator) - n * p) / Math.sqrt(n * p * (1 - p));
      squares += z * z;
    }

    // A chi-square of 60 degrees lies below 100 in 999 of 1,000 cases and above 30 likewise.
    assertThat(squares).as("%s of %s", numerator, denominator).isBetween(30.0, 100.0);
  }

  /** Who states regret is not among the kept and answered. */
  private static double happyOfKeptAndAnswered(RepTruth rep) {
    double unhappy = (1 - rep.happy()) * (1 - rep.takenBackUnhappy());
    double silent = 1 - (1 - RepTruth.ANSWERS_LATE) * RepTruth.STATES_REGRET;
    return rep.happyToPay() / (rep.happyToPay() + unhappy * silent);
  }

  private static long revenue(String repId) {
    return settled.getOrDefault(repId, Tally.ZERO).get(TallyField.AMOUNT, EUR);
  }

  private static ProductInterval interval(String repId) {
    long won = count(repId, "won");
    return ProductInterval.of(
        won - count(repId, "remorse_30"),
        won,
        count(repId, "kept_happy"),
        count(repId, "kept_answered"),
        Z95);
  }

  private static double companyRate() {
    Tally all = settled.values().stream().reduce(Tally.ZERO, Tally::plus);
    return COLUMNS.values(all).get("happy_to_pay_rate") instanceof Value.Rate rate
        ? rate.decimal().doubleValue()
        : Double.NaN;
  }

  private static long count(String repId, String column) {
    Value value = COLUMNS.values(settled.getOrDefault(repId, Tally.ZERO)).get(column);
    return value instanceof Value.Count count ? count.count() : -1;
  }
}
