package io.willingly.connectors.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One kind of file a mapping takes.
 *
 * @param files glob on the file name; null takes any name
 * @param rows where in a JSON document its row lies, or a list of them; empty: it is the row
 * @param delimiter between CSV cells
 * @param quote around CSV cells
 * @param header whether the first CSV record names the columns; else {@code columns} does
 * @param columns columns a CSV file must have, by which it is recognised; of JSON, properties of
 *     its first object
 * @param optional columns it may have
 * @param computed columns worked out of the others
 * @param closed refuse a CSV file, or a row of JSON, that has others
 * @param read false for files that are known and not needed
 * @param required refuse a run without such a file
 */
record Input(
    String name,
    @Nullable String files,
    Format format,
    JsonPointer rows,
    char delimiter,
    char quote,
    Charset charset,
    boolean header,
    Set<String> columns,
    Set<String> optional,
    Computed computed,
    boolean closed,
    boolean read,
    boolean required) {

  enum Format {
    CSV,
    NDJSON,
    JSON
  }

  /** As others are told of it. */
  InputForm form() {
    String example = name + "." + format.name().toLowerCase(Locale.ROOT);
    return new InputForm(
        name,
        files,
        takesName(Path.of(example)) ? example : null,
        format.name().toLowerCase(Locale.ROOT),
        String.valueOf(delimiter),
        List.copyOf(columns),
        List.copyOf(optional),
        required);
  }

  /** The columns rows of this input are known to have. */
  Columns known() {
    Set<String> all = all();
    if (all.isEmpty() || (format != Format.CSV && !closed)) {
      return new Columns(name, null);
    }
    all.addAll(computed.names());
    all.addAll(List.of(Row.FILE, Row.ROW, Row.SHA256));
    return new Columns(name, all);
  }

  private Set<String> all() {
    Set<String> all = new LinkedHashSet<>(columns);
    all.addAll(optional);
    return all;
  }

  boolean takesName(Path file) {
    return files == null
        || FileSystems.getDefault().getPathMatcher("glob:" + files).matches(file.getFileName());
  }

  /** Columns the file lacks. */
  List<String> lacks(List<String> header) {
    List<String> lacking = new ArrayList<>(columns);
    lacking.removeAll(header);
    return lacking;
  }

  /** What should be the rows of a JSON value: of a document, or of a list of them. */
  List<JsonNode> rowsOf(JsonNode value) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode document : value.isArray() ? value : List.of(value)) {
      JsonNode row = document.at(rows);
      (row.isArray() ? row : List.of(row)).forEach(found::add);
    }
    return found;
  }

  /** Says of a value that it is no row. */
  String notRow(String what) {
    return what
        + " must be a JSON object"
        + (rows.matches() ? "" : "; its mapping looks for it at '" + rows + "'");
  }

  /** What of a file's header this input refuses. A JSON file is checked row by row. */
  List<String> refuses(List<String> header) {
    List<String> unknown = new ArrayList<>();
    if (closed && format == Format.CSV) {
      unknown.addAll(header);
      unknown.removeAll(columns);
      unknown.removeAll(optional);
    }
    return unknown;
  }

  /**
   * Whether a row with these properties may be one of it, also one that {@link #complete} has had.
   */
  boolean fits(List<String> row) {
    List<String> own = new ArrayList<>(row);
    own.removeAll(computed.names());
    return format == Format.CSV
        ? lacks(own).isEmpty() && refuses(own).isEmpty()
        : !closed || all().containsAll(own);
  }

  /** {@code ; did you mean 'amount'?}, or nothing when no column has such a name. */
  String near(String unknown) {
    return Names.near(unknown, all());
  }

  /** Adds to a row what is computed of it. What is wrong with the row; null when nothing is. */
  @Nullable RowProblem complete(ObjectNode row) {
    RowProblem problem = check(row);
    return problem == null ? computed.complete(row) : problem;
  }

  private @Nullable RowProblem check(ObjectNode row) {
    if (!closed || format == Format.CSV) {
      return null;
    }
    for (Iterator<String> names = row.fieldNames(); names.hasNext(); ) {
      String property = names.next();
      if (!columns.contains(property)
          && !optional.contains(property)
          && !computed.names().contains(property)) {
        String near = near(property);
        return new RowProblem(
            RejectCode.UNKNOWN_FIELD,
            property,
            null,
            "unknown property '"
                + property
                + "'"
                + (near.isEmpty() ? "; leave it out, or add it to 'optional-columns'" : near));
      }
    }
    return null;
  }
}
