package io.willingly.connectors.guess;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Drafts the rules of payloads that tell of deals. */
final class PayloadRules {
  /** What is in such a state may never come to pass. */
  private static final Pattern UNDECIDED =
      Pattern.compile("(?i)pend|draft|await|review|progress|request|submit|open|creat|initiat");

  private final FileGuess file;
  private final Values values;
  private final EventTypes.Group group;
  private final Set<String> names;

  /** The object they read; empty for the payloads. */
  private final String object;

  private String dealId = "";
  private boolean alone;

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

  /**
   * Beside other rules that tell of deals.
   *
   * @param common what the deal's id is called in the payloads of all of them; empty when they have
   *     none in common
   */
  PayloadRules beside(String common) {
    dealId = common;
    alone = common.isEmpty();
    return this;
  }

  String text() {
    String kind = object.isEmpty() ? Happened.kind(group.words()) : null;
    Column stage = file.field(Field.STAGE);
    if (kind != null) {
      return rule(kind.toLowerCase(Locale.ROOT), kind, "", "the type '" + group.types() + "'")
          .toString();
    }
    // What an invoice or a payment is in does not say what the deal is.
    if (stage == null
        || group.words().matches(".*\\b(invoice|payment|charge|transaction)s?\\b.*")) {
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
    Column state = file.field(Field.STAGE);
    if (object.isEmpty()
        && DealIds.repeats(kind)
        && state != null
        && state.distinct().stream().anyMatch(UNDECIDED.asPredicate())) {
      rule =
          rule.when(
              "does it count already? such as %s == \"approved\"; the samples say %s"
                  .formatted(Values.accessor(state), String.join(", ", state.distinct())));
    }
    String event = kind.isEmpty() ? "happened" : kind.toLowerCase(Locale.ROOT);
    DealIds ids = new DealIds(file, group.words());
    Column deal = object.isEmpty() ? ids.deal(kind, dealId) : null;
    if (object.isEmpty()) {
      eventId(rule, ids, deal, kind, event);
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
      rule.fillIn("dealId", "the id of the deal it is of, such as \"{/data/deal_id}\"");
    } else {
      rule.guessed("dealId", Values.quoted("{" + deal.name() + "}"), deal);
      if (alone) {
        rule.note(
            "no id of a deal is in all samples: see that other rules mean the same deal by theirs");
      }
    }
    Customers.of(rule, file, Field.CUSTOMER, object.isEmpty() ? Customers.place(deal) : "_id");
    Column rep = file.field(Field.REP);
    if (rep != null) {
      rule.guessed("repId", "{from: " + Values.quoted(rep.name()) + "}", rep);
    }
    DealValues about = new DealValues(file);
    about.amount(rule, kind);
    about.reason(rule, kind);
    return rule;
  }

  private void eventId(Rule rule, DealIds ids, @Nullable Column deal, String kind, String event) {
    boolean repeats = DealIds.repeats(kind);
    Column id = repeats ? ids.happening(kind) : deal;
    Column own = ids.own();
    if (!repeats && id != null && own != null && !own.equals(id) && own.words().equals("id")) {
      rule.fillIn(
          "eventId",
          "\"{%s}:%s\" if that is sold once, and a filter for renewals; \"{%s}:%s\" if each is a sale, with the dealId alike"
              .formatted(id.name(), event, own.name(), event));
    } else if (id != null) {
      rule.guessed("eventId", Values.quoted("{" + id.name() + "}:" + event), id);
    } else if (repeats) {
      rule.fillIn(
          "eventId",
          "the id of what happened, such as \"{/data/id}:%s\": it can happen again%s"
              .formatted(
                  event,
                  deal == null
                      ? ""
                      : ", and \"{%s}:%s\" is one event however often"
                          .formatted(deal.name(), event)));
    } else {
      rule.fillIn(
          "eventId",
          "what makes this event the same each time, such as \"{/data/id}:" + event + "\"");
    }
  }

  private void time(Rule rule, @Nullable Column named) {
    Column stage = file.field(Field.STAGE);
    Column time = named == null && object.isEmpty() ? PayloadTimes.happened(file) : named;
    if (time != null) {
      PayloadTimes.time(rule, "occurredAt", file, values, time);
    } else if (!object.isEmpty() && stage != null) {
      rule.field(
          "occurredAt",
          "{from: %s, format: epoch_ms}  # since '%s' says so"
              .formatted(Values.quoted("/_at/" + stage.name().split("/", -1)[1]), stage.name()));
    } else {
      rule.fillIn("occurredAt", "when it happened, such as {from: /data/closed_at}");
    }
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
}
