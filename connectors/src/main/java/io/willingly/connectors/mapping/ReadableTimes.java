package io.willingly.connectors.mapping;

import com.fasterxml.jackson.databind.node.TextNode;
import java.time.ZoneOffset;

/** Whether texts are times of a format, as a mapping would read them. */
public final class ReadableTimes {
  private final TimeFormat time;

  private ReadableTimes(TimeFormat time) {
    this.time = time;
  }

  /** Times of {@code iso}, an epoch or a pattern, as a mapping's {@code format:}. */
  public static ReadableTimes of(String format) {
    return new ReadableTimes(
        TimeFormat.of(format, ZoneOffset.UTC, YamlNode.parse("format", "format")));
  }

  /** Whether the text is such a time. */
  public boolean reads(String text) {
    try {
      time.instant(TextNode.valueOf(text));
      return true;
    } catch (RowProblem e) {
      return false;
    }
  }
}
