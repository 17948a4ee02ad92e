package io.willingly.connectors.guess;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Drafts the rules of payloads that tell of deals. */
final class PayloadRules {
  /** What a type of event says happened; the first that is found. */
  private static final Map<Pattern, String> HAPPENED = new LinkedHashMap<>();

  static {
    happened("dispute.*(won|closed)|charge ?back.*(won|reversed)", "DISPUTE_WON");
    happened("dispute|charge ?back", "CHARGED_BACK");
    happened("invoice (payment )?(paid|succeeded)", "PAYMENT");
    happened("subscription (activat|creat|start)", "WON");
    happened("refund|credit note|adjustment", "REFUNDED");
    happened("return(ed|s)?\\b", "RETURNED");
    happened("cancel|storno|void|terminat|revok|withdr|rescind", "CANCELLED");
    happened("churn|expired|lapsed", "CHURNED");
    happened("renew", "RENEWED");
    happened("upgrade|expan", "EXPANDED");
    happened("downgrade|contract(ed|ion)", "DOWNGRADED");
    happened("\\blost\\b|declin|reject", "LOST");
    happened("\\bwon\\b|complet|\\bpaid\\b|signed|accept|approved|succeed|purchase|sold", "WON");
    happened("activat|deliver|fulfil|\\blive\\b", "ACTIVATED");
    happened("payment|invoice", "PAYMENT");
    happened("delet", "DELETED");
  }

  private static final Pattern OF_ANOTHER =
      Pattern.compile(
          "(deal|opportunity|order|contract|transaction|subscription|charge|invoice|purchase"
              + "|payment intent|payment|checkout)( id| no| number)?");

  /** A thing and its number, such as an agreement no. */
  private static final Pattern NUMBERED =
      Pattern.compile("\\w+ (id|no|nr|number|ref|reference|key|code|uid|uuid)");

  private final FileGuess file;
  private final Values values;
  private final EventTypes.Group group;
  private final Set<String> names;

  /**
   * Of a group.
   *
   * @param names of rules that are taken
   */
  PayloadRules(FileGuess file, Values values, EventTypes.Group group, Set<String> names) {
    this.file = file;
    this.values = values;
    this.group = group;
    this.names = names;
  }

  private static void happened(String words, String kind) {
    HAPPENED.put(Pattern.compile(words), kind);
  }

