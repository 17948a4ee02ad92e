package io.willingly.metrics.quality;

import static io.willingly.metrics.quality.Section.DEALS;
import static io.willingly.metrics.quality.Section.SHARE;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fold.Verdict;
import io.willingly.metrics.quality.Certainty.Basis;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What customers did: the verdict bar, referrals, buying again, grumbles; and the pace. */
final class DeedColumns {
  private static final String PER_100 = "per 100 won deals";
  private static final List<String> GRUMBLES =
      List.of("grumbled", "paid_late", "invoice_disputed", "concession_asked", "price_objected");

  private DeedColumns() {}

  static List<Column> of(Definition definition) {
    Section out = new Section();
    verdicts(definition.loyaltyWindowDays(), out);
    referrals(out);
    for (int days : new int[] {90, 365}) {
      repeat(days, out);
    }
    for (int kind = 0; kind < GRUMBLES.size(); kind++) {
      grumble(kind, out);
    }
    out.under("R23", DEALS)
        .count("renewed_active", "Renewals the customer decided.", TallyField.RENEWED_ACTIVE)
        .count("renewed_auto", "Renewals by themselves.", TallyField.RENEWED_AUTO)
        .count("expanded", "Expansions.", TallyField.EXPANDED)
        .count("downgraded", "Downgrades.", TallyField.DOWNGRADED)
        .under("R22", DEALS)
        .count("churned", "Deals churned.", TallyField.CHURNED)
        .under("R14", DEALS)
        .count(
            "pace_known",
            "Deals whose days from opening to signing are known.",
            tally -> tally.sum(TallyField.PACE_DAYS))
        .under("R14", "days")
        .by("days from opening to signing / pace_known")
        .rate(
            "pace_days_mean",
            "Mean days from opening to signing.",
            DeedColumns::paceDays,
            tally -> tally.sum(TallyField.PACE_DAYS));
    return out.columns();
  }

  private static void verdicts(int window, Section out) {
    String within = "%d days for deeds".formatted(window);
    out.under("R25", DEALS).within(within);
    for (Verdict.Part part : Verdict.Part.values()) {
      out.by(parts(part))
          .count(
              "bar_" + Section.name(part),
              "Part of the verdict bar: " + Section.words(part) + ".",
              tally -> part(tally, part));
    }
    for (Verdict verdict : Verdict.values()) {
      out.count(
          "verdict_" + Section.name(verdict),
          "Deals by verdict: " + Section.words(verdict) + ".",
          TallyField.VERDICT,
          verdict);
    }
    out.under("R25", SHARE)
        .within(within)
        .by("(won - bar_no_word) / won")
        .share(
            "verdict_coverage",
            "Share of won deals whose customer's verdict we know, by word or deed.",
            tally -> Section.won(tally) - part(tally, Verdict.Part.NO_WORD),
            Section::won);
  }

  private static long part(Tally tally, Verdict.Part part) {
    long sum = 0;
    for (Verdict verdict : Verdict.values()) {
      sum += verdict.part() == part ? tally.get(TallyField.VERDICT, verdict.ordinal()) : 0;
    }
    return sum;
  }

  /** Verdicts of a part, as the formula of their sum. */
  private static String parts(Verdict.Part part) {
    return Arrays.stream(Verdict.values())
        .filter(verdict -> verdict.part() == part)
        .map(verdict -> "verdict_" + Section.name(verdict))
        .collect(Collectors.joining(" + "));
  }

  private static void referrals(Section out) {
    out.under("R33", "referrals")
        .count("referrals", "Referrals made.", TallyField.REFERRALS)
        .count(
            "referrals_converted",
            "Referrals that became a customer.",
            TallyField.REFERRALS_CONVERTED)
        .under("R33", PER_100)
        .by("100 * referrals / won")
        .rate(
            "referrals_per_100_won",
            "Referrals made per 100 won deals.",
            tally -> 100 * tally.get(TallyField.REFERRALS),
            Section::won)
        .under("R33", SHARE)
        .by("referrals_converted / referrals")
        .share(
            "referral_conversion_rate",
            "Share of referrals that became a customer.",
            tally -> tally.get(TallyField.REFERRALS_CONVERTED),
            tally -> tally.get(TallyField.REFERRALS))
        .under("R34", DEALS)
        .count(
            "word_of_mouth",
            "Deals whose customer came by word of mouth.",
            TallyField.WORD_OF_MOUTH)
        .count("origin_known", "Deals whose origin is known.", TallyField.ORIGIN_KNOWN)
        .under("R34", SHARE)
        .by("word_of_mouth / origin_known")
        .share(
            "word_of_mouth_rate",
            "Share by word of mouth of the deals whose origin is known.",
            1,
            Basis.RECORDS,
            tally -> tally.get(TallyField.WORD_OF_MOUTH),
            tally -> tally.get(TallyField.ORIGIN_KNOWN),
            Section::won);
  }

  private static void repeat(int days, Section out) {
    out.under("R24", DEALS)
        .within(days)
        .count(
            "repeat_" + days,
            "Deals whose customer bought again within " + days + " days.",
            tally -> tally.sum(TallyField.REPEAT_DAY, 0, days))
        .under("R24", SHARE)
        .within(days)
        .by("repeat_%d / won".formatted(days))
        .share(
            "repeat_rate_" + days,
            "Share of won deals whose customer bought again within " + days + " days.",
            tally -> tally.sum(TallyField.REPEAT_DAY, 0, days),
            Section::won);
  }

  private static void grumble(int kind, Section out) {
    String name = GRUMBLES.get(kind);
    String words = name.replace('_', ' ');
    out.under("R31", DEALS)
        .count(
            name,
            "Deals with a grumble: " + words + ".",
            tally -> tally.get(TallyField.GRUMBLE, kind))
        .under("R31", PER_100)
        .by("100 * %s / won".formatted(name))
        .share(
            name + "_per_100_won",
            "Deals with a grumble per 100 won: " + words + ".",
            100,
            Basis.RECORDS,
            tally -> tally.get(TallyField.GRUMBLE, kind),
            Section::won,
            Section::won);
  }

  private static long paceDays(Tally tally) {
    long days = 0;
    int last = tally.indexAfter(TallyField.PACE_DAYS);
    for (int i = tally.indexOf(TallyField.PACE_DAYS); i < last; i++) {
      days += (tally.keyAt(i) - TallyField.PACE_DAYS.key()) * tally.valueAt(i);
    }
    return days;
  }
}
