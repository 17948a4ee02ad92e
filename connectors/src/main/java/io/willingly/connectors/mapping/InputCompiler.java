package io.willingly.connectors.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles the inputs of a mapping. */
final class InputCompiler {
  private InputCompiler() {}

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
          "compute",
          "extra-columns",
          "use",
          "required");

  /**
   * Compiles one.
   *
   * @param rows where in its JSON documents the rows lie
   */
  static Input compile(String name, YamlNode node, JsonPointer rows) {
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
        rows,
        character(entries.get("delimiter"), ','),
        character(entries.get("quote"), '"'),
        charset(entries.get("encoding")),
        header == null || header.truth(),
        names(entries.get("columns")),
        names(entries.get("optional-columns")),
        Computed.of(entries.get("compute")),
        extra != null && oneOf(extra, "reject", "allow").equals("reject"),
        use == null || !oneOf(use, "none", "rows").equals("none"),
        required != null && required.truth());
  }

  private static Input.Format format(@Nullable YamlNode node) {
    if (node == null) {
      return Input.Format.CSV;
    }
    return switch (oneOf(node, "csv", "ndjson", "json")) {
      case "csv" -> Input.Format.CSV;
      case "ndjson" -> Input.Format.NDJSON;
      default -> Input.Format.JSON;
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
