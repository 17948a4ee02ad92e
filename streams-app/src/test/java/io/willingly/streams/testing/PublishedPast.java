package io.willingly.streams.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.event.Maturity;
import io.willingly.event.RateCertainty;
import io.willingly.event.ServiceQuality;
import io.willingly.event.ServiceQualityKey;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.ExplainResult;
import io.willingly.streams.query.Explanation;
import io.willingly.streams.query.Explanation.Fraction;
import io.willingly.streams.query.Metric;
import io.willingly.streams.query.Queries;
import io.willingly.streams.query.Report;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** What stood on {@code service-quality} at the end of each day, to be asked for again later. */
public final class PublishedPast {
  private final SortedMap<Integer, Map<ServiceQualityKey, ServiceQuality>> byDay = new TreeMap<>();

  /** A row on one of the days, published by then or not. */
  public record Tile(int day, ServiceQualityKey key) {
    private ScopeId scope() {
      return new ScopeId(ScopeId.Kind.valueOf(key.getScope()), key.getId());
    }

    private Period period() {
      return Period.parse(key.getPeriod());
    }
  }

  /** What is answered about a tile: its row in the report, and the deals behind its rates. */
  public record Answer(Optional<Report.Row> row, List<Explanation> explanations) {}

  public void record(int day, Map<ServiceQualityKey, ServiceQuality> latest) {
    byDay.put(day, new HashMap<>(latest));
  }

  /**
   * Some of the tiles that stood there on any day, each on a day of its own. No rolling one that
   * was not there: only its row says which day it ends on.
   */
  public List<Tile> pick(int count, Random random) {
    Set<ServiceQualityKey> all = new LinkedHashSet<>();
    byDay.values().forEach(rows -> all.addAll(rows.keySet()));
    List<ServiceQualityKey> keys = new ArrayList<>(all);
    keys.sort(Comparator.naturalOrder());
    List<Integer> days = List.copyOf(byDay.keySet());
    List<Tile> picked = new ArrayList<>();
    while (picked.size() < count) {
      Tile tile =
          new Tile(days.get(random.nextInt(days.size())), keys.get(random.nextInt(keys.size())));
      if (row(tile) != null || !tile.period().rolling()) {
        picked.add(tile);
      }
    }
    return picked;
  }

  private @Nullable ServiceQuality row(Tile tile) {
    return byDay.getOrDefault(tile.day(), Map.of()).get(tile.key());
  }

  /** Whether it is another on the last day: then to answer with the present would be wrong. */
  public boolean changedSince(Tile tile) {
    ServiceQuality last = row(new Tile(byDay.lastKey(), tile.key()));
    return !counts(row(tile)).equals(counts(last));
  }

  /** Asks for a tile as known on its day. */
  public Answer ask(Tile tile, Queries queries) {
    ServiceQuality published = row(tile);
    int asOf = published == null ? tile.day() : (int) published.getAsOf().toEpochDay();
    AsOf then = new AsOf(asOf, tile.day());
    Report report = queries.report(tile.scope().kind(), tile.period(), then);
    List<Explanation> explanations = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      ExplainResult result =
          queries.explain(tile.scope(), tile.key().getRole(), metric, tile.period(), then);
      assertThat(result).as(tile.toString()).isInstanceOf(Explanation.class);
      explanations.add((Explanation) result);
    }
    return new Answer(
        report.rows().stream()
            .filter(row -> row.id().equals(tile.key().getId()))
            .filter(row -> row.role().equals(tile.key().getRole()))
            .findFirst(),
        explanations);
  }

  /** The report has what was published, and the deals sum to it. */
  public void assertSame(Tile tile, Answer answer) {
    Map<String, Long> published = counts(row(tile));
    Map<String, Long> reported = new TreeMap<>();
    published.keySet().forEach(column -> reported.put(column, count(answer, column)));
    assertThat(reported).as("report of %s", tile).isEqualTo(published);
    assertThat(answer.row().map(PublishedPast::certainties).orElse(List.of()))
        .as("certainties of %s", tile)
        .isEqualTo(certainties(row(tile)));
    // A single day is published without: its age moves on though nothing changes.
    if (tile.period().kind() != Period.Kind.DAY) {
      assertThat(answer.row().map(PublishedPast::maturity).orElse(List.of()))
          .as("maturity of %s", tile)
          .isEqualTo(maturity(row(tile)));
    }
    for (Explanation explanation : answer.explanations()) {
      Metric metric = explanation.metric();
      assertThat(explanation.sum())
          .as("sum of the deals behind %s of %s", metric, tile)
          .isEqualTo(
              new Fraction(
                  published.getOrDefault(metric.numerator(), 0L),
                  published.getOrDefault(metric.denominator(), 0L)))
          .isEqualTo(explanation.reported());
    }
  }

  private static long count(Answer answer, String column) {
    return answer.row().map(row -> Long.parseLong(row.value(column))).orElse(0L);
  }

  /** Every count of a row by its column; zeros for a row that is not there. */
  private static Map<String, Long> counts(@Nullable ServiceQuality row) {
    Map<String, Long> counts = new TreeMap<>();
    for (Schema.Field field : ServiceQuality.SCHEMA$.getFields()) {
      if (field.schema().getType() == Schema.Type.LONG) {
        counts.put(field.name(), row == null ? 0L : (Long) row.get(field.pos()));
      }
    }
    return counts;
  }

  private static List<String> certainties(@Nullable ServiceQuality row) {
    List<String> told = new ArrayList<>();
    for (RateCertainty rate : row == null ? List.<RateCertainty>of() : row.getRates()) {
      told.add(
          "%s %s %d/%d of %d, %s to %s"
              .formatted(
                  rate.getRate(),
                  rate.getState(),
                  rate.getNumerator(),
                  rate.getDenominator(),
                  rate.getEligible(),
                  millionths(rate.getLow()),
                  millionths(rate.getHigh())));
    }
    return told;
  }

  private static List<String> certainties(Report.Row row) {
    return row.rates().stream()
        .map(
            rate ->
                "%s %s %d/%d of %d, %s to %s"
                    .formatted(
                        rate.rate(),
                        rate.state(),
                        rate.numerator(),
                        rate.denominator(),
                        rate.eligible(),
                        rate.interval() == null ? null : rate.interval().low(),
                        rate.interval() == null ? null : rate.interval().high()))
        .toList();
  }

  private static List<String> maturity(@Nullable ServiceQuality row) {
    List<String> told = new ArrayList<>();
    for (Maturity window : row == null ? List.<Maturity>of() : row.getMaturity()) {
      told.add(
          "%s %d %s %d %d %d %d %d, %s"
              .formatted(
                  window.getOutcome(),
                  window.getDays(),
                  window.getState(),
                  window.getWon(),
                  window.getObserved(),
                  window.getSettled(),
                  window.getSettledObserved(),
                  window.getLongestFollowUp(),
                  millionths(window.getExpected())));
    }
    return told;
  }

  private static List<String> maturity(Report.Row row) {
    return row.maturity().stream()
        .map(
            window ->
                "%s %d %s %d %d %d %d %d, %s"
                    .formatted(
                        window.outcome().text(),
                        window.days(),
                        window.state(),
                        window.won(),
                        window.observed(),
                        window.settled(),
                        window.settledObserved(),
                        window.longestFollowUp(),
                        window.expected()))
        .toList();
  }

  private static @Nullable BigInteger millionths(@Nullable ByteBuffer decimal) {
    if (decimal == null) {
      return null;
    }
    byte[] unscaled = new byte[decimal.remaining()];
    decimal.duplicate().get(unscaled);
    return new BigInteger(unscaled);
  }
}
