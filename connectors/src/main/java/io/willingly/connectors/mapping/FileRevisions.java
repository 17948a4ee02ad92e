package io.willingly.connectors.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * The revision of rows that bring none of their own (ADR 0006). The same bytes must get the same
 * revision, so that a file replayed again is a duplicate; an edited file must get a greater one, so
 * that it supersedes.
 */
@FunctionalInterface
public interface FileRevisions {
  /**
   * The revision of a file's rows.
   *
   * @param sha256 hash of the file's bytes, in hex
   */
  long of(Path file, String sha256) throws IOException;

  /** The time the file was last modified, in milliseconds. */
  static FileRevisions lastModified() {
    return (file, sha256) -> Files.getLastModifiedTime(file).toMillis();
  }

  /** One revision for all files, as the user says. */
  static FileRevisions fixed(long revision) {
    return (file, sha256) -> revision;
  }

  /**
   * As {@link #lastModified}, but bytes seen before keep the revision they had, whatever a copy has
   * done to their time.
   *
   * @param register text file that remembers, one line per file; created when needed
   */
  static FileRevisions remembered(Path register) {
    return (file, sha256) -> {
      Map<String, Long> known = new HashMap<>();
      if (Files.exists(register)) {
        for (String line : Files.readAllLines(register)) {
          // A line that a crash cut off counts as not written.
          if (line.matches("[0-9a-f]{64} -?\\d{1,18}")) {
            known.put(line.substring(0, 64), Long.valueOf(line.substring(65)));
          }
        }
      }
      Long before = known.get(sha256);
      if (before != null) {
        return before;
      }
      long revision = lastModified().of(file, sha256);
      // Written before the first event goes out: a run that is killed resumes with the same one.
      Files.writeString(
          register,
          sha256 + " " + revision + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      return revision;
    };
  }
}
