package io.willingly.connectors.pull;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.willingly.connectors.mapping.RowProblem;
import io.willingly.connectors.mapping.TimeFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a request reads only what is new.
 *
 * @param at when an item was changed; null when items do not say: then the start of the last
 *     reading counts
 * @param format of that time
 * @param send format in which the request asks
 * @param overlap read again each time, for vendors are late
 * @param descending the latest change comes first, so that a reading may stop at what is known
 */
record Since(
    @Nullable JsonPointer at,
    TimeFormat format,
    TimeFormat send,
    Duration overlap,
    boolean descending) {
  /** Facts before are rejected anyway (R9). */
  static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");

  /** When the item was changed, if it says so. */
  Optional<Instant> of(JsonNode item) {
    JsonNode value = at == null ? MissingNode.getInstance() : item.at(at);
    try {
      return value.isValueNode() && !value.isNull()
          ? Optional.of(format.instant(value))
          : Optional.empty();
    } catch (RowProblem e) {
      return Optional.empty();
    }
  }
}
