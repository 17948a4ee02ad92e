package io.willingly.connectors.guess;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Drafts the rules of payloads that tell of deals. */
final class PayloadRules {
  private final FileGuess file;
  private final Values values;
  private final EventTypes.Group group;
  private final Set<String> names;

  /** The object they read; empty for the payloads. */
  private final String object;

  /**
   * Of a group.
   *
   * @param names of rules that are taken
   */
  PayloadRules(FileGuess file, Values values, EventTypes.Group group, Set<String> names) {
    this(file, values, group, names, "");
  }

  private PayloadRules(
      FileGuess file, Values values, EventTypes.Group group, Set<String> names, String object) {
    this.file = file;
    this.values = values;
    this.group = group;
    this.names = names;
    this.object = object;
  }

  /** Rules that read an object, which is named as the group's type. */
  static PayloadRules ofObject(
      FileGuess file, Values values, EventTypes.Group group, Set<String> names) {
    return new PayloadRules(file, values, group, names, group.types());
  }

  String text() {
    String kind = object.isEmpty() ? Happened.kind(group.words()) : null;
    Column stage = file.field(Field.STAGE);
    if (kind != null) {
      return rule(kind.toLowerCase(Locale.ROOT), kind, "", "the type '" + group.types() + "'")
          .toString();
    }
    if (stage == null) {
      return rule("deal", "", "", "").toString();
    }
    StringBuilder text = new StringBuilder();
    if (file.has(Field.OPENED)) {
      text.append(rule("opened", "OPENED", "", "'" + stage.name() + "'"));
    }
    staged(text, stage, "won", "WON", Stages.WON);
    staged(text, stage, "lost", "LOST", Stages.LOST);
    staged(text, stage, "cancelled", "CANCELLED", Stages.CANCELLED);
    return text + silent(stage);
  }

  private void staged(StringBuilder text, Column stage, String name, String kind, Stages says) {
    Set<String> values = says.in(stage);
    if (!values.isEmpty()) {
      text.append(rule(name, kind, Values.oneOf(stage, values), "'" + stage.name() + "'"));
    } else if (says == Stages.WON) {
      text.append(rule(name, kind, null, "'" + stage.name() + "'"));
    }
  }

  /** Which states make no event, as nobody knows what they are called. */
  private String silent(Column stage) {
    return "  # The samples say %s in '%s'. Another state makes no event: add a rule for each that matters.\n"
        .formatted(String.join(", ", stage.distinct()), stage.name());
  }

  /**
   * One rule.
   *
   * @param kind empty when it is not known
   * @param more a further condition; null when it is not known
   */
  private Rule rule(String name, String kind, @Nullable String more, String why) {
    List<String> conditions = new ArrayList<>();
    conditions.add(group.when());
    if (more != null) {
      conditions.add(more);
    }
    conditions.removeIf(String::isEmpty);
    String from = object.isEmpty() ? "payloads" : object;
    Rule rule = new Rule(unique(name), from, "deal", String.join(" and ", conditions));
    if (more == null) {
      rule = unsaid(rule);
    }
    String event = kind.isEmpty() ? "happened" : kind.toLowerCase(Locale.ROOT);
    Column deal = object.isEmpty() ? new DealIds(file, group.words()).deal(kind) : null;
    if (object.isEmpty()) {
      eventId(rule, deal, kind, event);
      PayloadTimes.revision(rule, file, values);
    } else {
      rule.field("eventId", Values.quoted("{_id}:" + event));
    }
    if (kind.isEmpty()) {
      rule.fillIn(
          "kind",
          "what happened: OPENED, WON, LOST, CANCELLED, REFUNDED or another kind of the contract");
    } else {
      rule.field("kind", kind + "  # guessed from " + why);
    }
    time(rule, PayloadTimes.of(file, kind));
    if (!object.isEmpty()) {
      rule.field("dealId", Values.quoted("{_id}"));
    } else if (deal == null) {
      rule.fillIn("dealId", "the id of the deal, such as \"{/data/deal_id}\"");
    } else {
      rule.guessed("dealId", Values.quoted("{" + deal.name() + "}"), deal);
    }
    customer(rule, file.field(Field.CUSTOMER), object.isEmpty() ? place(deal) : "_id");
    Column rep = file.field(Field.REP);
    if (rep != null) {
      rule.guessed("repId", "{from: " + Values.quoted(rep.name()) + "}", rep);
    }
    amount(rule, kind);
    if (Set.of("CANCELLED", "RETURNED", "REFUNDED", "CHURNED").contains(kind)) {
      reason(rule);
    }
    return rule;
  }

