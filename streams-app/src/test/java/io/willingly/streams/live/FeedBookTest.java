package io.willingly.streams.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.event.DealVerdictKey;
import io.willingly.metrics.comparison.Segment;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.demo.Company;
import io.willingly.streams.live.FeedBook.Published;
import io.willingly.streams.query.AlarmQueries;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.BoardQueries;
import io.willingly.streams.query.ComparisonQueries;
import io.willingly.streams.query.Queries;
import io.willingly.streams.query.ReadSide;
import io.willingly.streams.query.Report;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.January;
import io.willingly.streams.testing.TestClock;
import io.willingly.streams.testing.TopologyRunner;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the feed says a change did is what the reports before and after it say. */
class FeedBookTest {
  private static final Definition RULES = Definition.standard(ZoneOffset.UTC);
  private static final LocalDate FROM = LocalDate.of(2026, 1, 1);

  private final TestClock clock = new TestClock(FROM);
  private final TopologyTestDriver driver = TopologyRunner.driver(RULES, clock);
  private final Queries queries = TopologyRunner.queries(driver, RULES);
  private final BoardQueries boards = TopologyRunner.boards(driver, RULES);
  private boolean answering = true;
  private int place;

  @AfterEach
  void close() {
    driver.close();
  }

  private final class Reads implements ReadSide {
    @Override
    public Queries queries() {
      if (!answering) {
        throw new IllegalStateException("being restored");
      }
      return queries;
    }

    @Override
    public AlarmQueries alarms() {
      throw new IllegalStateException("not asked");
    }

    @Override
    public ComparisonQueries comparisons() {
      throw new IllegalStateException("not asked");
    }

    @Override
    public BoardQueries boards() {
      return boards;
    }

    @Override
    public ZoneId zone() {
      return RULES.zone();
    }

    @Override
    public int today() {
      return RULES.dayOfMillis(clock.millis());
    }
  }

  private FeedBook book() {
    return new FeedBook(new Reads(), RULES, "company");
  }

  /** That knows the company's numbers of a day. */
  private FeedBook bookOf(String day) {
    clock.set(LocalDate.parse(day));
    FeedBook book = book();
    book.settle();
    return book;
  }

  /** Has a fact arrive on the day of its arrival, and returns what was published. */
  private List<Published> arrives(Fact fact) {
    clock.set(LocalDate.ofInstant(Instant.ofEpochMilli(fact.delivery().arrival()), ZoneOffset.UTC));
    TopologyRunner.pipe(driver, Deliveries.of(fact));
    List<Published> published = new ArrayList<>();
    for (var record : TopologyRunner.records(driver, Topics.DEAL_VERDICTS)) {
      published.add(
          new Published("p-" + place++, clock.millis(), record.getKey(), record.getValue()));
    }
    return published;
  }

  private Report.Row row() {
    return report().rows().get(0);
  }

  private Report report() {
    int today = RULES.dayOfMillis(clock.millis());
    return boards.row(
        ScopeId.organisation("company"), Period.ROLLING_90D, Segment.ALL, AsOf.day(today));
  }

  private FeedEntry only(List<FeedEntry> entries) {
    assertThat(entries).hasSize(1);
    return entries.get(0);
  }

  @Test
  void theEffectsOfAllChangesAddUpToTheReport() {
    FeedBook book = book();
    Set<String> whats = new HashSet<>();
    int day = -1;
    int effects = 0;
    Iterator<Fact> facts = new Company(new Company.Settings(5, 12, FROM, ZoneOffset.UTC)).facts();
    for (int i = 0; i < 4_000; i++) {
      Fact fact = facts.next();
      int arrival = RULES.dayOfMillis(fact.delivery().arrival());
      if (arrival != day) {
        clock.set(LocalDate.ofEpochDay(arrival));
        book.settle();
        day = arrival;
      }
      List<Published> published = arrives(fact);
      for (FeedEntry entry : book.live(published)) {
        whats.add(entry.what());
        if (entry.effect() != null) {
          effects++;
          assertThat(entry.effect().after()).isEqualTo(HeadlineCounts.of(report()));
        }
      }
    }
    Report.Row row = row();
    FeedEffect shown = new FeedEffect(HeadlineCounts.ZERO, HeadlineCounts.of(report()));
    assertThat(effects).isGreaterThan(200);
    assertThat(whats).contains("WON", "LOST", "TOOK_IT_BACK", "TOLD_HAPPY", "REFERRED");
    assertThat(shown.after().happyToPay().text()).isEqualTo(row.value("happy_to_pay_rate"));
    assertThat(shown.after().remorseRate().text()).isEqualTo(row.value("remorse_rate_30"));
    assertThat(shown.after().referralRate().text()).isEqualTo(row.value("referral_rate_90"));
  }

