package io.willingly.connectors.mapping;

import io.willingly.connectors.mapping.RowOutcome.Rejected;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of an object, of all that is known of it.
 *
 * @param waiting events that cannot be made yet
 * @param rejected why the object cannot be mapped; null when it can
 */
public record ObjectEvents(
    List<MappedEvent> events, List<Awaited> waiting, @Nullable Rejected rejected) {
  public ObjectEvents {
    events = List.copyOf(events);
    waiting = List.copyOf(waiting);
  }

  /**
   * What an event waits for.
   *
   * @param rule the event rule of the mapping
   * @param field the event's field that cannot be filled
   * @param alias that nobody has told of; null when a property of the object is missing
   * @param message what is missing
   */
  public record Awaited(
      String rule, @Nullable String field, @Nullable AliasKey alias, String message) {}
}
