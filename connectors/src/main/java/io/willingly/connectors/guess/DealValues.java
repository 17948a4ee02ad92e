package io.willingly.connectors.guess;

import io.willingly.connectors.mapping.MappingLint;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Drafts the money of a deal, and why it was lost or taken back. */
final class DealValues {
  private static final String MINOR = ".*\\b(cents?|minor|pence)\\b.*";

  private final FileGuess file;

  DealValues(FileGuess file) {
    this.file = file;
  }

  void amount(Rule rule, String kind) {
    Column amount =
        kind.equals("REFUNDED") && file.has(Field.REFUND_AMOUNT)
            ? file.field(Field.REFUND_AMOUNT)
            : file.field(Field.AMOUNT);
    if (amount == null
        || !Set.of("", "WON", "REFUNDED", "EXPANDED", "RENEWED", "PAYMENT").contains(kind)) {
      return;
    }
    rule.guessed("amount", "", amount);
    if (amount.name().matches("/.*/[0-9]+(/.*)?")) {
      rule.part(
          "from:  # %s: %s is of the first of a list, and there may be several"
              .formatted(MappingLint.FILL_IN, Values.quoted(amount.name())));
    } else {
      rule.part("from: " + Values.quoted(amount.name()));
    }
    if (amount.words().matches(MINOR)) {
      rule.part("unit: minor");
    } else if (amount.distinct().stream().anyMatch(value -> value.contains("."))) {
      rule.part("unit: major");
    } else {
      rule.part(
          "unit:  # %s: is %s money of that size (major), or a hundredth of it (minor)?"
              .formatted(MappingLint.FILL_IN, amount.example()));
    }
    Column currency = file.field(Field.CURRENCY);
    if (currency != null) {
      rule.part(
          "currency: {expr: %s}  # guessed from '%s', such as %s"
              .formatted(
                  Values.quoted("uppercase(" + Values.accessor(currency) + ")"),
                  currency.name(),
                  currency.example()));
    } else {
      rule.part("currency:  # " + MappingLint.FILL_IN + ": its code, such as EUR");
    }
  }

  void reason(Rule rule, String kind) {
    if (Set.of("CANCELLED", "RETURNED", "REFUNDED", "CHURNED").contains(kind)) {
      Column reason =
          file.has(Field.REVERSAL_REASON)
              ? file.field(Field.REVERSAL_REASON)
              : named("(.* )?reason( code)?");
      said(
          rule,
          "reversalReason",
          reason,
          DealRules::reason,
          "CHANGE_OF_MIND, DEFECT, BILLING_ERROR, FRAUD or POLICY",
          "UNKNOWN");
    } else if (kind.equals("LOST")) {
      said(
          rule,
          "lossReason",
          named("(lost|loss|closed lost) reason( code)?"),
          DealValues::loss,
          "PRICE, COMPETITOR, NO_DECISION or WE_ADVISED_AGAINST",
          "OTHER");
    }
  }

  private @Nullable Column named(String words) {
    return file.columns().stream()
        .filter(column -> column.filled() > 0 && column.words().matches(words))
        .findFirst()
        .orElse(null);
  }

  /** Each value in the contract's words; what is not understood is not passed over. */
  private static void said(
      Rule rule,
      String field,
      @Nullable Column reason,
      UnaryOperator<String> read,
      String known,
      String other) {
    if (reason == null) {
      return;
    }
    Set<String> pairs = new LinkedHashSet<>();
    Set<String> open = new LinkedHashSet<>();
    for (String value : reason.distinct()) {
      String means = read.apply(Column.words(value));
      if (means.equals(other)) {
        open.add(Values.quoted(value));
      } else {
        pairs.add(Values.quoted(value) + ": " + means);
      }
    }
    String from = Values.quoted(reason.name());
    pairs.add("\"*\": " + other);
    if (open.isEmpty()) {
      rule.guessed(
          field, "{from: %s, map: {%s}}".formatted(from, String.join(", ", pairs)), reason);
      return;
    }
    rule.guessed(field, "", reason);
    rule.part("from: " + from);
    rule.part(
        "map:  # %s: is %s %s? Add it, and delete this remark"
            .formatted(MappingLint.FILL_IN, String.join(", ", open), known));
    pairs.forEach(pair -> rule.part("  " + pair));
  }

  /** The reason for a loss that these words give. */
  private static String loss(String words) {
    if (words.matches(".*(price|expensive|budget|cost|cheaper).*")) {
      return "PRICE";
    }
    if (words.matches(".*(competit|rival|other vendor).*")) {
      return "COMPETITOR";
    }
    if (words.matches(".*(no decision|no response|unresponsive|stalled|timing|postpon).*")) {
      return "NO_DECISION";
    }
    return words.matches(".*(advised|not a fit|bad fit).*") ? "WE_ADVISED_AGAINST" : "OTHER";
  }
}