  @Test
  void aRefundOfADealItNeverSawIsComparedWithTheDayBefore() {
    January.deals().forEach(this::arrives);
    FeedBook book = bookOf("2026-02-20");

    FeedEntry entry = only(book.live(arrives(January.refund())));
    JsonNode json = FeedText.row(entry);

    assertThat(entry.what()).isEqualTo("TOOK_IT_BACK");
    assertThat(entry.deal()).isEqualTo("D-1");
    assertThat(entry.rep()).isEqualTo("r1");
    assertThat(entry.source()).isEqualTo("crm");
    assertThat(entry.event()).isEqualTo("R-881");
    assertThat(json.at("/effect/period").asText()).isEqualTo("rolling-90d");
    assertThat(json.at("/effect/remorse/before").decimalValue()).isEqualByComparingTo("0");
    assertThat(json.at("/effect/remorse/after").decimalValue())
        .isEqualByComparingTo(new BigDecimal(row().value("remorse_rate_30")))
        .isEqualByComparingTo("0.2");
    assertThat(json.at("/effect/referral").isMissingNode()).isTrue();
    assertThat(json.at("/effect/happy_to_pay").isMissingNode()).isTrue();
  }

  @Test
  void whatThePastDidIsInTheNumbersAlready() {
    January.deals().forEach(this::arrives);

    FeedEntry entry = only(book().past(arrives(January.refund())));

    FeedEffect effect = Objects.requireNonNull(entry.effect());
    assertThat(effect.before().remorse()).isZero();
    assertThat(effect.after()).isEqualTo(HeadlineCounts.of(report()));
  }

  @Test
  void theEvidenceOfACorrectionIsWhatWent() {
    January.deals().forEach(this::arrives);
    FeedBook book = bookOf("2026-02-20");
    book.live(arrives(January.refund()));

    FeedEntry entry = only(book.live(arrives(January.refundWithdrawn("2026-02-20"))));

    assertThat(entry.what()).isEqualTo("NO_WORD");
    assertThat(entry.event()).isEqualTo("R-881");
    FeedEffect effect = Objects.requireNonNull(entry.effect());
    assertThat(effect.after().remorse()).isZero();
    assertThat(effect.before().kept()).isEqualTo(4);
  }

  @Test
  void whatNobodyKnowsIsNotGuessed() {
    January.deals().forEach(this::arrives);
    FeedBook book = book();
    List<Published> refund = arrives(January.refund());
    answering = false;

    FeedEntry entry = only(book.live(refund));

    assertThat(entry.what()).isEqualTo("TOOK_IT_BACK");
    assertThat(entry.effect()).isNull();
    assertThat(FeedText.row(entry).path("effect").isNull()).isTrue();
  }

  @Test
  void aDealOfLongAgoMovesNothing() {
    January.deals().forEach(this::arrives);
    FeedBook book = book();
    List<Published> refund = arrives(January.refund());
    clock.set(LocalDate.of(2026, 6, 1));

    assertThat(book.past(refund)).allSatisfy(entry -> assertThat(entry.effect()).isNull());
  }

  @Test
  void whatNobodyWouldNoticeAndOtherRuleSetsAreNotTold() {
    January.deals().forEach(this::arrives);
    FeedBook book = book();
    List<Published> refund = arrives(January.refund());
    Published again = refund.get(0);
    var other =
        new DealVerdictKey(
            again.key().getCustomerId(), again.key().getDealId(), RULES.version() + 1);

    assertThat(book.live(refund)).hasSize(1);
    assertThat(book.live(refund)).isEmpty();
    assertThat(book.live(List.of(new Published("x", 0, other, again.verdict())))).isEmpty();
  }

  @Test
  void aDealThatIsGoneIsToldOnceAndAnErasedOneNever() {
    January.deals().forEach(this::arrives);
    FeedBook book = book();
    Published refund = arrives(January.refund()).get(0);
    Published gone = new Published("gone", refund.timestamp(), refund.key(), null);
    var erased = new DealVerdictKey("of-nobody", "D-0", RULES.version());

    List<FeedEntry> entries =
        book.live(
            List.of(
                refund,
                gone,
                new Published("e-1", refund.timestamp(), erased, refund.verdict()),
                new Published("e-2", refund.timestamp(), erased, null)));

    FeedEntry entry = only(entries);
    assertThat(entry.what()).isEqualTo("WITHDRAWN");
    assertThat(entry.key()).isEqualTo("gone");
    assertThat(entry.rep()).isEqualTo("r1");
  }
}
