package io.willingly.streams.assemble;

import io.willingly.event.ObjectCount;
import io.willingly.event.ObjectCountKey;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has arrived of a source that tells of objects in parts.
 *
 * @param parts deliveries of them
 * @param objects they tell of
 * @param waiting those of the objects of which no event can be made yet
 * @param last when the last part arrived
 */
public record SourceParts(long parts, long objects, long waiting, Instant last) {
  /**
   * By source.
   *
   * @param rows of the topic {@code object-counts}, the latest of each key
   */
  public static Map<String, SourceParts> of(Map<ObjectCountKey, ObjectCount> rows) {
    Map<String, SourceParts> all = new TreeMap<>();
    rows.forEach(
        (key, row) ->
            all.merge(
                key.getSource(),
                new SourceParts(
                    row.getParts(), row.getObjects(), row.getWaiting(), row.getLastPart()),
                SourceParts::plus));
    return all;
  }

  private SourceParts plus(SourceParts other) {
    return new SourceParts(
        parts + other.parts,
        objects + other.objects,
        waiting + other.waiting,
        last.isAfter(other.last) ? last : other.last);
  }

  /** For people. */
  public String text() {
    return "%,d parts of %,d objects, %,d of which wait; the last arrived %s"
        .formatted(parts, objects, waiting, last);
  }
}
