package io.willingly.connectors.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of a mapping row by row, from where it was left: for hosts that remember where that
 * was. Not for mappings that join files: what they make of a row depends on rows to come.
 */
public final class FileRows implements Closeable {
  /** Lines that are rows of any kind. */
  private static final Input KEPT =
      new Input(
          "kept",
          null,
          Input.Format.NDJSON,
          JsonPointer.empty(),
          ',',
          '"',
          StandardCharsets.UTF_8,
          false,
          Set.of(),
          Set.of(),
          Computed.NONE,
          false,
          true,
          false);

  private final RowCursor cursor;
  private final @Nullable BiFunction<ObjectNode, Position, RowOutcome> mapped;
  private final List<RowOutcome> outcomes = new ArrayList<>();

  /**
   * Which content of a file its rows are of.
   *
   * @param sha256 hash of the file's bytes, in hex: by it rows without any key are known
   * @param revision of the events whose rows bring none
   */
  public record Version(String sha256, long revision) {}

  private FileRows(
      RowCursor cursor, @Nullable BiFunction<ObjectNode, Position, RowOutcome> mapped) {
    this.cursor = cursor;
    this.mapped = mapped;
  }

  /** Why files of this mapping cannot be read from the middle on; null when they can. */
  public static @Nullable String refusal(Mapping mapping) {
    if (!mapping.views().isEmpty()) {
      return ("mapping '%1$s' joins rows of several files, so it reads them as a whole; use"
              + " `willingly replay --source %1$s FILE...`")
          .formatted(mapping.name());
    }
    for (Input input : mapping.inputs().values()) {
      if (input.format() == Input.Format.JSON && !input.charset().equals(StandardCharsets.UTF_8)) {
        return ("input '%s' is JSON in %s, of which byte positions are not known; save it as UTF-8,"
                + " or use `willingly replay`")
            .formatted(input.name(), input.charset().name());
      }
    }
    return null;
  }

  /**
   * Opens a file.
   *
   * @param from where it was left: a mark of the same file
   * @param source the source instance
   * @throws InputException when the file is none that the mapping takes
   */
  public static FileRows open(Mapping mapping, Path file, Mark from, Version version, String source)
      throws IOException {
    Input input = InputFiles.inputOf(mapping.inputs().values(), file);
    Optional<Root> found =
        mapping.roots().stream().filter(root -> root.name().equals(input.name())).findFirst();
    return new FileRows(
        new InputReader(input).open(file, from),
        found.isEmpty()
            ? null
            : (data, position) -> map(data, position, input, found.get(), version, source));
  }

  private static RowOutcome map(
      ObjectNode data, Position position, Input input, Root root, Version version, String source) {
    RowProblem problem = input.complete(data);
    if (problem != null) {
      return problem.at(position, data.toString());
    }
    data.put(Row.FILE, position.file());
    data.put(Row.ROW, position.row()).put(Row.SHA256, version.sha256());
    return root.map(new Row(data, position, source, version.revision()));
  }

  /**
   * Opens a file whose lines are rows as {@link RowOutcome.Rejected#original} has them, of any of
   * the mapping's files; they are mapped as {@link Mapping#again} does.
   *
   * @param from where it was left: a mark of the same file
   * @param source the source instance they were of
   */
  public static FileRows kept(Mapping mapping, Path file, Mark from, String source)
      throws IOException {
    return new FileRows(
        new LinesCursor(file, KEPT, from),
        (data, position) -> {
          try {
            return mapping.again(data.toString(), position, source);
          } catch (InputException e) {
            return unreadable(position, String.valueOf(e.getMessage()), data.toString());
          }
        });
  }

  private static RowOutcome unreadable(Position position, String message, String original) {
    return new RowOutcome.Rejected(position, RejectCode.UNREADABLE, null, null, message, original);
  }

  /** What becomes of the next row, or rows where a document has several; empty at the end. */
  public List<RowOutcome> next() throws IOException {
    outcomes.clear();
    if (mapped == null) {
      return List.of();
    }
    Outcomes sink = new Outcomes(mapped);
    boolean more = true;
    while (more && outcomes.isEmpty()) {
      more = cursor.next(sink);
    }
    return List.copyOf(outcomes);
  }

  /** Behind what was given last. */
  public Mark mark() {
    return cursor.mark();
  }

  /** Whether what was given last stays as it is when more is written to the file. */
  public boolean whole() {
    return cursor.whole();
  }

  @Override
  public void close() throws IOException {
    cursor.close();
  }

  /** Maps rows as they come. */
  private final class Outcomes implements RowSink {
    private final BiFunction<ObjectNode, Position, RowOutcome> mapped;

    Outcomes(BiFunction<ObjectNode, Position, RowOutcome> mapped) {
      this.mapped = mapped;
    }

    @Override
    public void row(ObjectNode data, Position position) {
      outcomes.add(mapped.apply(data, position));
    }

    @Override
    public void unreadable(Position position, String message, String original) {
      outcomes.add(FileRows.unreadable(position, message, original));
    }
  }
}
