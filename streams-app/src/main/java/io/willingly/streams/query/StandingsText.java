package io.willingly.streams.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.comparison.Baseline;
import io.willingly.metrics.comparison.Comparison;
import io.willingly.metrics.comparison.Standing;
import io.willingly.metrics.comparison.Standing.Rank;
import io.willingly.metrics.scope.ScopeId;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A comparison as CSV, JSON or a table. */
public final class StandingsText {
  private static final List<String> HEADER =
      List.of(
          "id",
          "name",
          "n",
          "rate",
          "rate_low",
          "rate_high",
          "shrunk_rate",
          "shrunk_low",
          "shrunk_high",
          "tier",
          "rank_best",
          "rank_worst",
          "more_needed",
          "adjusted_rate",
          "adjusted_low",
          "adjusted_high",
          "adjusted_covered",
          "company_rate",
          "baseline",
          "false_discovery_percent",
          "definition_version",
          "as_of",
          "as_known_on",
          "metric",
          "period",
          "product_line",
          "recurrence");
  private static final ObjectMapper JSON = new ObjectMapper();

  private StandingsText() {}

  public static String of(Standings standings, Format format) {
    return switch (format) {
      case CSV -> csv(standings);
      case JSON -> json(standings).toPrettyString() + "\n";
      case TABLE -> table(standings);
    };
  }

  private static String csv(Standings standings) {
    Comparison comparison = standings.comparison();
    Integer knownOn = standings.asOf().knownOn();
    Csv csv = new Csv().line(HEADER);
    for (Standing standing : comparison.standings()) {
      Rank rank = standing.rank();
      List<String> cells =
          new ArrayList<>(
              List.of(
                  Csv.safe(standing.id()),
                  Csv.safe(standings.name(standing.id())),
                  Long.toString(standing.known())));
      cells.addAll(Millionths.texts(standing.raw()));
      cells.addAll(Millionths.texts(standing.shrunk()));
      cells.add(standing.tier().text());
      cells.add(rank == null ? "" : Integer.toString(rank.best()));
      cells.add(rank == null ? "" : Integer.toString(rank.worst()));
      cells.add(more(standing.moreNeeded()));
      cells.addAll(Millionths.texts(standing.adjusted()));
      cells.add(standing.adjusted() == null ? "" : Millionths.text(standing.covered()));
      cells.add(Millionths.text(comparison.companyRate()));
      cells.add(day(comparison.baselines().get(0).fittedOn()));
      cells.add(Integer.toString(Comparison.FALSE_DISCOVERY_PERCENT));
      cells.add(Integer.toString(standings.definitionVersion()));
      cells.add(day(standings.asOf().day()));
      cells.add(knownOn == null ? "" : day(knownOn));
      cells.add(standings.metric().text());
      cells.add(standings.period().toString());
      cells.addAll(SegmentNames.cells(comparison.segment()));
      csv.line(cells);
    }
    return csv.toString();
  }

  private static String more(@Nullable Long more) {
    return more == null ? "" : more > Standing.MANY ? ">" + Standing.MANY : more.toString();
  }

  private static ObjectNode json(Standings standings) {
    Comparison comparison = standings.comparison();
    ObjectNode json = JSON.createObjectNode();
    json.put("scope", ScopeNames.of(standings.kind()));
    json.put("metric", standings.metric().text());
    json.put("period", standings.period().toString());
    json.put("product_line", comparison.segment().productLine());
    json.put("recurring", SegmentNames.of(comparison.segment().recurring()));
    json.put("settled_through", day(standings.settledThrough()));
    standings.asOf().put(json);
    json.put("definition_version", standings.definitionVersion());
    json.put("records_to_read", standings.lag());
    json.put("above_is", comparison.yardstick().moreIsBetter() ? "more" : "less");
    json.put("company_rate", Millionths.decimal(comparison.companyRate()));
    json.put("deals", comparison.company().won());
    json.put("false_discovery_percent", Comparison.FALSE_DISCOVERY_PERCENT);
    json.put("baseline", day(comparison.baselines().get(0).fittedOn()));
    json.put("baseline_scheduled", comparison.scheduled());
    ArrayNode baselines = json.putArray("baselines");
    for (Baseline baseline : comparison.baselines()) {
      ObjectNode object = baselines.addObject();
      object.put("component", baseline.component().text());
      object.put("segment", baseline.segment().text());
      object.put("alpha", baseline.prior().alpha()).put("beta", baseline.prior().beta());
      object.put("units", baseline.units());
      object.put("successes", baseline.successes()).put("trials", baseline.trials());
    }
    ArrayNode rows = json.putArray("rows");
    comparison.standings().forEach(standing -> put(rows.addObject(), standing, standings));
    return json;
  }

