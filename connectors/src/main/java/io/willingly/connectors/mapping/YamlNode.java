package io.willingly.connectors.mapping;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A node of a file of settings, such as a mapping, that knows its line.
 *
 * <p>Scalars are taken as their text: the schema decides the type, so {@code no} stays "no" and a
 * long number keeps its digits.
 */
public final class YamlNode {
  private final String file;
  private final Node node;

  private YamlNode(String file, Node node) {
    this.file = file;
    this.node = node;
  }

  /**
   * Reads a file.
   *
   * @param file its name, for messages
   * @throws MappingException when it is empty or not YAML
   */
  public static YamlNode parse(String file, String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(200);
    try {
      Node root = new Yaml(options).compose(new StringReader(text));
      if (root == null) {
        throw new MappingException(file + ": the file is empty");
      }
      return new YamlNode(file, root);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      throw new MappingException(
          at(file, mark) + "not valid YAML: " + e.getProblem() + "; check the indentation", e);
    }
  }

  /** What is wrong here, with file, line and column in front. */
  public MappingException error(String message) {
    return new MappingException(at(file, node.getStartMark()) + message);
  }

  /** The same entries less one. */
  YamlNode without(String name) {
    if (!(node instanceof MappingNode mapping)) {
      return this;
    }
    List<NodeTuple> rest =
        mapping.getValue().stream()
            .filter(
                entry ->
                    !(entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name)))
            .toList();
    return new YamlNode(
        file,
        new MappingNode(
            mapping.getTag(),
            true,
            rest,
            mapping.getStartMark(),
            mapping.getEndMark(),
            mapping.getFlowStyle()));
  }

  /** True when the value was left out, as in {@code name:} alone. */
  public boolean isNothing() {
    return Tag.NULL.equals(node.getTag());
  }

  /** True of {@code name: value} entries. */
  public boolean isMap() {
    return node instanceof MappingNode;
  }

  /** True of a list. */
  public boolean isList() {
    return node instanceof SequenceNode;
  }

  /** True of a text, and of nothing. */
  public boolean isScalar() {
    return node instanceof ScalarNode;
  }

  /** The text of a scalar. */
  public String text() {
    if (node instanceof ScalarNode scalar && !Tag.NULL.equals(node.getTag())) {
      return scalar.getValue();
    }
    throw error("expected a text here, found " + kind());
  }

  /** The items of a list. */
  public List<YamlNode> list() {
    if (!(node instanceof SequenceNode sequence)) {
      throw error("expected a list here, found " + kind());
    }
    List<YamlNode> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(new YamlNode(file, item));
    }
    return items;
  }

  /** Shows all texts below, those of keys too. */
  void scalars(Consumer<String> visitor) {
    if (isMap()) {
      map()
          .forEach(
              (key, value) -> {
                visitor.accept(key);
                value.scalars(visitor);
              });
    } else if (isList()) {
      list().forEach(item -> item.scalars(visitor));
    } else if (!isNothing()) {
      visitor.accept(text());
    }
  }

  /** The texts of a list. */
  public List<String> texts() {
    return list().stream().map(YamlNode::text).toList();
  }

  /**
   * The entries in file order; {@code <<} merges those of an anchor, or of a list of them, below
   * its own.
   */
  public Map<String, YamlNode> map() {
    if (!(node instanceof MappingNode mapping)) {
      throw error("expected 'name: value' entries here, found " + kind());
    }
    Map<String, YamlNode> own = new LinkedHashMap<>();
    Map<String, YamlNode> merged = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      YamlNode key = new YamlNode(file, entry.getKeyNode());
      YamlNode value = new YamlNode(file, entry.getValueNode());
      if (key.isScalar() && Tag.MERGE.equals(entry.getKeyNode().getTag())) {
        for (YamlNode anchor : value.isList() ? value.list() : List.of(value)) {
          anchor.map().forEach(merged::putIfAbsent);
        }
      } else if (own.put(key.text(), value) != null) {
        throw key.error("'" + key.text() + "' is given twice; remove one");
      }
    }
    own.forEach(merged::put);
    return merged;
  }

  /** The entries, which must have these names. */
  public Map<String, YamlNode> map(Collection<String> allowed) {
    Map<String, YamlNode> entries = map();
    for (Map.Entry<String, YamlNode> entry : entries.entrySet()) {
      if (!allowed.contains(entry.getKey())) {
        throw entry
            .getValue()
            .error(
                "unknown setting '" + entry.getKey() + "'" + Names.hint(entry.getKey(), allowed));
      }
    }
    return entries;
  }

  /** Reads {@code true} or {@code false}. */
  public boolean truth() {
    return switch (text()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw error("expected true or false, found '" + text() + "'");
    };
  }

  private String kind() {
    if (Tag.NULL.equals(node.getTag())) {
      return "nothing";
    }
    return isMap() ? "'name: value' entries" : isList() ? "a list" : "a text";
  }

  private static String at(String file, @Nullable Mark mark) {
    return mark == null
        ? file + ": "
        : file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1) + ": ";
  }
}
