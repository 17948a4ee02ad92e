package io.willingly.connectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A compiled mapping: turns the rows of a source into canonical events. Safe to share. */
public final class Mapping {
  private final String name;
  private final int version;
  private final String description;
  private final Map<String, Input> inputs;
  private final Map<String, YamlNode> views;
  private final List<Root> roots;

  Mapping(
      String name,
      int version,
      String description,
      Map<String, Input> inputs,
      Map<String, YamlNode> views,
      List<Root> roots) {
    this.name = name;
    this.version = version;
    this.description = description;
    this.inputs = inputs;
    this.views = views;
    this.roots = roots;
  }

  /** Name of the mapping's folder; the default source instance. */
  public String name() {
    return name;
  }

  /** Breaks ties between equal revisions, so that a corrected mapping supersedes (R3). */
  public int version() {
    return version;
  }

  public String description() {
    return description;
  }

  /** The files it reads, in the order in which it tries them. */
  public List<InputForm> forms() {
    return inputs.values().stream().filter(Input::read).map(Input::form).toList();
  }

  /** The encoding in which it reads a file of this name. */
  public Charset charset(String fileName) {
    return inputs.values().stream()
        .filter(input -> input.read() && input.takesName(Path.of(fileName)))
        .map(Input::charset)
        .findFirst()
        .orElse(StandardCharsets.UTF_8);
  }

  /**
   * Reads the files and hands over the outcome of each row, in bounded memory.
   *
   * @param files files or folders, in any order: the mapping recognises them
   * @param options what the host decides
   * @param outcomes is called once per row, in this thread
   * @throws InputException when a file is not one the mapping takes
   */
  public RunSummary run(List<Path> files, RunOptions options, Consumer<RowOutcome> outcomes) {
    Run run = new Run(this, InputFiles.sort(inputs.values(), files), options, outcomes);
    try {
      return run.run();
    } catch (IOException | SQLException e) {
      throw new InputException("the files cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Maps one payload, such as the body of a webhook; the elements of an array are rows of their
   * own. A payload without a revision has revision 0.
   *
   * @throws InputException when the mapping reads files that only make sense together
   */
  public List<RowOutcome> apply(JsonNode payload, String source) {
    if (roots.size() != 1 || !views.isEmpty()) {
      throw new InputException(
          "mapping '" + name + "' reads several files; it cannot map a single payload");
    }
    List<RowOutcome> outcomes = new ArrayList<>();
    for (JsonNode element : payload.isArray() ? payload : List.of(payload)) {
      outcomes.add(apply(element, new Position("payload", outcomes.size() + 1L, 0), source));
    }
    return outcomes;
  }

  /**
   * Maps a row again that was kept when it was rejected. It has revision 0 unless it brings its
   * own, so that its file, replayed again, has the last word.
   *
   * @param original as {@link RowOutcome.Rejected#original} has it
   * @param source the source instance it was of
   * @throws InputException when it is no whole row of one of the mapping's inputs
   */
  public RowOutcome again(String original, Position position, String source) {
    ObjectNode kept = Excerpt.row(original);
    ObjectNode data = kept.deepCopy().remove(List.of(Row.FILE, Row.ROW, Row.SHA256));
    List<String> names = new ArrayList<>();
    data.fieldNames().forEachRemaining(names::add);
    List<Root> fitting =
        roots.stream()
            .filter(
                root -> {
                  Input input = inputs.get(root.name());
                  return input != null && input.fits(names);
                })
            .toList();
    if (fitting.size() != 1) {
      throw new InputException(
          ("mapping '%s' has %s that such a row could be of alone; replay its file again with"
                  + " `willingly replay`")
              .formatted(name, fitting.isEmpty() ? "no input" : fitting.size() + " inputs"));
    }
    Root root = fitting.get(0);
    Input input = inputs.get(root.name());
    RowProblem problem = input == null ? null : input.check(data);
    if (problem != null) {
      return problem.at(position, original);
    }
    kept.put(Row.FILE, position.file()).put(Row.ROW, position.row());
    return root.map(new Row(kept, position, source, 0));
  }

  private RowOutcome apply(JsonNode element, Position position, String source) {
    if (!(element instanceof ObjectNode data)) {
      return new RowOutcome.Rejected(
          position,
          RejectCode.UNREADABLE,
          null,
          null,
          "a payload must be a JSON object",
          element.toString());
    }
    Root root = roots.get(0);
    Input input = inputs.get(root.name());
    RowProblem problem = input == null ? null : input.check(data);
    if (problem != null) {
      return problem.at(position, data.toString());
    }
    ObjectNode row = data.deepCopy().put(Row.FILE, position.file()).put(Row.ROW, position.row());
    return root.map(new Row(row, position, source, 0));
  }

  List<Root> roots() {
    return roots;
  }

  Map<String, Input> inputs() {
    return inputs;
  }

  Map<String, YamlNode> views() {
    return views;
  }

  /** The inputs that a view names. */
  static Collection<Input> tables(Map<String, YamlNode> views, Map<String, Input> inputs) {
    Map<String, Input> named = new LinkedHashMap<>();
    for (Input input : inputs.values()) {
      Pattern word = Pattern.compile("\\b" + input.name() + "\\b");
      if (input.read()
          && views.values().stream().anyMatch(view -> word.matcher(view.text()).find())) {
        named.put(input.name(), input);
      }
    }
    return named.values();
  }
}
