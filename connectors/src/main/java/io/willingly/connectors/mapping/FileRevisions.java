package io.willingly.connectors.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

  /** One revision for all files, of a host that knows better than the files' times. */
  static FileRevisions fixed(long revision) {
    return (file, sha256) -> revision;
  }

  /**
   * As {@link #lastModified}, but a copy keeps the revision of its bytes whatever has become of its
   * time, and a file that replaces another at the same path is always newer than that one was.
   *
   * @param register text file that remembers, one line per file and content; created when needed
   * @param source the source instance: what another one brought from the same path replaces nothing
   */
  static FileRevisions remembered(Path register, String source) {
    return new RevisionRegister(register, source);
  }
}
