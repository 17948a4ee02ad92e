package io.willingly.streams.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.streams.query.Explanation.Deal;
import io.willingly.streams.query.Explanation.Fraction;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/** An explanation as CSV, JSON or a table. */
public final class ExplanationText {
  private static final String[] HEADER = {
    "deal", "customer", "rep", "cohort_day", "in_numerator", "in_denominator", "reason", "evidence"
  };
  private static final ObjectMapper JSON = new ObjectMapper();

  private ExplanationText() {}

  public static String of(Explanation explanation, Format format) {
    return switch (format) {
      case CSV -> csv(explanation);
      case JSON -> json(explanation).toPrettyString() + "\n";
      case TABLE -> table(explanation);
    };
  }

  private static String csv(Explanation explanation) {
    Csv csv = new Csv().line(List.of(HEADER));
    for (Deal deal : explanation.deals()) {
      csv.line(
          List.of(
              Csv.safe(deal.deal()),
              Csv.safe(deal.customer()),
              Csv.safe(deal.rep()),
              day(deal),
              Long.toString(deal.inNumerator()),
              Long.toString(deal.inDenominator()),
              deal.reason().name(),
              evidence(deal)));
    }
    return csv.toString();
  }

  private static ObjectNode json(Explanation explanation) {
    ObjectNode json = JSON.createObjectNode();
    json.put("scope", ScopeNames.of(explanation.scope().kind()));
    json.put("id", explanation.scope().id());
    json.put("role", explanation.role());
    json.put("metric", explanation.metric().text());
    json.put("period", explanation.period().toString());
    explanation.asOf().put(json);
    put(json.putObject("reported"), explanation.reported());
    put(json.putObject("sum_of_deals"), explanation.sum());
    json.put("records_to_read", explanation.lag());
    ArrayNode deals = json.putArray("deals");
    for (Deal deal : explanation.deals()) {
      ObjectNode object = deals.addObject();
      object.put("deal", deal.deal()).put("customer", deal.customer()).put("rep", deal.rep());
      object.put("cohort_day", day(deal));
      object.put("in_numerator", deal.inNumerator());
      object.put("in_denominator", deal.inDenominator());
      object.put("reason", deal.reason().name());
      ArrayNode evidence = object.putArray("evidence");
      for (Evidence each : deal.evidence()) {
        ObjectNode fact = evidence.addObject();
        fact.put("kind", each.kind()).put("day", each.day());
        fact.put("source", each.source()).put("event_id", each.eventId());
      }
    }
    return json;
  }

  private static void put(ObjectNode json, Fraction fraction) {
    json.put("numerator", fraction.numerator()).put("denominator", fraction.denominator());
  }

  private static String table(Explanation explanation) {
    TextTable table =
        new TextTable("deal", "customer", "rep", "signed", "in", "of", "reason", "evidence");
    for (Deal deal : explanation.deals()) {
      table.row(
          deal.deal(),
          deal.customer(),
          deal.rep(),
          day(deal),
          Long.toString(deal.inNumerator()),
          Long.toString(deal.inDenominator()),
          deal.reason().name(),
          evidence(deal));
    }
    Fraction sum = explanation.sum();
    Fraction reported = explanation.reported();
    return table
        + "%d of %d (%s of %s)%s\n"
            .formatted(
                sum.numerator(),
                sum.denominator(),
                explanation.metric().numerator(),
                explanation.metric().denominator(),
                explanation.asOf().words())
        + (sum.equals(reported)
            ? ""
            : "the report has %d of %d; records still to be read: about %d\n"
                .formatted(reported.numerator(), reported.denominator(), explanation.lag()));
  }

  private static String day(Deal deal) {
    return LocalDate.ofEpochDay(deal.cohortDay()).toString();
  }

  private static String evidence(Deal deal) {
    return deal.evidence().stream().map(Evidence::text).collect(Collectors.joining("; "));
  }
}
