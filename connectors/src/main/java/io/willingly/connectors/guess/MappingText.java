package io.willingly.connectors.guess;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the mapping of files that were guessed. */
final class MappingText {
  private final List<FileGuess> files;
  private final Values values;
  private final List<Problem> problems;
  private final List<String> notes;
  private final Corrections corrections;
  private final StringBuilder views = new StringBuilder();
  private final StringBuilder filters = new StringBuilder();
  private final StringBuilder events = new StringBuilder();

  MappingText(
      List<FileGuess> files, Corrections corrections, List<Problem> problems, List<String> notes) {
    this.files = files;
    this.corrections = corrections;
    this.problems = problems;
    this.notes = notes;
    this.values = new Values(corrections, problems, notes);
  }

  /** How columns are read, by file and column. */
  Map<String, String> readings() {
    return values.readings();
  }

  /** The text of the mapping; of no use while there are problems. */
  String write() {
    StringBuilder inputs = new StringBuilder();
    Set<Kind> written = new LinkedHashSet<>();
    // A file goes to the first input whose columns it has: the one with most of them first.
    List<FileGuess> wide = new ArrayList<>(files);
    wide.sort(
        Comparator.comparingInt((FileGuess file) -> file.sample().columns().size()).reversed());
    int others = 0;
    for (FileGuess file : wide) {
      if (file.kind() == Kind.OTHER || written.add(file.kind())) {
        boolean other = file.kind() == Kind.OTHER;
        input(inputs, file, other ? "other_" + ++others : file.kind().key());
      }
    }
    Optional<FileGuess> deals = of(Kind.DEALS);
    for (Kind kind : Kind.values()) {
      of(kind).ifPresent(file -> rules(file, deals));
    }
    return "# Guessed from %s.\nversion: 1\ndescription: %s\n\ninputs:\n%s"
            .formatted(
                files.stream().map(FileGuess::name).collect(Collectors.joining(", ")),
                Values.quoted(
                    files.stream()
                        .filter(file -> file.kind() != Kind.OTHER)
                        .map(file -> file.kind().key() + " of " + file.name())
                        .collect(Collectors.joining(", "))),
                inputs)
        + (views.isEmpty() ? "" : "\nviews:\n" + views)
        + (filters.isEmpty() ? "" : "\nfilters:\n" + filters)
        + "\nevents:\n"
        + events;
  }

  private Optional<FileGuess> of(Kind kind) {
    return files.stream().filter(file -> file.kind() == kind).findFirst();
  }

  private static void input(StringBuilder inputs, FileGuess file, String name) {
    inputs.append("  ").append(name).append(":\n    columns: [");
    inputs.append(
        file.sample().columns().stream()
            .filter(column -> !column.isEmpty())
            .map(Values::quoted)
            .collect(Collectors.joining(", ")));
    inputs.append("]\n");
    if (file.sample().delimiter() != ',') {
      String delimiter = String.valueOf(file.sample().delimiter());
      inputs.append("    delimiter: ").append(Values.quoted(delimiter)).append('\n');
    }
    if (!file.sample().encoding().equals("UTF-8")) {
      inputs.append("    encoding: ").append(file.sample().encoding()).append('\n');
    }
    if (name.startsWith("other_")) {
      inputs.append("    use: none\n");
    }
  }

  private void rules(FileGuess file, Optional<FileGuess> deals) {
    switch (file.kind()) {
      case DEALS -> {
        if (file.has(Field.DEAL) && file.has(Field.CLOSED)) {
          DealRules rules = new DealRules(file, values, corrections, problems, notes);
          events.append(rules.events());
          filters.append(rules.filters());
        }
      }
      case REPS -> {
        if (file.has(Field.TEAM_REP)) {
          rep(file);
        }
      }
      case SURVEYS -> {
        if (file.has(Field.ANSWERED)) {
          survey(file, deals);
        }
      }
      case CALLS -> {
        if (file.has(Field.CALLED)) {
          call(file, deals);
        }
      }
      case REFERRALS -> {
        if (file.has(Field.REFERRER) && file.has(Field.MADE)) {
          referral(file);
        }
      }
      case OTHER -> {}
    }
  }

