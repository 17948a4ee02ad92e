package io.willingly.connectors.mapping;

import java.util.List;
import java.util.Set;

/**
 * A kind of object that is put together of parts.
 *
 * @param name of the kind, such as {@code deal}
 * @param history properties of which former values are kept
 * @param computed properties worked out of what is known, before any event is made
 * @param root what it makes
 */
record ObjectType(String name, Set<String> history, Computed computed, Root root) {
  ObjectType with(Root made) {
    return new ObjectType(name, history, computed, made);
  }

  /** The events of one of them. */
  ObjectEvents events(Row row) {
    RowProblem problem = computed.complete(row.data());
    return problem == null
        ? root.events(row)
        : new ObjectEvents(List.of(), List.of(), problem.at(row.position(), row.original()));
  }
}
