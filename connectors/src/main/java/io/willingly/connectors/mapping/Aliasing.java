package io.willingly.connectors.mapping;

import java.util.Map;

/** Compiles that a field's value is to be looked up among aliases. */
final class Aliasing {
  private Aliasing() {}

  /**
   * The id as it is, or our id of it where the field says {@code alias:}.
   *
   * @param object the rows are objects put together
   */
  static ValueSource of(
      String path, ValueSource id, Map<String, YamlNode> entries, boolean object) {
    YamlNode alias = entries.get("alias");
    YamlNode namespace = entries.get("namespace");
    if (alias == null) {
      if (namespace != null) {
        throw namespace.error(path + ": 'namespace:' is of an alias; give 'alias:' too");
      }
      return id;
    }
    if (!object) {
      throw alias.error(
          path
              + ": who is who is looked up when an object is put together; let the rule read one of"
              + " 'objects:'");
    }
    YamlNode required = entries.get("required");
    boolean waits = !entries.containsKey("default") && (required == null || required.truth());
    return new ValueSource.Aliased(
        id,
        AliasKind.of(alias),
        namespace == null ? null : namespace(namespace),
        waits,
        isItself(entries));
  }

  /** Whether an id that nobody has told of is to be taken as it is. */
  static boolean isItself(Map<String, YamlNode> entries) {
    YamlNode fallback = entries.get("default");
    return entries.containsKey("alias")
        && fallback != null
        && fallback.isScalar()
        && fallback.text().equals(ValuePlan.ANY);
  }

  /** A namespace of aliases. */
  static String namespace(YamlNode node) {
    String text = node.text();
    if (!text.matches("[\\w.@:-]{1,100}")) {
      throw node.error("'" + text + "' is no namespace such as email or hubspot-eu");
    }
    return text;
  }
}
