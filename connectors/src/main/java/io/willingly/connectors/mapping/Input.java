package io.willingly.connectors.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One kind of file a mapping takes.
 *
 * @param files glob on the file name; null takes any name
 * @param delimiter between CSV cells
 * @param quote around CSV cells
 * @param header whether the first CSV record names the columns; else {@code columns} does
 * @param columns columns a CSV file must have, by which it is recognised; of JSON, properties of
 *     its first object
 * @param optional columns it may have
 * @param closed refuse a CSV file, or a row of JSON, that has others
 * @param read false for files that are known and not needed
 * @param required refuse a run without such a file
 */
record Input(
    String name,
    @Nullable String files,
    Format format,
    char delimiter,
    char quote,
    Charset charset,
    boolean header,
    Set<String> columns,
    Set<String> optional,
    boolean closed,
    boolean read,
    boolean required) {

  enum Format {
    CSV,
    NDJSON,
    JSON
  }

  private static final List<String> SETTINGS =
      List.of(
          "files",
          "format",
          "delimiter",
          "quote",
          "encoding",
          "header",
          "columns",
          "optional-columns",
          "extra-columns",
          "use",
          "required");

  static Input compile(String name, YamlNode node) {
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw node.error("name of an input is lower case with underscores, found '" + name + "'");
    }
    Map<String, YamlNode> entries = node.map(SETTINGS);
    YamlNode header = entries.get("header");
    YamlNode use = entries.get("use");
    YamlNode extra = entries.get("extra-columns");
    YamlNode required = entries.get("required");
    YamlNode files = entries.get("files");
    return new Input(
        name,
        files == null ? null : files.text(),
        format(entries.get("format")),
        character(entries.get("delimiter"), ','),
        character(entries.get("quote"), '"'),
        charset(entries.get("encoding")),
        header == null || header.truth(),
        names(entries.get("columns")),
        names(entries.get("optional-columns")),
        extra != null && oneOf(extra, "reject", "allow").equals("reject"),
        use == null || !oneOf(use, "none", "rows").equals("none"),
        required != null && required.truth());
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

  /** Whether a row with these properties may be one of it. */
  boolean fits(List<String> row) {
    return format == Format.CSV
        ? lacks(row).isEmpty() && refuses(row).isEmpty()
        : !closed || all().containsAll(row);
  }

  /** {@code ; did you mean 'amount'?}, or nothing when no column has such a name. */
  String near(String unknown) {
    return Names.near(unknown, all());
  }

  /** What is wrong with the properties of a row; null when nothing is. */
  @Nullable RowProblem check(ObjectNode row) {
    if (!closed || format == Format.CSV) {
      return null;
    }
    for (Iterator<String> names = row.fieldNames(); names.hasNext(); ) {
      String property = names.next();
      if (!columns.contains(property) && !optional.contains(property)) {
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

  private static Format format(@Nullable YamlNode node) {
    if (node == null) {
      return Format.CSV;
    }
    return switch (oneOf(node, "csv", "ndjson", "json")) {
      case "csv" -> Format.CSV;
      case "ndjson" -> Format.NDJSON;
      default -> Format.JSON;
    };
  }

  private static char character(@Nullable YamlNode node, char otherwise) {
    if (node == null) {
      return otherwise;
    }
    String text = node.text().equals("tab") ? "\t" : node.text();
    if (text.length() != 1) {
      throw node.error("expected one character such as ';' or tab, found '" + text + "'");
    }
    return text.charAt(0);
  }

  private static Charset charset(@Nullable YamlNode node) {
    if (node == null) {
      return StandardCharsets.UTF_8;
    }
    try {
      return Charset.forName(node.text());
    } catch (IllegalArgumentException e) {
      throw node.error("unknown encoding '" + node.text() + "'; use UTF-8, ISO-8859-1 or alike");
    }
  }

  private static Set<String> names(@Nullable YamlNode node) {
    return node == null ? Set.of() : new LinkedHashSet<>(node.texts());
  }

  private static String oneOf(YamlNode node, String... allowed) {
    String text = node.text();
    if (!List.of(allowed).contains(text)) {
      throw node.error("expected one of " + String.join(", ", allowed) + ", found '" + text + "'");
    }
    return text;
  }
}
