package io.willingly.connectors.mapping;

import java.util.ArrayList;
import java.util.List;

/**
 * An input or view whose rows make events.
 *
 * @param name of the input or view
 */
record Root(String name, List<RowFilter> filters, List<EventRule> rules) {

  /** Maps a row: all of its events, or none. */
  RowOutcome map(Row row) {
    try {
      for (RowFilter filter : filters) {
        if (filter.when().holds(row.data())) {
          return new RowOutcome.Filtered(row.position(), filter.reason(), row.original());
        }
      }
      List<MappedEvent> events = new ArrayList<>();
      for (EventRule rule : rules) {
        rule.apply(row, events);
      }
      if (events.isEmpty()) {
        throw new RowProblem(
            RejectCode.NO_RULE,
            null,
            null,
            "no event rule applies to the row; add a rule, or a filter that says why it is left"
                + " out");
      }
      return new RowOutcome.Mapped(row.position(), events, List.copyOf(row.unread()));
    } catch (RowProblem e) {
      return e.at(row.position(), row.original());
    }
  }
}
