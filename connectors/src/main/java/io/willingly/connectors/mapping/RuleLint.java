package io.willingly.connectors.mapping;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What is risky in a rule.
 *
 * @param node the rule
 * @param fields its fields
 * @param watch what the samples met
 * @param warn is told
 */
record RuleLint(
    EventRule rule, YamlNode node, YamlNode fields, SampleWatch watch, Consumer<String> warn) {
  private static final Pattern LOCAL_TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d([.,]\\d+)?)?");
  private static final Pattern STATE = Pattern.compile("(.* )?(stage|status|state|phase)( .*)?");
  private static final Pattern UPDATED =
      Pattern.compile(
          "(last |date )?(modified|updated|changed|update)( date| at| on| time|stamp)?"
              + "|system ?modstamp");
  private static final Pattern OWN_ID = Pattern.compile("(event|evt|notification|delivery)( id)?");

  void look() {
    if (!watch.reached(rule)) {
      warn(node, "rule '%s' applies to no row of the samples".formatted(rule.rows().rule()));
    }
    Set<String> id = Reads.of(fields, "eventId");
    // What the source numbers itself is not corrected.
    if (id.stream().map(Reads::words).noneMatch(OWN_ID.asMatchPredicate())) {
      identity(id);
      revision();
    }
    currency();
  }

  private void identity(Set<String> id) {
    Set<String> time = Reads.of(fields, "occurredAt");
    Set<String> amount = Reads.of(fields, "amount");
    for (String part : id) {
      String why =
          time.contains(part)
              ? "is also its time"
              : amount.contains(part)
                  ? "is also its amount"
                  : STATE.matcher(Reads.words(part)).matches() ? "is a state" : "";
      if (!why.isEmpty()) {
        warn(
            field(fields, "eventId").orElse(fields),
            ("%s.eventId holds '%s', which %s: when the source corrects it, the old event stays"
                    + " beside the new one; leave it out")
                .formatted(rule.rows().rule(), part.substring(1), why));
      }
    }
  }

  private void revision() {
    if (field(fields, "revision").isPresent()) {
      return;
    }
    watch.properties().keySet().stream()
        .filter(property -> UPDATED.matcher(Reads.words(property)).matches())
        .findFirst()
        .ifPresent(
            property ->
                warn(
                    fields,
                    ("%s has no revision, though the samples have '%s': without it nobody knows which"
                            + " of two versions of a fact is the newer; add"
                            + " 'revision: {from: %s, format: ...}'")
                        .formatted(rule.rows().rule(), property, property)));
  }

  private void currency() {
    Optional<YamlNode> constant =
        field(fields, "amount")
            .flatMap(amount -> field(amount, "currency"))
            .filter(currency -> currency.isScalar() && currency.text().matches("[A-Z]{3}"));
    if (constant.isEmpty()) {
      return;
    }
    watch.properties().entrySet().stream()
        .filter(each -> Reads.words(each.getKey()).matches("(.* )?currency( .*)?"))
        .filter(each -> each.getValue().matches("[A-Za-z]{3}"))
        .findFirst()
        .ifPresent(
            each ->
                warn(
                    constant.get(),
                    ("%s.amount is always taken as %s, though the samples say '%s' in '%s'; use"
                            + " 'currency: {from: %s}'")
                        .formatted(
                            rule.rows().rule(),
                            constant.get().text(),
                            each.getValue(),
                            each.getKey(),
                            each.getKey())));
  }

  /** Warns of a time that could be of any zone, in a mapping that names none. */
  boolean localTime() {
    Optional<YamlNode> time = field(fields, "occurredAt");
    if (time.isEmpty() || field(time.get(), "zone").isPresent()) {
      return false;
    }
    Optional<String> local =
        Reads.of(fields, "occurredAt").stream()
            .flatMap(part -> watch.rowsOf(rule).stream().map(row -> row.at(part).asText("")))
            .filter(LOCAL_TIME.asMatchPredicate())
            .findFirst();
    local.ifPresent(
        value ->
            warn(
                time.get(),
                ("%s.occurredAt: '%s' has no offset, and nothing names its zone: it is read in the"
                        + " organisation's; write 'zone:' at the top of the mapping, such as"
                        + " Europe/Madrid, or organisation if that is meant")
                    .formatted(rule.rows().rule(), value)));
    return local.isPresent();
  }

  private static Optional<YamlNode> field(YamlNode entries, String name) {
    return entries.isMap() ? Optional.ofNullable(entries.map().get(name)) : Optional.empty();
  }

  private void warn(YamlNode where, String message) {
    warn.accept(String.valueOf(where.error(message).getMessage()));
  }
}