  private void survey(FileGuess file, Optional<FileGuess> deals) {
    String from = LinkedView.of(file, deals, views);
    Column answered = Values.need(file, Field.ANSWERED);
    filters.append(
        Values.filter(from, Values.empty(answered), "no time of the answer: not submitted"));
    String id = file.has(Field.ANSWER) ? Values.template(file, Field.ANSWER) : "{_file}:{_row}";
    Rule rule = new Rule("answered", from, "survey", "");
    if (file.has(Field.ANSWER)) {
      rule.field("eventId", Values.quoted(id + ":answered"));
    }
    rule.field("step", "ANSWERED")
        .field("kind", "PURCHASE")
        .field("occurredAt", values.time(file, Field.ANSWERED))
        .field("surveyId", Values.quoted(id));
    customer(rule, file, from);
    file.items()
        .forEach(
            (item, found) ->
                rule.element(
                    "answers",
                    values
                        .answer(file, item, found.column())
                        .orElseGet(() -> noScale(file, item))));
    rule.optional("comment", Values.column(file, Field.COMMENT));
    events.append(rule);
  }

  private String noScale(FileGuess file, Item item) {
    problems.add(
        new Problem(
            file.name(),
            "the answers to " + item.key() + " are on no scale",
            file.columnNames(),
            "surveys." + item.key()));
    return "{item: " + item + ", value: \"0\", scale: [0, 1]}";
  }

  private void call(FileGuess file, Optional<FileGuess> deals) {
    String from = LinkedView.of(file, deals, views);
    String id = file.has(Field.CALL) ? Values.template(file, Field.CALL) : "{_file}:{_row}";
    Rule rule = new Rule("call", from, "call", "");
    if (file.has(Field.CALL)) {
      rule.field("eventId", Values.quoted(id));
    }
    rule.field("callId", Values.quoted(id)).field("occurredAt", values.time(file, Field.CALLED));
    customer(rule, file, from);
    rule.optional("repId", Values.column(file, Field.CALL_REP));
    rule.optional("durationMillis", values.duration(file));
    events.append(rule);
  }

  private void referral(FileGuess file) {
    Rule rule = new Rule("referral", "referrals", "referral", "");
    String id = file.has(Field.REFERRAL) ? Values.template(file, Field.REFERRAL) : "{_file}:{_row}";
    if (file.has(Field.REFERRAL)) {
      rule.field("eventId", Values.quoted(id + ":made"));
    }
    rule.field("step", "MADE")
        .field("referralId", Values.quoted(id))
        .field("occurredAt", values.time(file, Field.MADE))
        .field("customerId", Values.customer(Values.need(file, Field.REFERRER), ""));
    rule.optional("referredParty", Values.column(file, Field.REFERRED));
    events.append(rule);
  }

  private void rep(FileGuess file) {
    Rule rule = new Rule("rep", "reps", "rep", "");
    String rep = Values.quoted(Values.template(file, Field.TEAM_REP));
    rule.field("eventId", rep)
        .field("repId", rep)
        .field("occurredAt", "\"2001-01-01\"")
        .field("effectiveFrom", "\"2001-01-01\"");
    rule.field("name", file.has(Field.REP_NAME) ? values.from(file, Field.REP_NAME) : rep);
    rule.optional("team", Values.column(file, Field.TEAM));
    rule.optional("region", Values.column(file, Field.REGION));
    if (file.has(Field.HIRED)) {
      rule.field("hiredOn", values.time(file, Field.HIRED));
    }
    events.append(rule);
  }

  /** The file's customer, or that of the deal it names; and the deal. */
  private static void customer(Rule rule, FileGuess file, String from) {
    Field customer = Links.customer(file.kind());
    Field deal = Links.deal(file.kind());
    String id = deal != null && file.has(deal) ? Values.template(file, deal) : "";
    String fallback = id.isEmpty() ? "" : "~deal:" + id;
    if (from.endsWith("_linked")) {
      rule.field(
          "customerId", "{from: deal_customer, default: %s}".formatted(Values.quoted(fallback)));
    } else if (customer != null && file.has(customer)) {
      rule.field("customerId", Values.customer(Values.need(file, customer), fallback));
    }
    if (!id.isEmpty()) {
      rule.field("dealId", Values.quoted(id));
    }
  }
}