  private void eventId(Rule rule, @Nullable Column deal, String kind, String event) {
    Column own = new DealIds(file, group.words()).own();
    boolean repeats = Set.of("REFUNDED", "CHARGED_BACK", "PAYMENT", "RENEWED").contains(kind);
    Column id = repeats && own != null ? own : deal;
    if (id == null) {
      rule.fillIn(
          "eventId",
          "what makes this event the same each time, such as \"{/data/id}:" + event + "\"");
    } else {
      rule.guessed("eventId", Values.quoted("{" + id.name() + "}:" + event), id);
    }
  }

  private void time(Rule rule, @Nullable Column named) {
    Column stage = file.field(Field.STAGE);
    Column time = named == null && object.isEmpty() ? PayloadTimes.happenedAt(file) : named;
    if (time != null) {
      rule.guessed("occurredAt", values.time(file, Field.CLOSED, time), time);
    } else if (!object.isEmpty() && stage != null) {
      rule.field(
          "occurredAt",
          "{from: %s, format: epoch_ms}  # since '%s' says so"
              .formatted(Values.quoted("/_at/" + stage.name().split("/", -1)[1]), stage.name()));
    } else {
      rule.fillIn("occurredAt", "when it happened, such as {from: /data/closed_at}");
    }
  }

  static String place(@Nullable Column column) {
    return column == null ? "" : column.name();
  }

  private Rule unsaid(Rule rule) {
    Column stage = Values.need(file, Field.STAGE);
    return rule.when(
        "when is it won? such as %s == \"won\"; the samples say %s"
            .formatted(Values.accessor(stage), String.join(", ", stage.distinct())));
  }

  private String unique(String name) {
    String own = name;
    for (int i = 2; !names.add(own); i++) {
      own = name + "_" + i;
    }
    return own;
  }

  static void customer(Rule rule, @Nullable Column customer, String deal) {
    if (customer != null) {
      rule.guessed("customerId", Values.customer(customer, ""), customer);
    } else if (!deal.isEmpty()) {
      rule.field(
          "customerId",
          Values.quoted("~deal:{" + deal + "}")
              + "  # no customer was found: each deal has one of its own; name it if there is one");
    } else {
      rule.fillIn("customerId", "whose it is, such as \"{/data/customer/id}\"");
    }
  }

  private void amount(Rule rule, String kind) {
    Column amount =
        kind.equals("REFUNDED") && file.has(Field.REFUND_AMOUNT)
            ? file.field(Field.REFUND_AMOUNT)
            : file.field(Field.AMOUNT);
    if (amount == null
        || !Set.of("", "WON", "REFUNDED", "EXPANDED", "RENEWED", "PAYMENT").contains(kind)) {
      return;
    }
    rule.guessed("amount", "", amount);
    rule.part("from: " + Values.quoted(amount.name()));
    String words = amount.words();
    if (words.matches(".*\\b(cents?|minor|pence)\\b.*")) {
      rule.part("unit: minor");
    } else if (amount.distinct().stream().anyMatch(value -> value.contains("."))) {
      rule.part("unit: major");
    } else {
      rule.part(
          "unit:  # FILL IN: is %s money of that size (major), or a hundredth of it (minor)?"
              .formatted(amount.example()));
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
      rule.part("currency:  # FILL IN: its code, such as EUR");
    }
  }

  private void reason(Rule rule) {
    Column reason =
        file.has(Field.REVERSAL_REASON)
            ? file.field(Field.REVERSAL_REASON)
            : file.columns().stream()
                .filter(
                    column -> column.filled() > 0 && column.words().matches("(.* )?reason( code)?"))
                .findFirst()
                .orElse(null);
    if (reason != null) {
      Set<String> known = new LinkedHashSet<>();
      for (String value : reason.distinct()) {
        known.add(Values.quoted(value) + ": " + DealRules.reason(Column.words(value)));
      }
      rule.guessed(
          "reversalReason",
          "{from: %s, map: {%s, \"*\": UNKNOWN}}"
              .formatted(Values.quoted(reason.name()), String.join(", ", known)),
          reason);
    }
  }
}
