package io.willingly.streams.live;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Up to where a watcher has seen all.
 *
 * @param epoch of the hub that counted: ids of an earlier process mean nothing
 * @param number counted over the whole hub
 * @param questions of which questions, in short: the same address may be another question for who
 *     signed in as somebody else
 */
record EventId(String epoch, long number, int questions) {
  private static final Pattern TEXT = Pattern.compile("([0-9a-z]+)-([0-9]{1,18})-([0-9a-f]{1,8})");

  /** What stands for questions, as long as the process lives. */
  static int of(List<Object> keys) {
    return keys.hashCode();
  }

  /** Reads {@link #toString}; empty for what no hub wrote. */
  static Optional<EventId> parse(@Nullable String text) {
    Matcher parts = TEXT.matcher(text == null ? "" : text);
    return parts.matches()
        ? Optional.of(
            new EventId(
                parts.group(1),
                Long.parseLong(parts.group(2)),
                Integer.parseUnsignedInt(parts.group(3), 16)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return epoch + "-" + number + "-" + Integer.toHexString(questions);
  }
}
