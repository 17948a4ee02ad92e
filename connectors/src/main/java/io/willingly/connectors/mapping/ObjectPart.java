package io.willingly.connectors.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a payload tells of an object of the source: some of its properties, and since when.
 *
 * @param type of the object, as the mapping names it
 * @param at when the source says it was so; null when it does not say
 * @param properties the ones it tells of
 * @param complete the part tells of all properties whose names begin so: another that does was
 *     empty then. Null when it does not say
 * @param deleted the object is gone
 */
public record ObjectPart(
    String type,
    String id,
    @Nullable Instant at,
    ObjectNode properties,
    @Nullable String complete,
    boolean deleted) {
  /** In the row that an object is to its event rules: its id. */
  public static final String ID = "_id";

  /** There: since when each property has its value, in epoch milliseconds. */
  public static final String AT = "_at";

  /** There: when the newest of it was so, in epoch milliseconds. */
  public static final String CHANGED = "_changed";

  /** There: the values a property has had, each with {@code value} and {@code since}. */
  public static final String HISTORY = "_history";
}
