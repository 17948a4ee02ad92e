package io.willingly.connectors.guess;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a row of deals becomes: opened, won or lost, and taken back. */
final class DealRules {
  private static final String INPUT = "deals";

  private final FileGuess file;
  private final Values values;
  private final List<Problem> problems;
  private final @Nullable Column stage;
  private final Set<String> won = new LinkedHashSet<>();
  private final Set<String> lost = new LinkedHashSet<>();
  private final Set<String> cancelled = new LinkedHashSet<>();

  DealRules(
      FileGuess file,
      Values values,
      Corrections corrections,
      List<Problem> problems,
      List<String> notes) {
    this.file = file;
    this.values = values;
    this.problems = problems;
    this.stage = file.field(Field.STAGE);
    if (stage != null) {
      cancelled.addAll(said(corrections, "cancelled_stage", Stages.CANCELLED.in(stage)));
      won.addAll(said(corrections, "won", Stages.WON.in(stage)));
      lost.addAll(said(corrections, "lost_stage", Stages.LOST.in(stage)));
      lost.removeAll(won);
      cancelled.removeAll(won);
      notes.add(
          "%s: '%s' says won when it is %s; lost: %s; taken back: %s; all else is still open"
              .formatted(file.name(), stage.name(), listed(won), listed(lost), listed(cancelled)));
      requireWon();
    }
  }

  private static Set<String> said(Corrections corrections, String key, Set<String> guessed) {
    return corrections
        .word(key)
        .<Set<String>>map(
            list ->
                Arrays.stream(list.split(",", -1))
                    .map(String::strip)
                    .collect(Collectors.toCollection(LinkedHashSet::new)))
        .orElse(guessed);
  }

  private static String listed(Set<String> values) {
    return values.isEmpty() ? "never" : String.join(" or ", values);
  }

  private void requireWon() {
    if (won.isEmpty() && stage != null) {
      problems.add(
          new Problem(
              file.name(),
              "none of the values of '%s' says that a deal was won".formatted(stage.name()),
              List.copyOf(stage.distinct()),
              "won"));
    }
  }

  String filters() {
    Column closed = Values.need(file, Field.CLOSED);
    if (stage == null) {
      return Values.filter(INPUT, Values.empty(closed), "not closed");
    }
    Set<String> settled = new LinkedHashSet<>(won);
    settled.addAll(lost);
    settled.addAll(cancelled);
    String open = "not(" + Values.oneOf(stage, settled) + ")";
    Column opened = file.field(Field.OPENED);
    return Values.filter(
        INPUT,
        opened == null ? open : open + " and " + Values.empty(opened),
        "still open, and without a day");
  }

  String events() {
    StringBuilder events = new StringBuilder();
    Column opened = file.field(Field.OPENED);
    if (opened != null) {
      events.append(
          rule("opened", "opened", "OPENED", Values.given(opened))
              .field("occurredAt", values.time(file, Field.OPENED)));
    }
    Set<String> sold = new LinkedHashSet<>(won);
    sold.addAll(cancelled);
    events.append(
        rule("won", "closed", "WON", stage == null ? "" : Values.oneOf(stage, sold))
            .field("occurredAt", values.time(file, Field.CLOSED))
            .optional("amount", values.money(file, Field.AMOUNT)));
    if (stage != null && !lost.isEmpty()) {
      Column day = file.field(Field.LOST);
      events.append(
          rule("lost", "closed", "LOST", Values.oneOf(stage, lost))
              .field("occurredAt", values.time(file, day == null ? Field.CLOSED : Field.LOST)));
    }
    cancelled(events);
    Column refunded = file.field(Field.REFUNDED);
    if (refunded != null) {
      events.append(
          reversal("refunded", "REFUNDED", Values.given(refunded))
              .field("occurredAt", values.time(file, Field.REFUNDED))
              .optional(
                  "amount",
                  values.money(
                      file, file.has(Field.REFUND_AMOUNT) ? Field.REFUND_AMOUNT : Field.AMOUNT)));
    }
    return events.toString();
  }

  private void cancelled(StringBuilder events) {
    Column day = file.field(Field.CANCELLED);
    if (day != null) {
      events.append(
          reversal("cancelled", "CANCELLED", Values.given(day))
              .field("occurredAt", values.time(file, Field.CANCELLED)));
    }
    if (stage != null && !cancelled.isEmpty()) {
      String when = Values.oneOf(stage, cancelled);
      events.append(
          reversal(
                  "cancelled_by_stage",
                  "CANCELLED",
                  day == null ? when : when + " and " + Values.empty(day))
              .field("occurredAt", values.time(file, Field.CLOSED)));
    }
  }

  private Rule reversal(String name, String kind, String when) {
    Rule rule = rule(name, kind.toLowerCase(Locale.ROOT), kind, when);
    Column reason = file.field(Field.REVERSAL_REASON);
    if (reason != null) {
      String map =
          reason.distinct().stream()
              .map(value -> Values.quoted(value) + ": " + reason(Column.words(value)))
              .collect(Collectors.joining(", "));
      rule.field(
          "reversalReason",
          "{from: %s, map: {%s, \"*\": UNKNOWN}}".formatted(Values.quoted(reason.name()), map));
    }
    return rule;
  }

  /** The reason these words give. */
  static String reason(String words) {
    if (words.matches(".*(mind|regret|no longer|not needed|remorse|meinung|customer request).*")) {
      return "CHANGE_OF_MIND";
    }
    if (words.matches(".*(defect|broken|faulty|quality|damage|wrong item|not work|bug).*")) {
      return "DEFECT";
    }
    if (words.matches(".*(billing|duplicate|invoice|wrong price|charged twice).*")) {
      return "BILLING_ERROR";
    }
    return words.matches(".*(fraud|stolen).*") ? "FRAUD" : "UNKNOWN";
  }

  private Rule rule(String name, String event, String kind, String when) {
    String id = Values.template(file, Field.DEAL);
    Rule rule =
        new Rule(name, INPUT, "deal", when)
            .field("eventId", Values.quoted(id + ":" + event))
            .field("kind", kind)
            .field("dealId", Values.quoted(id));
    Column customer = file.field(Field.CUSTOMER);
    rule.field(
        "customerId",
        customer == null ? Values.quoted("~deal:" + id) : Values.customer(customer, "~deal:" + id));
    if (file.has(Field.UPDATED)) {
      String time = values.time(file, Field.UPDATED);
      rule.field(
          "revision",
          time.contains("format:")
              ? time
              : time.substring(0, time.length() - 1) + ", format: iso}");
    }
    return rule.optional("repId", Values.column(file, Field.REP))
        .optional("productLine", Values.column(file, Field.PRODUCT))
        .optional("recurring", values.truth(file, Field.RECURRING));
  }
}