  private static void put(ObjectNode row, Standing standing, Standings standings) {
    Rank rank = standing.rank();
    row.put("id", standing.id()).put("name", standings.name(standing.id()));
    row.put("n", standing.known()).put("deals", standing.counts().won());
    Millionths.put(row, "rate", standing.raw());
    Millionths.put(row, "shrunk", standing.shrunk());
    row.put("tier", standing.tier().text());
    row.put("rank_best", rank == null ? null : (Integer) rank.best());
    row.put("rank_worst", rank == null ? null : (Integer) rank.worst());
    Long more = standing.moreNeeded();
    boolean many = more != null && more > Standing.MANY;
    row.put("more_needed", many ? null : more);
    row.put("more_needed_over", many ? (Long) Standing.MANY : null);
    Millionths.put(row, "adjusted", standing.adjusted());
    row.put(
        "adjusted_covered",
        standing.adjusted() == null ? null : Millionths.decimal(standing.covered()));
  }

  private static String table(Standings standings) {
    Comparison comparison = standings.comparison();
    boolean reps = standings.kind() == ScopeId.Kind.REP;
    List<String> header = new ArrayList<>(List.of("ranks", ScopeNames.of(standings.kind())));
    if (reps) {
      header.add("name");
    }
    header.addAll(
        List.of(trials(standings), "rate", "likely", "estimate", "tier", "would tell", "same mix"));
    TextTable table = new TextTable(header.toArray(String[]::new));
    for (Standing standing : comparison.standings()) {
      Rank rank = standing.rank();
      List<String> cells = new ArrayList<>();
      cells.add(rank == null ? "-" : rank.best() + "-" + rank.worst());
      cells.add(standing.id());
      if (reps) {
        cells.add(standings.name(standing.id()));
      }
      cells.add(Long.toString(standing.known()));
      cells.add(Millionths.percent(standing.raw()));
      cells.add(Millionths.range(standing.raw()));
      cells.add(Millionths.percent(standing.shrunk()));
      cells.add(standing.tier().text());
      cells.add(about(standing.moreNeeded()));
      cells.add(Millionths.percent(standing.adjusted()));
      table.row(cells.toArray(String[]::new));
    }
    return comparison.standings().isEmpty()
        ? heading(standings) + "no settled deal of these is known\n"
        : heading(standings) + table;
  }

  private static String trials(Standings standings) {
    return standings.metric() == Metric.HAPPY_TO_PAY ? "answers" : "deals";
  }

  /** To two digits: it is no more than a guess of the size. */
  private static String about(@Nullable Long more) {
    if (more == null) {
      return "";
    }
    return more > Standing.MANY
        ? "over " + Standing.MANY + " more"
        : "~" + new BigDecimal(more).round(new MathContext(2)).toPlainString() + " more";
  }

  private static String heading(Standings standings) {
    Comparison comparison = standings.comparison();
    Baseline baseline = comparison.baselines().get(0);
    String trials = trials(standings);
    return "%s, period %s, %s: deals signed up to %s, as of %s%s, rule set %d\n"
            .formatted(
                standings.metric().text(),
                standings.period(),
                comparison.segment().text(),
                day(standings.settledThrough()),
                day(standings.asOf().day()),
                knownOn(standings.asOf()),
                standings.definitionVersion())
        + "company %s of %d deals%s\n"
            .formatted(
                Millionths.percent(comparison.companyRate()),
                comparison.company().won(),
                comparison.yardstick().moreIsBetter() ? "" : "; above means less, best first")
        + "estimate    drawn to the usual of %d %ss%s, the more the fewer %s\n"
            .formatted(
                baseline.units(),
                ScopeNames.of(standings.kind()),
                comparison.scheduled()
                    ? " (baseline of " + day(baseline.fittedOn()) + ")"
                    : " in these deals (too little was known on the last Monday)",
                trials)
        + "tier        of those clearly above, as of those clearly below, at most %d in 100 expected wrong\n"
            .formatted(Comparison.FALSE_DISCOVERY_PERCENT)
        + "would tell  about how many more %s until it can be told\n".formatted(trials)
        + "same mix    the rate with the company's mix of deals; --id ID --why tells why it differs\n"
        + "ranks and where a rate is likely to lie at 95%\n\n";
  }

  private static String knownOn(AsOf asOf) {
    Integer knownOn = asOf.knownOn();
    return knownOn == null ? "" : ", known on " + day(knownOn);
  }

  static String day(int day) {
    return LocalDate.ofEpochDay(day).toString();
  }
}
