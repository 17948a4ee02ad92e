package io.willingly.connectors.mapping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An input, view or object whose rows make something.
 *
 * @param name of the input, view or object
 */
record Root(
    String name,
    List<RowFilter> filters,
    List<EventRule> rules,
    List<ObjectRule> objects,
    List<AliasRule> aliases) {
  /** Field of every event of the contract. */
  private static final int EVENT_ID = 1;

  static Root of(String name) {
    return new Root(
        name, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  /** Maps a row: all that it makes, or nothing. */
  RowOutcome map(Row row) {
    try {
      for (RowFilter filter : filters) {
        if (filter.when().holds(row.data())) {
          return new RowOutcome.Filtered(row.position(), filter.reason(), row.original());
        }
      }
      List<MappedEvent> events = new ArrayList<>();
      rules.forEach(rule -> rule.apply(row, events));
      List<ObjectPart> parts = new ArrayList<>();
      objects.forEach(rule -> rule.apply(row, parts));
      List<AliasFact> facts = new ArrayList<>();
      aliases.forEach(rule -> rule.apply(row, facts));
      if (events.isEmpty() && parts.isEmpty() && facts.isEmpty()) {
        throw new RowProblem(
            RejectCode.NO_RULE,
            null,
            null,
            "no event rule applies to the row; add a rule, or a filter that says why it is left"
                + " out");
      }
      return new RowOutcome.Mapped(row.position(), events, parts, facts, List.copyOf(row.unread()));
    } catch (RowProblem e) {
      return e.at(row.position(), row.original());
    }
  }

  /** Maps all that is known of an object: each event that can be made. */
  ObjectEvents events(Row row) {
    List<MappedEvent> events = new ArrayList<>();
    List<ObjectEvents.Awaited> waiting = new ArrayList<>();
    try {
      for (RowFilter filter : filters) {
        if (filter.when().holds(row.data())) {
          return new ObjectEvents(List.of(), List.of(), null);
        }
      }
      for (EventRule rule : rules) {
        rule.apply(row, events, lacking -> waiting.add(awaited(rule, lacking)));
      }
      distinct(events);
      return new ObjectEvents(events, waiting, null);
    } catch (RowProblem e) {
      return new ObjectEvents(List.of(), waiting, e.at(row.position(), row.original()));
    }
  }

  private static ObjectEvents.Awaited awaited(EventRule rule, RowProblem lacking) {
    return new ObjectEvents.Awaited(
        rule.rows().rule(),
        lacking.field(),
        lacking instanceof Unresolved unresolved ? unresolved.key() : null,
        String.valueOf(lacking.getMessage()));
  }

  private static void distinct(List<MappedEvent> events) {
    Set<String> ids = new HashSet<>();
    for (MappedEvent made : events) {
      String id = made.family() + " event '" + made.event().get(EVENT_ID) + "'";
      if (!ids.add(id)) {
        throw new RowProblem(
            RejectCode.NO_RULE,
            "eventId",
            null,
            "the " + id + " is made twice; give each rule and element an eventId of its own");
      }
    }
  }
}
