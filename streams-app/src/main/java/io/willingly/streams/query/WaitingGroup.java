package io.willingly.streams.query;

import io.willingly.metrics.fold.Outcome;
import io.willingly.metrics.fold.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Facts of a source that wait for the same, and the cure.
 *
 * @param facts the oldest first
 * @param cure what to do, in a sentence
 */
public record WaitingGroup(
    Reason reason, String source, String topic, List<Pending.Entry> facts, String cure) {
  /** What `willingly alias` cannot do for an event that a row alone made. */
  private static final String ALIASES =
      "; an alias does that only where the mapping makes the events of 'objects:'";

  public WaitingGroup {
    facts = List.copyOf(facts);
  }

  /**
   * All that wait, in groups; the largest first.
   *
   * @param queries is asked who has the deal that the first of a group waits for
   */
  public static List<WaitingGroup> of(Pending pending, Queries queries, AsOf asOf) {
    Map<List<Object>, List<Pending.Entry>> groups = new LinkedHashMap<>();
    for (Pending.Entry entry : pending.entries()) {
      groups
          .computeIfAbsent(
              List.of(entry.reason(), entry.source(), entry.topic()), key -> new ArrayList<>())
          .add(entry);
    }
    return groups.values().stream()
        .map(facts -> of(facts, queries, asOf))
        .sorted((one, other) -> Integer.compare(other.facts().size(), one.facts().size()))
        .toList();
  }

  private static WaitingGroup of(List<Pending.Entry> facts, Queries queries, AsOf asOf) {
    Pending.Entry first = facts.get(0);
    String cure =
        first.deal().isEmpty()
            ? noDeal(first)
            : elsewhere(first, queries, asOf).map(known -> other(first, known)).orElse(send(first));
    return new WaitingGroup(first.reason(), first.source(), first.topic(), facts, cure);
  }

  /** The customer under whom the deal is known that a fact of another customer waits for. */
  private static Optional<String> elsewhere(Pending.Entry entry, Queries queries, AsOf asOf) {
    if (!(queries.deal(entry.deal(), asOf) instanceof CaseFile file)) {
      return Optional.empty();
    }
    return file.cases().stream()
        .filter(each -> !each.customerId().equals(entry.customer()))
        .filter(
            each ->
                each.facts().stream()
                    .anyMatch(fact -> !fact.outcome().startsWith(Outcome.PENDING.name())))
        .map(CaseFile.Case::customerId)
        .findFirst();
  }

  private static String other(Pending.Entry entry, String known) {
    return ("deal %s is known, of customer %s, and not of customer %s: let the mappings of both"
            + " sources give the same customerId, raise 'version', and replay%s")
        .formatted(entry.deal(), known, entry.customer(), ALIASES);
  }

  private static String send(Pending.Entry entry) {
    return ("nothing has sent deal %s of customer %s: replay or pull the deals of the source that"
            + " sells it; if it is there under another id, let both mappings give the same dealId")
        .formatted(entry.deal(), entry.customer());
  }

  private static String noDeal(Pending.Entry entry) {
    return ("customer %s has no deal signed at or before it: replay or pull this customer's deals; if"
            + " they are of another customerId, let both mappings give the same, or name the dealId%s")
        .formatted(entry.customer(), ALIASES);
  }

  /** For people. */
  public String text() {
    Pending.Entry first = facts.get(0);
    return "%,d of %s (%s) wait, the oldest since %s: %s; such as %s.\n  What to do: %s.\n"
        .formatted(
            facts.size(),
            source,
            topic,
            first.arrivedAt().substring(0, 10),
            reason.text(),
            first.event(),
            cure);
  }
}
