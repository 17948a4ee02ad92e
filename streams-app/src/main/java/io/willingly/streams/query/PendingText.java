package io.willingly.streams.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Facts that wait, as rows. */
public final class PendingText {
  private PendingText() {}

  /** A row for each, the oldest first, with what to do. */
  public static Sheet of(List<WaitingGroup> groups) {
    record Row(WaitingGroup group, Pending.Entry entry) {}
    List<Row> rows = new ArrayList<>();
    groups.forEach(group -> group.facts().forEach(entry -> rows.add(new Row(group, entry))));
    rows.sort(Comparator.comparing(row -> row.entry().arrivedAt()));
    Sheet sheet =
        new Sheet(
            "arrived_at",
            "reason",
            "source",
            "topic",
            "event",
            "customer",
            "deal",
            "meaning",
            "cure");
    for (Row row : rows) {
      Pending.Entry entry = row.entry();
      sheet.row(
          entry.arrivedAt(),
          entry.reason().name(),
          entry.source(),
          entry.topic(),
          entry.event(),
          entry.customer(),
          entry.deal(),
          entry.reason().text(),
          row.group().cure());
    }
    return sheet;
  }

  /** For people: what waits for what, and the cure, once for all that wait for the same. */
  public static String summary(List<WaitingGroup> groups) {
    return groups.isEmpty()
        ? "nothing waits\n"
        : groups.stream().map(WaitingGroup::text).collect(Collectors.joining());
  }
}
