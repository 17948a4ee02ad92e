package io.willingly.streams.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.comparison.Mix;
import java.util.List;

/** Why raw and adjusted differ, as CSV, JSON or a table. */
public final class MixText {
  private static final List<String> HEADER =
      List.of(
          "component",
          "product_line",
          "recurring",
          "trials",
          "share",
          "company_share",
          "rate",
          "company_rate",
          "effect");
  private static final ObjectMapper JSON = new ObjectMapper();

  private MixText() {}

  public static String of(MixAnswer answer, Format format) {
    return switch (format) {
      case CSV -> csv(answer.mix());
      case JSON -> json(answer).toPrettyString() + "\n";
      case TABLE -> table(answer);
    };
  }

  private static String csv(Mix mix) {
    Csv csv = new Csv().line(HEADER);
    for (Mix.Line line : mix.lines()) {
      String product = line.kind().productLine();
      String recurring = SegmentNames.of(line.kind().recurring());
      csv.line(
          List.of(
              line.component().text(),
              Csv.safe(product == null ? "" : product),
              recurring == null ? "" : recurring,
              Long.toString(line.trials()),
              Millionths.text(line.share()),
              Millionths.text(line.companyShare()),
              Millionths.text(line.rate()),
              Millionths.text(line.companyRate()),
              Millionths.text(line.effect())));
    }
    return csv.toString();
  }

  private static ObjectNode json(MixAnswer answer) {
    Mix mix = answer.mix();
    ObjectNode json = JSON.createObjectNode();
    json.put("scope", ScopeNames.of(answer.scope().kind()));
    json.put("id", answer.scope().id());
    json.put("metric", answer.metric().text());
    json.put("period", answer.period().toString());
    json.put("settled_through", StandingsText.day(answer.settledThrough()));
    answer.asOf().put(json);
    json.put("definition_version", answer.definitionVersion());
    json.put("records_to_read", answer.lag());
    Millionths.put(json, "rate", mix.raw());
    Millionths.put(json, "adjusted", mix.adjusted());
    json.put("adjusted_covered", Millionths.decimal(mix.covered()));
    json.put("why", mix.why());
    ArrayNode lines = json.putArray("lines");
    for (Mix.Line line : mix.lines()) {
      ObjectNode object = lines.addObject();
      object.put("component", line.component().text());
      object.put("product_line", line.kind().productLine());
      object.put("recurring", SegmentNames.of(line.kind().recurring()));
      object.put("trials", line.trials());
      object.put("share", Millionths.decimal(line.share()));
      object.put("company_share", Millionths.decimal(line.companyShare()));
      object.put("rate", Millionths.decimal(line.rate()));
      object.put("company_rate", Millionths.decimal(line.companyRate()));
      object.put("effect", Millionths.decimal(line.effect()));
    }
    return json;
  }

  private static String table(MixAnswer answer) {
    Mix mix = answer.mix();
    TextTable table =
        new TextTable(
            "of",
            "deals",
            "trials",
            "share",
            "company's",
            "rate",
            "company's rate",
            "effect, points");
    for (Mix.Line line : mix.lines()) {
      table.row(
          line.component().text(),
          line.kind().text(),
          Long.toString(line.trials()),
          Millionths.percent(line.share()),
          Millionths.percent(line.companyShare()),
          Millionths.percent(line.rate()),
          Millionths.percent(line.companyRate()),
          Millionths.points(line.effect()));
    }
    return "%s of %s %s: %s (%s) as counted, %s (%s) with the company's mix (of which %s is covered)\n%s\n\n"
            .formatted(
                answer.metric().text(),
                ScopeNames.of(answer.scope().kind()),
                answer.scope().id(),
                Millionths.percent(mix.raw()),
                Millionths.range(mix.raw()),
                Millionths.percent(mix.adjusted()),
                Millionths.range(mix.adjusted()),
                Millionths.percent(mix.covered()),
                mix.why())
        + table;
  }
}
