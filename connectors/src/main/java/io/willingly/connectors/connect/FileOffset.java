package io.willingly.connectors.connect;

import io.willingly.connectors.mapping.FileRows;
import io.willingly.connectors.mapping.Mark;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Where a file was left, and of which file that is true: of one that still begins with the bytes
 * that were seen. Any other of its name has replaced it.
 *
 * @param mark behind the last row that was read
 * @param seen bytes the file had when it was looked at last
 * @param modified the time of the file then, in milliseconds
 * @param sha256 hash of the bytes, in hex
 * @param version of its rows: content and revision the file had when it was new
 */
record FileOffset(Mark mark, long seen, long modified, String sha256, FileRows.Version version) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  FileOffset at(Mark other) {
    return new FileOffset(other, seen, modified, sha256, version);
  }

  /** The worker's key of a file's offset. */
  static Map<String, String> partition(String file) {
    return Map.of("file", file);
  }

  /**
   * The file of such a key.
   *
   * @throws ConnectException when it is none
   */
  static String file(Map<String, ?> partition) {
    if (partition.size() == 1 && partition.get("file") instanceof String file && !file.isEmpty()) {
      return file;
    }
    throw new ConnectException(
        "a partition must be {\"file\": PATH IN THE FOLDER}, found " + partition);
  }

  /** As the worker keeps it. */
  Map<String, Object> toMap() {
    return Map.of(
        "position", mark.bytes(),
        "row", mark.row(),
        "line", mark.line(),
        "seen", seen,
        "modified", modified,
        "sha256", sha256,
        "content", version.sha256(),
        "revision", version.revision());
  }

  /**
   * As the worker kept it, or as somebody has written it.
   *
   * @throws ConnectException when it is no offset of a file
   */
  static FileOffset of(Map<String, ?> kept) {
    return new FileOffset(
        new Mark(number(kept, "position"), number(kept, "row"), number(kept, "line")),
        number(kept, "seen"),
        number(kept, "modified"),
        hash(kept, "sha256"),
        new FileRows.Version(hash(kept, "content"), number(kept, "revision")));
  }

  private static long number(Map<String, ?> kept, String name) {
    if (kept.get(name) instanceof Number number
        && number.doubleValue() == number.longValue()
        && number.longValue() >= 0) {
      return number.longValue();
    }
    throw wrong(name, "a whole number that is not negative", kept.get(name));
  }

  private static String hash(Map<String, ?> kept, String name) {
    if (kept.get(name) instanceof String text && SHA256.matcher(text).matches()) {
      return text;
    }
    throw wrong(name, "a SHA-256 in 64 hex digits", kept.get(name));
  }

  private static ConnectException wrong(String name, String expected, @Nullable Object found) {
    return new ConnectException(
        ("'%s' of an offset must be %s, found %s; begin with what GET /connectors/NAME/offsets"
                + " tells, or set the offset of the file to null to have it read anew")
            .formatted(name, expected, found));
  }
}
