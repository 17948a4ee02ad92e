package io.willingly.metrics.quality;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.util.List;
import java.util.Map;

/** Money by currency, never converted. */
final class MoneyColumns {
  private static final String MINOR = "minor units";

  private MoneyColumns() {}

  static List<Column> of(Definition definition) {
    Section out = new Section();
    String kept = RemorseColumns.kept(definition);
    out.under("R16", Section.DEALS)
        .count("amount_known", "Won deals with an amount.", TallyField.AMOUNT_KNOWN)
        .under("R16", MINOR)
        .money("amount", "Amount of won deals.", TallyField.AMOUNT)
        .money("amount_new", "Amount of first deals not referred.", TallyField.AMOUNT_NEW)
        .money("amount_repeat", "Amount of returning customers.", TallyField.AMOUNT_REPEAT)
        .money("amount_referred", "Amount of first deals referred.", TallyField.AMOUNT_REFERRED)
        .money("list_price", "List price where it is known.", TallyField.DISCOUNT_LIST)
        .by("list_price - amount of the same deals")
        .money("discount", "List price less amount of the same deals.", MoneyColumns::discount)
        .money("renewed_amount", "Amount of renewals.", TallyField.RENEWED_AMOUNT)
        .money("expanded_amount", "Amount of expansions.", TallyField.EXPANDED_AMOUNT)
        .money("concession_amount", "Money off after signing.", TallyField.CONCESSION_AMOUNT)
        .money("lost_amount", "Amount of lost deals.", TallyField.LOST_AMOUNT)
        .under("R18", MINOR)
        .money("refunded", "Money refunded, at most the deal's amount.", TallyField.REFUNDED)
        .under("R17", MINOR)
        .money(
            "refunded_other_currency",
            "Refunds in another currency than the deal's.",
            TallyField.REFUNDED_OTHER_CURRENCY)
        .under("R36", MINOR)
        .within(kept)
        .money("amount_win_win", "Amount happy and kept.", TallyField.AMOUNT_HAPPY_KEPT)
        .money("amount_win_lose", "Amount not happy or with remorse.", TallyField.AMOUNT_NOT_HAPPY)
        .within(definition.comebackDays())
        .money("amount_lose_win", "Amount lost, well served.", TallyField.LOSE_WIN_AMOUNT)
        .money("amount_lose_lose", "Amount lost, not well served.", TallyField.LOSE_LOSE_AMOUNT)
        .within(180)
        .money("kept_180_win_win", "Of win-win kept after 180 days.", TallyField.KEPT_180_HAPPY)
        .money(
            "kept_180_win_lose", "Of win-lose kept after 180 days.", TallyField.KEPT_180_NOT_HAPPY)
        .money(
            "kept_180_undecided",
            "Of undecided kept after 180 days.",
            TallyField.KEPT_180_UNDECIDED)
        .within(365)
        .money("kept_365_win_win", "Of win-win kept after 365 days.", TallyField.KEPT_365_HAPPY)
        .money(
            "kept_365_win_lose", "Of win-lose kept after 365 days.", TallyField.KEPT_365_NOT_HAPPY)
        .money(
            "kept_365_undecided",
            "Of undecided kept after 365 days.",
            TallyField.KEPT_365_UNDECIDED);
    return out.columns();
  }

  private static Map<Integer, Long> discount(Tally tally) {
    Map<Integer, Long> list = Section.byCurrency(tally, TallyField.DISCOUNT_LIST);
    Section.byCurrency(tally, TallyField.DISCOUNT_AMOUNT)
        .forEach((currency, amount) -> list.merge(currency, -amount, Long::sum));
    return list;
  }
}
