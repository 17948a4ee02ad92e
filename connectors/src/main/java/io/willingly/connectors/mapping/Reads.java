package io.willingly.connectors.mapping;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which properties of a row a part of a mapping's text reads, as JSON pointers. */
final class Reads {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]+)}");

  /** A path such as {@code .data."the id"}; not what follows another one's closing bracket. */
  private static final Pattern PATH =
      Pattern.compile("(?<![\\w\")\\]])((?:\\.(?:\"(?:[^\"\\\\]|\\\\.)*\"|[A-Za-z_][\\w-]*))+)");

  private static final Pattern STEP =
      Pattern.compile("\\.(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([\\w-]+))");

  private Reads() {}

  /** Of the value of a field, without its default; none when it is not there. */
  static Set<String> of(YamlNode fields, String field) {
    YamlNode value = fields.isMap() ? fields.map().get(field) : null;
    Set<String> read = new LinkedHashSet<>();
    if (value == null) {
      return read;
    }
    if (value.isScalar()) {
      template(value, read);
    } else if (value.isMap()) {
      Map<String, YamlNode> entries = value.map();
      YamlNode from = entries.get("from");
      if (from != null) {
        read.add(pointer(from.text()));
      }
      YamlNode template = entries.get("template");
      if (template != null) {
        template(template, read);
      }
      YamlNode expression = entries.get("expr");
      if (expression != null) {
        expression(expression.text(), read);
      }
    }
    return read;
  }

  private static void template(YamlNode node, Set<String> read) {
    if (!node.isNothing()) {
      Matcher part = PLACEHOLDER.matcher(node.text());
      while (part.find()) {
        read.add(pointer(part.group(1)));
      }
    }
  }

  private static void expression(String text, Set<String> read) {
    Matcher path = PATH.matcher(text);
    while (path.find()) {
      StringBuilder pointer = new StringBuilder();
      Matcher step = STEP.matcher(path.group(1));
      while (step.find()) {
        pointer.append('/').append(step.group(1) == null ? step.group(2) : step.group(1));
      }
      read.add(pointer.toString());
    }
  }

  private static String pointer(String name) {
    return name.startsWith("/") ? name : "/" + name;
  }

  /** The name at a pointer's end, in lower case with the words apart. */
  static String words(String pointer) {
    return pointer
        .substring(pointer.lastIndexOf('/') + 1)
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .replaceAll("[^\\p{L}\\p{N}]+", " ")
        .strip()
        .toLowerCase(java.util.Locale.ROOT);
  }
}
