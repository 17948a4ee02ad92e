package io.willingly.streams.mapping;

import io.willingly.connectors.mapping.FileRevisions;
import io.willingly.connectors.mapping.InputException;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.mapping.RunOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Small files somebody pasted, passed through a mapping as those on a disk are. */
public record PastedFiles(List<Pasted> files) {
  /** Bytes of all files together. */
  public static final int MOST_BYTES = 256 << 10;

  /** Rows of all files together. */
  public static final int MOST_ROWS = 1_000;

  /** How long a view may compute: so few rows are soon joined, unless each is with each other. */
  static final Duration LONGEST_VIEW = Duration.ofSeconds(10);

  /**
   * A file.
   *
   * @param name by which a mapping may tell it from others; no path
   */
  public record Pasted(String name, String text) {}

  /**
   * Files that can be read.
   *
   * @throws InputException when there are none, they are too large, or a name is none
   */
  public PastedFiles {
    files = List.copyOf(files);
    long bytes = 0;
    Set<String> names = new HashSet<>();
    for (Pasted file : files) {
      bytes += file.text().getBytes(StandardCharsets.UTF_8).length;
      String name = file.name();
      if (!name.matches("[\\w. ()+@=,-]{1,100}") || name.startsWith(".")) {
        throw new InputException("'" + name + "' is no name of a file, such as deals.csv");
      }
      if (!names.add(name)) {
        throw new InputException("two files are named '" + name + "'");
      }
    }
    if (files.isEmpty()) {
      throw new InputException("there is no file");
    }
    if (bytes > MOST_BYTES) {
      throw new InputException(
          "%,d bytes are too many to paste, at most %,d; `willingly replay` takes files of any size"
              .formatted(bytes, MOST_BYTES));
    }
  }

  /**
   * Maps them.
   *
   * @param source the source instance written into the events
   * @param revision of the events whose rows bring none
   * @throws InputException when a file is not one the mapping takes, there are too many rows, or a
   *     view computes too long
   */
  public List<RowOutcome> map(Mapping mapping, String source, long revision) {
    List<RowOutcome> rows = new ArrayList<>();
    try {
      Path folder = Files.createTempDirectory("willingly-pasted");
      try {
        mapping.run(
            written(folder, mapping),
            new RunOptions(source, FileRevisions.fixed(revision), LONGEST_VIEW),
            row -> collect(row, rows));
      } catch (InputException e) {
        String message = String.valueOf(e.getMessage());
        throw new InputException(
            message.replace(folder + folder.getFileSystem().getSeparator(), ""), e);
      } finally {
        remove(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write what was pasted to a temporary folder", e);
    }
    return rows;
  }

  private static void collect(RowOutcome row, List<RowOutcome> rows) {
    if (rows.size() == MOST_ROWS) {
      throw new InputException(
          "more than %,d rows are too many to look at; paste fewer".formatted(MOST_ROWS));
    }
    rows.add(row);
  }

  private List<Path> written(Path folder, Mapping mapping) throws IOException {
    List<Path> paths = new ArrayList<>();
    for (Pasted file : files) {
      Path path = folder.resolve(file.name());
      paths.add(Files.write(path, file.text().getBytes(mapping.charset(file.name()))));
    }
    return paths;
  }

  private void remove(Path folder) throws IOException {
    for (Pasted file : files) {
      Files.deleteIfExists(folder.resolve(file.name()));
    }
    Files.deleteIfExists(folder);
  }
}
