package io.willingly.connectors.mapping;

import org.jspecify.annotations.Nullable;

/**
 * A value of an event and where it is from.
 *
 * @param name of the field, such as {@code amount.minor} or {@code credits[0].repId}
 * @param value text, a number or true or false; null when the mapping asks for it and the row does
 *     not have it
 * @param from what it was read from: columns or JSON pointers in quotes, or who gave it; for a
 *     missing one, why there is none
 */
public record EventField(String name, @Nullable Object value, String from) {}
