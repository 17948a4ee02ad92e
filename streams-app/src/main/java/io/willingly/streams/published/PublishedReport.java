package io.willingly.streams.published;

import io.willingly.event.DayCount;
import io.willingly.event.RateCertainty;
import io.willingly.event.RateState;
import io.willingly.event.ServiceQuality;
import io.willingly.event.ServiceQualityKey;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.quality.Certainty;
import io.willingly.metrics.quality.Certainty.Bounds;
import io.willingly.metrics.quality.Certainty.State;
import io.willingly.metrics.quality.Column;
import io.willingly.metrics.quality.Columns;
import io.willingly.metrics.quality.Endpoint;
import io.willingly.metrics.quality.Maturity;
import io.willingly.metrics.quality.Value;
import io.willingly.metrics.scope.Cohort;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import io.willingly.schemas.quality.Rates;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.query.Report.Row;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code service-quality} as rows of a report: the same values, to the last digit, as those
 * made of the tallies.
 *
 * @param asOf the organisation's date of the question, as an epoch day
 */
record PublishedReport(Definition definition, Period period, int asOf) {

  /**
   * The row of a report; none of one that is zero (R79).
   *
   * @param name of a rep as the directory has it, else empty
   * @throws BadInput when the row would be another one on the day of the question
   */
  Optional<Row> row(ServiceQualityKey key, ServiceQuality published, String name) {
    List<Column> columns = Columns.of(definition).all();
    Map<String, Value> values = new LinkedHashMap<>();
    columns.forEach(column -> values.put(column.name(), value(column, published)));
    if (values.values().stream().allMatch(Value::isZero)) {
      return Optional.empty();
    }
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((column, value) -> texts.put(column, value.text()));
    return Optional.of(
        new Row(
            key.getId(),
            key.getRole(),
            name,
            texts,
            certainties(columns, published),
            maturity(published)));
  }

  private static Value value(Column column, ServiceQuality row) {
    Object field = row.get(column.name());
    return switch (column.kind()) {
      case COUNT -> new Value.Count((Long) field);
      case RATE -> field == null ? Value.ABSENT : new Value.Rate(millionths((ByteBuffer) field));
      case MONEY ->
          new Value.Amounts(
              ((List<?>) field)
                  .stream()
                      .map(io.willingly.event.Money.class::cast)
                      .map(money -> new Money(money.getMinor(), money.getCurrency()))
                      .toList());
    };
  }

  private static List<Certainty> certainties(List<Column> columns, ServiceQuality row) {
    Map<String, RateCertainty> byRate =
        row.getRates().stream()
            .collect(Collectors.toMap(RateCertainty::getRate, certainty -> certainty));
    List<Certainty> certainties = new ArrayList<>();
    for (Column column : columns) {
      RateCertainty published = byRate.get(column.name());
      Column.Share share = column.share();
      if (published != null && share != null) {
        certainties.add(
            new Certainty(
                column.name(),
                state(published.getState()),
                published.getNumerator(),
                published.getDenominator(),
                published.getEligible(),
                share.basis(),
                rate(published.getResponseRate()),
                bounds(published.getLow(), published.getHigh()),
                bounds(published.getJeffreysLow(), published.getJeffreysHigh()),
                bounds(published.getWorstLow(), published.getWorstHigh())));
      }
    }
    return certainties;
  }

  private List<Maturity> maturity(ServiceQuality row) {
    if (period.kind() == Period.Kind.DAY) {
      return ofDay(row);
    }
    int published = Math.toIntExact(row.getAsOf().toEpochDay());
    List<Maturity> windows = new ArrayList<>();
    boolean settled = true;
    for (io.willingly.event.Maturity window : row.getMaturity()) {
      settled &= window.getDays() < Maturity.LONGEST || window.getWon() == window.getSettled();
      windows.add(window(window, asOf - published));
    }
    if (asOf != published && (period.rolling() || !settled || asOf < published)) {
      LocalDate day = LocalDate.ofEpochDay(published);
      throw new BadInput(
          ("the numbers of %s were published as of %s, and are others on %s: ask with --as-of %s; a"
                  + " pipeline that runs publishes them anew each day")
              .formatted(period, day, LocalDate.ofEpochDay(asOf), day));
    }
    return windows;
  }

  /** All deals of a day are of one age, which moves on without a publication. */
  private List<Maturity> ofDay(ServiceQuality row) {
    Tally.Builder tally = new Tally.Builder();
    tally.add(TallyField.WON.key(), row.getWon());
    for (DayCount count : row.getHistograms()) {
      tally.add(TallyField.valueOf(count.getField()).key(count.getBucket()), count.getCount());
    }
    int age = asOf - period.firstDay();
    return age < 0
        ? List.of()
        : Maturity.of(List.of(new Cohort(age, tally.build())), definition.minimumCount());
  }

  /**
   * A window of an outcome.
   *
   * @param days since the publication, by which the oldest deal is older
   */
  private static Maturity window(io.willingly.event.Maturity window, int days) {
    return new Maturity(
        Endpoint.parse(window.getOutcome()),
        window.getDays(),
        state(window.getState()),
        window.getWon(),
        window.getObserved(),
        window.getSettled(),
        window.getSettledObserved(),
        window.getLongestFollowUp() + days,
        rate(window.getExpected()),
        bounds(window.getLow(), window.getHigh()));
  }

  private static State state(RateState state) {
    return state == RateState.TOO_FEW ? State.TOO_FEW : State.TOLD;
  }

  private static @Nullable Bounds bounds(@Nullable ByteBuffer low, @Nullable ByteBuffer high) {
    return low == null || high == null ? null : new Bounds(millionths(low), millionths(high));
  }

  private static @Nullable Long rate(@Nullable ByteBuffer field) {
    return field == null ? null : (Long) millionths(field);
  }

  private static long millionths(ByteBuffer field) {
    return Rates.read(field).unscaledValue().longValueExact();
  }
}
