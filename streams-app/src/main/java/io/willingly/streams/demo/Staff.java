package io.willingly.streams.demo;

import java.util.List;
import java.util.stream.IntStream;

/** The people beside the reps, credited in roles of their own. */
final class Staff {
  static final List<String> LEAD_DEVELOPERS = ids("SDR-", 40);
  static final List<String> ENGINEERS = ids("SE-", 20);
  static final List<String> ACCOUNT_MANAGERS = ids("AM-", 20);

  private Staff() {}

  private static List<String> ids(String prefix, int count) {
    return IntStream.range(10, 10 + count).mapToObj(i -> prefix + i).toList();
  }
}
