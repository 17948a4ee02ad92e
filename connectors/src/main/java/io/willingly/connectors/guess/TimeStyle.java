package io.willingly.connectors.guess;

import io.willingly.connectors.mapping.ReadableTimes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which formats of a mapping read the times of a column. */
final class TimeStyle {
  private static final List<String> DATES =
      List.of(
          "d/M/yyyy",
          "M/d/yyyy",
          "d.M.yyyy",
          "d-M-yyyy",
          "M-d-yyyy",
          "yyyy/M/d",
          "yyyy.M.d",
          "d/M/yy",
          "M/d/yy",
          "d.M.yy",
          "d MMM yyyy",
          "d-MMM-yyyy",
          "d-MMM-yy",
          "MMM d, yyyy",
          "MMM d yyyy",
          "MMMM d, yyyy",
          "d MMMM yyyy");
  private static final List<String> TIMES =
      List.of("", " H:mm", " H:mm:ss", " h:mm a", " h:mm:ss a", ", H:mm", ", h:mm a");

  private static final Pattern DATED =
      Pattern.compile("(?=.*[0-9])(?=.{6,40}$)[\\p{L}0-9]+[-/. ,]+[\\p{L}0-9]+[-/. ,]+[0-9].*");
  private static final Map<String, ReadableTimes> FORMATS = formats();

  private static final ReadableTimes ISO = ReadableTimes.of("iso");

  private TimeStyle() {}

  private static Map<String, ReadableTimes> formats() {
    Map<String, ReadableTimes> formats = new LinkedHashMap<>();
    formats.put("iso", ReadableTimes.of("iso"));
    for (String date : DATES) {
      for (String time : TIMES) {
        formats.put(date + time, ReadableTimes.of(date + time));
      }
    }
    return formats;
  }

  /** The formats that read nearly all values, most usual first; none when they are no times. */
  static List<String> of(Set<String> values) {
    if (Column.mostly(values, value -> value.matches("1[0-9]{9}"))) {
      return List.of("epoch_s");
    }
    if (Column.mostly(values, value -> value.matches("1[0-9]{12}"))) {
      return List.of("epoch_ms");
    }
    if (!Column.mostly(values, DATED.asMatchPredicate())) {
      return List.of();
    }
    List<String> reading = new ArrayList<>();
    // A format that reads none of the first few values is dropped before the others are looked at.
    List<String> few = values.stream().limit(5).toList();
    FORMATS.forEach(
        (format, times) -> {
          if (few.stream().anyMatch(times::reads) && Column.mostly(values, times::reads)) {
            reading.add(format);
          }
        });
    // 31/12 in one of many rows tells that 1/2 is the second month.
    List<String> exact =
        reading.stream()
            .filter(format -> values.stream().allMatch(FORMATS.getOrDefault(format, ISO)::reads))
            .toList();
    return exact.isEmpty() ? reading : exact;
  }

  /** Whether the formats differ in which number is the day. */
  static boolean ambiguous(List<String> formats) {
    return formats.stream().anyMatch(TimeStyle::dayFirst)
        && formats.stream().anyMatch(TimeStyle::monthFirst);
  }

  static boolean dayFirst(String format) {
    return format.startsWith("d/M/") || format.startsWith("d-M-");
  }

  static boolean monthFirst(String format) {
    return format.startsWith("M/d/") || format.startsWith("M-d-");
  }
}
