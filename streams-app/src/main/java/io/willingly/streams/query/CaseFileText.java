package io.willingly.streams.query;

import io.willingly.metrics.fold.DealState;
import io.willingly.streams.query.CaseFile.Case;
import io.willingly.streams.query.CaseFile.Entry;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Collectors;

/** A case file, for people. */
public final class CaseFileText {
  private CaseFileText() {}

  /** The text; the day of the question tells whether the save window is over. */
  public static String of(CaseFile file) {
    StringBuilder text = new StringBuilder();
    for (Case each : file.cases()) {
      text.append("deal ").append(file.dealId());
      text.append(" of customer ").append(each.customerId());
      text.append(file.asOf().words()).append('\n');
      DealState state = each.state();
      text.append(state == null ? "neither won nor lost yet\n" : words(state, file.asOf().day()))
          .append('\n');
      TextTable facts =
          new TextTable("occurred", "arrived", "what", "source", "event", "outcome", "evidence of");
      for (Entry fact : each.facts()) {
        facts.row(
            fact.occurredAt(),
            fact.arrivedAt(),
            fact.what(),
            fact.source(),
            fact.eventId(),
            fact.outcome(),
            fact.evidence());
      }
      text.append(facts).append('\n');
    }
    return text.toString();
  }

  private static String words(DealState state, int asOf) {
    StringBuilder text = new StringBuilder();
    line(text, "status", words(state.status()) + " on " + date(state.cohortDay()));
    line(text, "rep", state.repId());
    line(text, "product line", state.productLine());
    if (state.amountMinor() != null && state.currency() != null) {
      line(text, "amount", MoneyText.of(state.amountMinor(), state.currency()));
    }
    line(text, "verdict", words(state.verdict()));
    line(
        text,
        "took back or regret",
        state.remorseDay() == null
            ? words(state.remorseReason())
            : words(state.remorseReason()) + " on day " + state.remorseDay());
    line(text, "happy with the price", state.answer() == null ? "no word" : words(state.answer()));
    if (state.referredDay() != null) {
      line(text, "referred", "day " + state.referredDay());
    }
    if (!state.saveReasons().isEmpty()) {
      String reasons =
          state.saveReasons().stream().map(CaseFileText::words).collect(Collectors.joining(", "));
      line(
          text,
          asOf > state.saveUntil() ? "was on the save list" : "on the save list",
          reasons + " until " + date(state.saveUntil()));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      text.append(String.format(Locale.ROOT, "  %-22s%s\n", name, value));
    }
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static LocalDate date(int day) {
    return LocalDate.ofEpochDay(day);
  }
}
