package io.willingly.connectors.mapping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Remembers which content each file had last, and which revision it got (ADR 0006).
 *
 * @param register text file: a line "hash of the bytes, revision, hash of source and path" each
 *     time a file is new or has changed
 * @param source the source instance
 */
record RevisionRegister(Path register, String source) implements FileRevisions {
  // A line that a crash cut off does not match: it counts as not written.
  private static final Pattern LINE =
      Pattern.compile("([0-9a-f]{64}) (-?\\d{1,18}) ([0-9a-f]{64})");

  /** A content and the revision it got. */
  private record Version(String sha256, long revision) {}

  @Override
  public long of(Path file, String sha256) throws IOException {
    String place = place(file);
    Map<String, Long> byContent = new HashMap<>();
    Map<String, Version> newest = new HashMap<>();
    if (Files.exists(register)) {
      for (String line : Files.readAllLines(register)) {
        Matcher entry = LINE.matcher(line);
        if (entry.matches()) {
          Version version = new Version(entry.group(1), Long.parseLong(entry.group(2)));
          byContent.put(version.sha256(), version.revision());
          newest.put(entry.group(3), version);
        }
      }
    }
    Version before = newest.get(place);
    if (before != null && before.sha256().equals(sha256)) {
      return before.revision();
    }
    long revision = FileRevisions.lastModified().of(file, sha256);
    if (before != null) {
      revision = Math.max(revision, before.revision() + 1);
    } else {
      revision = byContent.getOrDefault(sha256, revision);
    }
    // Written before the first event goes out: a run that is killed resumes with the same one. The
    // line break comes first, so that a line cut off spoils no other.
    Files.writeString(
        register,
        "\n" + sha256 + " " + revision + " " + place,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    return revision;
  }

  private String place(Path file) throws IOException {
    String place = source + "\n" + file.toRealPath();
    return InputFiles.sha256(place.getBytes(StandardCharsets.UTF_8));
  }
}
