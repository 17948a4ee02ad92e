package io.willingly.streams.assemble;

import io.willingly.event.WaitingObject;
import io.willingly.event.WaitingObjectKey;
import io.willingly.streams.query.Sheet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Objects of a source that wait for the same.
 *
 * @param objects at least one, the one that has waited longest first
 */
public record ObjectGroup(List<Waiting> objects) {
  /** How many are named. */
  private static final int EXAMPLES = 3;

  public ObjectGroup {
    objects = List.copyOf(objects);
  }

  /** An object that waits. */
  public record Waiting(WaitingObjectKey object, WaitingObject row) {
    private String waitsFor() {
      return row.getAlias() == null
          ? Objects.requireNonNullElse(row.getField(), "its mapping")
          : row.getAlias();
    }
  }

  /**
   * All that wait, in groups; what has waited longest first.
   *
   * @param rows of the topic {@code waiting-objects}, the latest of each key
   */
  public static List<ObjectGroup> of(Map<WaitingObjectKey, WaitingObject> rows) {
    return rows.entrySet().stream()
        .map(each -> new Waiting(each.getKey(), each.getValue()))
        .sorted(
            Comparator.comparing((Waiting each) -> each.row().getSince())
                .thenComparing(Waiting::object))
        .collect(
            Collectors.groupingBy(
                each ->
                    List.of(
                        each.object().getSource(),
                        each.object().getType(),
                        each.row().getRule(),
                        each.waitsFor()),
                LinkedHashMap::new,
                Collectors.toCollection(ArrayList::new)))
        .values()
        .stream()
        .map(ObjectGroup::new)
        .toList();
  }

  /** The one that has waited longest. */
  private Waiting first() {
    return objects.get(0);
  }

  /** The source instance they are of. */
  public String source() {
    return first().object().getSource();
  }

  /** For people: how many wait for what, and the cure. */
  public String text() {
    return "%,d %s of %s wait for %s, the oldest since %s: %s.\n"
        .formatted(
            objects.size(),
            first().object().getType(),
            source(),
            first().waitsFor(),
            first().row().getSince().toString().substring(0, 10),
            first().row().getMessage());
  }

  /** A row for each group. */
  public static Sheet sheet(List<ObjectGroup> groups) {
    Sheet sheet =
        new Sheet("objects", "source", "type", "rule", "waits_for", "since", "examples", "cure");
    for (ObjectGroup group : groups) {
      Waiting first = group.first();
      sheet.row(
          group.objects().size(),
          group.source(),
          first.object().getType(),
          first.row().getRule(),
          first.waitsFor(),
          first.row().getSince().toString(),
          group.objects().stream()
              .limit(EXAMPLES)
              .map(each -> each.object().getObjectId())
              .collect(Collectors.joining("; ")),
          first.row().getMessage());
    }
    return sheet;
  }
}
