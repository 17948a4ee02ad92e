package io.willingly.streams.cli;

import io.willingly.metrics.fact.Currencies;
import io.willingly.metrics.fold.Outcome;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.CellKey;
import io.willingly.streams.cli.BoardState.Line;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.Ledger;
import io.willingly.streams.query.Queries;
import io.willingly.streams.query.Report;
import io.willingly.streams.query.ReportText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;

/** Asks for what the board shows. */
final class BoardReader {
  private static final String RATE = "happy_to_pay_rate";

  private final Queries queries;
  private final Clock clock;
  private final ZoneId zone;
  private final String topSeller;
  private long countedBefore;
  private long askedBefore;

  /**
   * A reader.
   *
   * @param clock the demo's
   * @param topSeller the rep the story is about
   */
  BoardReader(Queries queries, Clock clock, ZoneId zone, String topSeller) {
    this.queries = queries;
    this.clock = clock;
    this.zone = zone;
    this.topSeller = topSeller;
  }

  BoardState read() {
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), zone);
    int today = (int) now.toLocalDate().toEpochDay();
    List<Report.Row> reps = rows(ScopeId.Kind.REP, today);
    Map<Outcome, Long> ledger = ledger();
    return new BoardState(
        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT)
            .format(now.truncatedTo(ChronoUnit.MINUTES)),
        rows(ScopeId.Kind.ORGANISATION, today).stream()
            .map(BoardReader::line)
            .findFirst()
            .orElse(NOTHING),
        rows(ScopeId.Kind.TEAM, today).stream().map(BoardReader::line).toList(),
        reps.stream().map(BoardReader::line).toList(),
        reps.stream()
            .filter(row -> row.id().equals(topSeller))
            .map(BoardReader::line)
            .findFirst()
            .orElse(null),
        ledger,
        perSecond(ledger.values().stream().mapToLong(Long::longValue).sum()));
  }

  private static final Line NOTHING = new Line("company", "", 0, 0, "-", "-", "-", "-");

  /** Best happy-to-pay rate first; those without one last. */
  private List<Report.Row> rows(ScopeId.Kind kind, int today) {
    return queries.report(kind, Period.ALL, AsOf.day(today)).rows().stream()
        .filter(row -> row.role().equals(CellKey.PRIMARY))
        .sorted(Comparator.comparing(BoardReader::rate).reversed())
        .toList();
  }

  private static BigDecimal rate(Report.Row row) {
    String rate = row.value(RATE);
    return rate.isEmpty() ? BigDecimal.ONE.negate() : new BigDecimal(rate);
  }

  private Map<Outcome, Long> ledger() {
    Ledger ledger = queries.ledger();
    Map<Outcome, Long> totals = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      totals.put(outcome, ledger.total(outcome));
    }
    return totals;
  }

  private long perSecond(long counted) {
    long now = System.nanoTime();
    long millis = TimeUnit.NANOSECONDS.toMillis(now - askedBefore);
    long rate = askedBefore == 0 || millis == 0 ? 0 : (counted - countedBefore) * 1000 / millis;
    countedBefore = counted;
    askedBefore = now;
    return rate;
  }

  private static Line line(Report.Row row) {
    return new Line(
        row.id(),
        row.name(),
        Long.parseLong(row.value("won")),
        Long.parseLong(row.value("kept_answered")),
        ReportText.percent(row.value(RATE)),
        ReportText.percent(row.value("remorse_rate_30")),
        ReportText.percent(row.value("referral_rate_90")),
        money(row.value("amount")));
  }

  /** {@code EUR=123456;JPY=7} in minor units becomes {@code EUR 1,235 + JPY 7}. */
  static String money(String amounts) {
    StringJoiner words = new StringJoiner(" + ");
    for (String amount : amounts.isEmpty() ? new String[0] : amounts.split(";")) {
      int equals = amount.indexOf('=');
      String currency = amount.substring(0, equals);
      BigDecimal major =
          new BigDecimal(amount.substring(equals + 1))
              .movePointLeft(Currencies.minorDigits(currency).orElse(0))
              .setScale(0, RoundingMode.HALF_UP);
      words.add("%s %,d".formatted(currency, major.toBigInteger()));
    }
    return words.toString();
  }
}