  /** What a type says happened; null when it only says that something did. */
  static @Nullable String happened(String words) {
    return HAPPENED.entrySet().stream()
        .filter(each -> each.getKey().matcher(words).find())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  String text() {
    String kind = happened(group.words());
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
    return text.toString();
  }

  private void staged(StringBuilder text, Column stage, String name, String kind, Stages says) {
    Set<String> values = says.in(stage);
    if (!values.isEmpty()) {
      text.append(rule(name, kind, Values.oneOf(stage, values), "'" + stage.name() + "'"));
    } else if (says == Stages.WON) {
      text.append(rule(name, kind, null, "'" + stage.name() + "'"));
    }
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
    Rule rule = new Rule(unique(name), "payloads", "deal", String.join(" and ", conditions));
    if (more == null) {
      rule = unsaid(rule);
    }
    Column deal = deal(kind);
    Column own = ownId();
    boolean repeats = Set.of("REFUNDED", "CHARGED_BACK", "PAYMENT", "RENEWED").contains(kind);
    Column id = repeats && own != null ? own : deal;
    String event = kind.isEmpty() ? "happened" : kind.toLowerCase(Locale.ROOT);
    if (id == null) {
      rule.fillIn(
          "eventId",
          "what makes this event the same each time, such as \"{/data/id}:" + event + "\"");
    } else {
      rule.guessed("eventId", Values.quoted("{" + id.name() + "}:" + event), id);
    }
    revision(rule, file, values);
    if (kind.isEmpty()) {
      rule.fillIn(
          "kind",
          "what happened: OPENED, WON, LOST, CANCELLED, REFUNDED or another kind of the contract");
    } else {
      rule.field("kind", kind + "  # guessed from " + why);
    }
    time(rule, kind);
    if (deal == null) {
      rule.fillIn("dealId", "the id of the deal, such as \"{/data/deal_id}\"");
    } else {
      rule.guessed("dealId", Values.quoted("{" + deal.name() + "}"), deal);
    }
    customer(rule, file.field(Field.CUSTOMER), deal);
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

  /** A refund tells of another object: the sale it is of. */
  private @Nullable Column deal(String kind) {
    Column named = file.field(Field.DEAL);
    boolean reversal = Set.of("REFUNDED", "CHARGED_BACK", "DISPUTE_WON", "PAYMENT").contains(kind);
    if (named != null && !named.words().equals("id") && file.sure(Field.DEAL) > 90) {
      return named;
    }
    Optional<Column> ofType =
        file.columns().stream()
            .filter(column -> column.filled() > 0 && NUMBERED.matcher(column.words()).matches())
            .filter(column -> List.of(group.words().split(" ", -1)).contains(first(column)))
            .findFirst();
    if (ofType.isPresent() && !reversal) {
      return ofType.get();
    }
    Column own = ownId();
    Optional<Column> other =
        file.columns().stream()
            .filter(column -> column.filled() > 0 && OF_ANOTHER.matcher(column.words()).matches())
            .filter(column -> !column.fits(Field.Shape.TIME) && !column.words().matches("payment"))
            .min(Comparator.comparingInt(column -> group.words().contains(first(column)) ? 0 : 1));
    if (reversal || own == null) {
      return other.orElse(own == null ? named : own);
    }
    return own;
  }

  private static String first(Column column) {
    return column.words().split(" ", 2)[0];
  }

  /** The id of what the payload is about: the innermost, or the one named like its type. */
  private @Nullable Column ownId() {
    return file.columns().stream()
        .filter(column -> column.filled() > 0 && column.words().matches("(\\w+ )?id"))
        .filter(
            column ->
                column.name().endsWith("/id")
                    || column.name().endsWith("/uri")
                    || column.words().matches("object id"))
        .filter(
            column ->
                column.words().equals("id")
                    || column.words().equals("object id")
                    || group.words().contains(first(column)))
        .max(
            Comparator.comparingInt(
                    (Column column) ->
                        !column.words().equals("id") && group.words().contains(first(column))
                            ? 1
                            : 0)
                .thenComparingInt(column -> column.name().split("/", -1).length))
        .orElse(null);
  }

  /** Which of two versions is the newer: by the time of the change, else of the payload. */
  static void revision(Rule rule, FileGuess file, Values values) {
    Column time =
        file.columns().stream()
            .filter(column -> column.fits(Field.Shape.TIME))
            .filter(column -> Field.UPDATED.score(column.words()) > 0)
            .findFirst()
            .orElseGet(() -> happenedAt(file));
    if (time != null) {
      String read = values.time(file, Field.CLOSED, time);
      rule.guessed(
          "revision",
          read.contains("format:") ? read : read.substring(0, read.length() - 1) + ", format: iso}",
          time);
    }
  }

  private void time(Rule rule, String kind) {
    Column time =
        switch (kind) {
          case "OPENED" -> file.field(Field.OPENED);
          case "WON" -> named("won|paid|signed|closed?");
          case "LOST" -> named("lost|closed?");
          case "CANCELLED" -> named("cancell?ed|revoked|terminated|withdrawn|ended");
          case "REFUNDED" -> named("refund(ed)?");
          default -> null;
        };
    if (time == null) {
      time = happenedAt(file);
    }
    if (time == null) {
      rule.fillIn("occurredAt", "when it happened, such as {from: /data/closed_at}");
    } else {
      rule.guessed("occurredAt", values.time(file, Field.CLOSED, time), time);
    }
  }

  private @Nullable Column named(String words) {
    return file.columns().stream()
        .filter(column -> column.fits(Field.Shape.TIME))
        .filter(column -> column.words().matches("(.* )?(" + words + ")( (at|on|time|date|day))?"))
        .filter(column -> !column.words().contains("expected"))
        .min(Comparator.comparingInt(column -> rank(column.words(), words)))
        .orElse(null);
  }

  private static int rank(String found, String words) {
    String[] order = words.replace("(ed)?", "").replace("?", "").split("\\|", -1);
    for (int i = 0; i < order.length; i++) {
      if (found.contains(order[i])) {
        return i;
      }
    }
    return order.length;
  }

  /** When the payload was made: the outermost time of that name. */
  static @Nullable Column happenedAt(FileGuess file) {
    return file.columns().stream()
        .filter(column -> column.fits(Field.Shape.TIME))
        .filter(
            column ->
                column
                    .words()
                    .matches(
                        "(envelope )?(event |notification )?(occurred|created?|happened|sent|triggered|fired|time|timestamp|ts|date)"
                            + "( at| on| date| time| ts)?"))
        .min(Comparator.comparingInt(column -> column.name().split("/", -1).length))
        .orElse(null);
  }

  static void customer(Rule rule, @Nullable Column customer, @Nullable Column deal) {
    if (customer != null) {
      rule.guessed("customerId", Values.customer(customer, ""), customer);
    } else if (deal != null) {
      rule.field(
          "customerId",
          Values.quoted("~deal:{" + deal.name() + "}")
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
