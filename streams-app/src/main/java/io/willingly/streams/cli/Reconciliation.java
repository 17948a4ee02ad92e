package io.willingly.streams.cli;

import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Currencies;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.fold.CustomerView.FactView;
import io.willingly.metrics.fold.Outcome;
import io.willingly.streams.query.Sheet;
import io.willingly.streams.query.SourceFacts;
import io.willingly.streams.rejected.Rejected;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An export beside what has been counted of its source. */
final class Reconciliation {
  private final ZoneId zone;
  private final Map<Line, Sums> lines = new TreeMap<>();
  private final List<Missing> missing = new ArrayList<>();

  /**
   * A line of the comparison: money of different currencies is never added.
   *
   * @param what family and kind, such as {@code deal WON}
   * @param currency empty where there is no money
   */
  private record Line(YearMonth month, String what, String currency) implements Comparable<Line> {
    @Override
    public int compareTo(Line other) {
      int byMonth = month.compareTo(other.month);
      int byWhat = byMonth != 0 ? byMonth : what.compareTo(other.what);
      return byWhat != 0 ? byWhat : currency.compareTo(other.currency);
    }
  }

  /** Counts and minor units, of the file and of what is counted. */
  private static final class Sums {
    private long inFile;
    private long counted;
    private BigInteger minorInFile = BigInteger.ZERO;
    private BigInteger minorCounted = BigInteger.ZERO;
  }

  /**
   * Something that is on one side only, or is not counted.
   *
   * @param where {@code file}, {@code counted} or {@code both}
   */
  private record Missing(String where, String what, String id, String customer, String why) {}

  private Reconciliation(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * Compares.
   *
   * @param zone of the organisation, for months
   * @param rejected records of the source that were rejected
   */
  static Reconciliation of(
      MappedFiles file, SourceFacts known, Iterable<Rejected> rejected, ZoneId zone) {
    Reconciliation all = new Reconciliation(zone);
    Map<String, SourceFacts.Entry> byKey = new HashMap<>();
    known.facts().forEach(entry -> byKey.put(entry.key(), entry));
    Map<String, Rejected> byEvent = new HashMap<>();
    rejected.forEach(each -> byEvent.put(String.valueOf(each.event().getEventId()), each));
    file.facts()
        .forEach(
            (key, fact) -> {
              if (!fact.retracted()) {
                all.inFile(fact, byKey.get(key), byEvent.get(fact.id().eventId()));
              }
            });
    file.leftOut().forEach(all::leftOut);
    known.facts().forEach(entry -> all.counted(entry, file.facts().get(entry.key())));
    return all;
  }

  private void inFile(Fact fact, SourceFacts.@Nullable Entry known, @Nullable Rejected rejected) {
    Sums sums = sums(fact.occurredAt(), fact.content());
    sums.inFile++;
    sums.minorInFile = sums.minorInFile.add(minor(fact.content()));
    String why = null;
    if (known == null) {
      why =
          rejected == null
              ? "never seen: replay the export"
              : "rejected: " + rejected.event().getReason() + ": " + rejected.event().getMessage();
    } else if (known.fact().retracted()) {
      why = "withdrawn by revision " + known.fact().version().revision();
    } else if (known.fact().reason().outcome() != Outcome.COUNTED) {
      why =
          known.fact().reason().outcome().name().toLowerCase(java.util.Locale.ROOT)
              + ": "
              + known.fact().reason().text();
    } else if (!known.fact().content().equals(fact.content())
        || known.fact().occurredAt() != fact.occurredAt()) {
      why =
          known.fact().version().compareTo(fact.version()) > 0
              ? "superseded: what is counted is of revision " + known.fact().version().revision()
              : "the export is newer than what is counted: replay it";
    }
    if (why != null) {
      String where = known == null ? "file" : "both";
      missing.add(
          new Missing(where, what(fact.content()), fact.id().eventId(), fact.customerId(), why));
    }
  }

  private void leftOut(RowOutcome row) {
    String why =
        row instanceof RowOutcome.Rejected rejected
            ? "rejected by the mapping: " + rejected.message()
            : "left out by the mapping: " + ((RowOutcome.Filtered) row).reason();
    missing.add(new Missing("file", "row", row.position().toString(), "", why));
  }

  private void counted(SourceFacts.Entry entry, @Nullable Fact there) {
    FactView fact = entry.fact();
    if (fact.retracted() || fact.reason().outcome() != Outcome.COUNTED) {
      return;
    }
    Sums sums = sums(fact.occurredAt(), fact.content());
    sums.counted++;
    sums.minorCounted = sums.minorCounted.add(minor(fact.content()));
    if (there == null) {
      missing.add(
          new Missing(
              "counted",
              what(fact.content()),
              fact.id().eventId(),
              entry.customerId(),
              "not in the export: `willingly replay --snapshot` withdraws it, if the export is"
                  + " complete"));
    }
  }

  private Sums sums(long occurredAt, Content content) {
    YearMonth month =
        YearMonth.from(Instant.EPOCH.plus(occurredAt, ChronoUnit.MICROS).atZone(zone));
    Money money = money(content);
    return lines.computeIfAbsent(
        new Line(month, what(content), money == null ? "" : money.currency()), key -> new Sums());
  }

  private static @Nullable Money money(Content content) {
    return content instanceof Content.Deal deal ? deal.amount() : null;
  }

  private static BigInteger minor(Content content) {
    Money money = money(content);
    return money == null ? BigInteger.ZERO : BigInteger.valueOf(money.minor());
  }

  private static String what(Content content) {
    if (content instanceof Content.Deal deal) {
      return "deal " + deal.kind();
    }
    if (content instanceof Content.Survey survey) {
      return "survey " + survey.step();
    }
    return content instanceof Content.Referral referral
        ? "referral " + referral.step()
        : content instanceof Content.Call ? "call" : "other";
  }

  /** Whether both sides are the same in every count and every sum. */
  boolean same() {
    return missing.isEmpty()
        && lines.values().stream()
            .allMatch(
                each -> each.inFile == each.counted && each.minorInFile.equals(each.minorCounted));
  }

  /** Counts and money by month. */
  Sheet months() {
    Sheet sheet =
        new Sheet(
            "month",
            "what",
            "currency",
            "in_file",
            "counted",
            "difference",
            "money_in_file",
            "money_counted",
            "money_difference");
    lines.forEach(
        (line, sums) ->
            sheet.row(
                line.month().toString(),
                line.what(),
                line.currency(),
                sums.inFile,
                sums.counted,
                sums.inFile - sums.counted,
                amount(sums.minorInFile, line),
                amount(sums.minorCounted, line),
                amount(sums.minorInFile.subtract(sums.minorCounted), line)));
    return sheet;
  }

  private static Object amount(BigInteger minor, Line line) {
    return line.currency().isEmpty()
        ? Sheet.MISSING
        : new BigDecimal(minor, Currencies.minorDigits(line.currency()).orElse(0)).toPlainString();
  }

  /**
   * What is on one side only, or is not counted, and why.
   *
   * @param most rows
   */
  Sheet missing(int most) {
    Sheet sheet = new Sheet("where", "what", "id", "customer", "why");
    missing.stream()
        .limit(most)
        .forEach(
            each -> sheet.row(each.where(), each.what(), each.id(), each.customer(), each.why()));
    return sheet;
  }

  int missing() {
    return missing.size();
  }
}
