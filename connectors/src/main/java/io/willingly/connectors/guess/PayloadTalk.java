package io.willingly.connectors.guess;

import java.util.Comparator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Drafts the rules of payloads that tell of surveys, calls and referrals. */
final class PayloadTalk {
  private final FileGuess file;
  private final Values values;
  private final EventTypes.Group group;
  private final Set<String> names;

  PayloadTalk(FileGuess file, Values values, EventTypes.Group group, Set<String> names) {
    this.file = file;
    this.values = values;
    this.group = group;
    this.names = names;
  }

  String survey() {
    Rule rule = rule("answered", "survey");
    Column id = id(Field.ANSWER);
    ids(rule, id, "surveyId", ":answered");
    rule.field("step", "ANSWERED");
    boolean support = group.words().matches(".*(ticket|conversation|support|csat).*");
    rule.field(
        "kind",
        (support ? "SUPPORT" : group.words().contains("nps") ? "RELATIONSHIP" : "PURCHASE")
            + "  # or ONBOARDING, LOST_DEAL, OTHER");
    time(rule, file.sure(Field.ANSWERED) > 90 ? file.field(Field.ANSWERED) : null);
    about(rule, Field.ANSWER_CUSTOMER, Field.ANSWER_DEAL);
    FileGuess.Found bare = file.items().get(Item.HAPPY_WITH_PRICE);
    if (bare != null && bare.sure() == FileGuess.BY_VALUES) {
      // A score that does not say what was asked.
      file.items().clear();
      if (support) {
        file.items().put(Item.SATISFIED, bare);
      }
    }
    if (file.items().isEmpty()) {
      String place = bare == null ? "/data/score" : bare.column().name();
      rule.fillIn(
          "answers",
          "what was asked, such as [{item: HAPPY_WITH_PRICE, value: {from: %s}, scale: [1, 5]}]"
              .formatted(place));
    }
    file.items()
        .forEach(
            (item, found) ->
                values
                    .answer(file, item, found.column())
                    .ifPresent(
                        answer ->
                            rule.element(
                                "answers",
                                "%s  # guessed from '%s', such as %s"
                                    .formatted(
                                        answer,
                                        found.column().words(),
                                        found.column().example()))));
    Column comment = file.field(Field.COMMENT);
    if (comment != null) {
      rule.guessed("comment", Values.column(file, Field.COMMENT).orElse(""), comment);
    }
    return rule.toString();
  }

  String call() {
    Rule rule = rule("call", "call");
    ids(rule, id(Field.CALL), "callId", "");
    if (group.words().matches(".*(cancel|declin|no show).*")) {
      rule.field("retracted", "\"true\"  # guessed from the type '" + group.types() + "'");
    }
    Column start = file.field(Field.CALLED);
    time(rule, start);
    if (start != null && group.words().matches(".*(created|scheduled|booked|invited).*")) {
      rule.note(
          "it is still to come when this arrives, and what is to come is rejected as FUTURE:"
              + " better take the payload that says it has ended");
    }
    about(rule, Field.CALL_CUSTOMER, Field.CALL_DEAL);
    Column rep = file.field(Field.CALL_REP);
    if (rep != null) {
      rule.guessed("repId", Values.column(file, Field.CALL_REP).orElse(""), rep);
    }
    Column duration = file.field(Field.DURATION);
    if (duration != null) {
      rule.guessed("durationMillis", values.duration(file).orElse(""), duration);
    }
    return rule.toString();
  }

  String referral() {
    Rule rule = rule("referral", "referral");
    ids(rule, id(Field.REFERRAL), "referralId", ":made");
    rule.field("step", "MADE");
    time(rule, file.field(Field.MADE));
    about(rule, Field.REFERRER, null);
    Column referred = file.field(Field.REFERRED);
    if (referred != null) {
      rule.guessed("referredParty", Values.column(file, Field.REFERRED).orElse(""), referred);
    }
    return rule.toString();
  }

  private Rule rule(String name, String family) {
    String own = name;
    for (int i = 2; !names.add(own); i++) {
      own = name + "_" + i;
    }
    return new Rule(own, "payloads", family, group.when());
  }

  /** The id of that name, else the innermost one. */
  private @Nullable Column id(Field field) {
    Column named = file.field(field);
    if (named != null && !named.words().equals("id")) {
      return named;
    }
    return file.columns().stream()
        .filter(column -> column.filled() > 0 && column.words().matches("id|event id|.*token|uuid"))
        .max(Comparator.comparingInt(column -> column.name().split("/", -1).length))
        .orElse(named);
  }

  private void ids(Rule rule, @Nullable Column id, String field, String ending) {
    if (id == null) {
      rule.fillIn(
          "eventId", "what makes this the same each time, such as \"{/data/id}" + ending + "\"");
      rule.fillIn(field, "its id, such as \"{/data/id}\"");
    } else {
      rule.guessed("eventId", Values.quoted("{" + id.name() + "}" + ending), id);
      PayloadTimes.revision(rule, file, values);
      rule.guessed(field, Values.quoted("{" + id.name() + "}"), id);
    }
  }

  private void time(Rule rule, @Nullable Column named) {
    Column time = named == null ? PayloadTimes.happenedAt(file) : named;
    if (time == null) {
      rule.fillIn("occurredAt", "when it happened, such as {from: /data/created_at}");
    } else {
      PayloadTimes.time(rule, "occurredAt", file, values, time);
    }
  }

  private void about(Rule rule, Field customerField, @Nullable Field dealField) {
    Column deal = dealField == null ? null : file.field(dealField);
    Customers.of(rule, file, customerField, Customers.place(deal));
    if (deal != null) {
      rule.guessed("dealId", Values.quoted("{" + deal.name() + "}"), deal);
    }
  }
}
