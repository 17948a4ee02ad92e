package io.willingly.connectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.fact.Family;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A compiled mapping: turns the rows of a source into canonical events. Safe to share. */
public final class Mapping {
  private final String name;
  private final int version;
  private final String description;
  private final Map<String, Input> inputs;
  private final Map<String, YamlNode> views;
  private final String text;
  private final List<Root> roots;
  private final Map<String, ObjectType> objects;

  Mapping(
      String name,
      int version,
      String text,
      String description,
      Map<String, Input> inputs,
      Map<String, YamlNode> views,
      List<Root> roots,
      Map<String, ObjectType> objects) {
    this.name = name;
    this.version = version;
    this.text = text;
    this.objects = Map.copyOf(objects);
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

  /** Its file, as it was compiled. */
  public String text() {
    return text;
  }

  /** Whether rows tell of parts of objects: then events are made where those are put together. */
  public boolean assembles() {
    return !objects.isEmpty();
  }

  /** Properties of a type of object whose former values are to be kept; none of an unknown type. */
  public Set<String> history(String object) {
    ObjectType type = objects.get(object);
    return type == null ? Set.of() : type.history();
  }

  /**
   * The events of an object, of all that is known of it.
   *
   * @param type of the object; of an unknown one there are none
   * @param known its properties, and {@code _id}, {@code _at}, {@code _changed}, {@code _history}
   * @param source the source instance it is of
   * @param revision of events that bring none of their own
   */
  public ObjectEvents events(
      String type, ObjectNode known, String source, long revision, Aliases aliases) {
    ObjectType object = objects.get(type);
    if (object == null) {
      return new ObjectEvents(List.of(), List.of(), null);
    }
    Position position = new Position(type + " " + known.path(ObjectPart.ID).asText(), 1, 0);
    return object.events(new Row(known, position, source, revision, aliases));
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
    check(options.source());
    Run run = new Run(this, InputFiles.sort(inputs.values(), files), options, outcomes);
    try {
      return run.run();
    } catch (IOException | SQLException e) {
      throw new InputException("the files cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a payload as {@link #apply} wants it: numbers keep all digits, a property given twice is
   * an error.
   *
   * @throws IOException when it is not JSON, with the position
   */
  public static JsonNode payload(byte[] json) throws IOException {
    return InputReader.JSON.readTree(json);
  }

  /**
   * Refuses a mapping that cannot map a single payload.
   *
   * @throws InputException when it reads files that only make sense together, or a rule knows its
   *     events by the file they are in
   */
  public void requirePayloads() {
    if (roots.size() != 1 || !views.isEmpty()) {
      throw new InputException(
          "mapping '" + name + "' reads several files; it cannot map a single payload");
    }
    for (EventRule rule : roots.get(0).rules()) {
      if (rule.fields().field("eventId") instanceof Given) {
        throw new InputException(
            ("mapping '%s': %s has no 'eventId:' and a payload is in no file by which it could be"
                    + " known: all payloads would be one event; give 'eventId:', such as \"{id}:%2$s\"")
                .formatted(name, rule.rows().rule()));
      }
    }
  }

  /**
   * Maps one payload, such as the body of a webhook; the elements of an array are rows of their
   * own. A payload without a revision has revision 0.
   *
   * @throws InputException as {@link #requirePayloads} does
   */
  public List<RowOutcome> apply(JsonNode payload, String source) {
    check(source);
    requirePayloads();
    Root root = roots.get(0);
    Input input =
        Objects.requireNonNull(inputs.get(root.name()), "without views, roots are inputs");
    List<RowOutcome> outcomes = new ArrayList<>();
    for (JsonNode row : input.rowsOf(payload)) {
      Position position = new Position(Position.PAYLOAD, outcomes.size() + 1L, 0);
      outcomes.add(
          row instanceof ObjectNode data
              ? apply(root, input, data, position, source)
              : new RowOutcome.Rejected(
                  position,
                  RejectCode.UNREADABLE,
                  null,
                  null,
                  input.notRow("a payload"),
                  payload.toString()));
    }
    return outcomes;
  }

  /**
   * Maps a row again that was kept when it was rejected. It has revision 0 unless it brings its
   * own, so that its file, replayed again, has the last word.
   *
   * @param original as {@link RowOutcome.Rejected#original} has it; the file and number of the row
   *     stay those it was kept with
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
    RowProblem problem = input == null ? null : input.complete(data);
    if (problem != null) {
      return problem.at(position, original);
    }
    kept.setAll(data);
    if (!kept.has(Row.ROW)) {
      kept.put(Row.FILE, position.file()).put(Row.ROW, position.row());
    }
    return root.map(new Row(kept, position, source, 0));
  }

  private static RowOutcome apply(
      Root root, Input input, ObjectNode data, Position position, String source) {
    ObjectNode row = data.deepCopy();
    RowProblem problem = input.complete(row);
    if (problem != null) {
      return problem.at(position, data.toString());
    }
    row.put(Row.FILE, position.file()).put(Row.ROW, position.row());
    return root.map(new Row(row, position, source, 0));
  }

  /** In keys of objects and aliases the bar ends the source. */
  private static void check(String source) {
    if (source.isBlank() || source.contains("|")) {
      throw new InputException("'" + source + "' is no name of a source, such as hubspot-eu");
    }
  }

  /**
   * Families of which these files can tell all: every input that their rules read has a file; for
   * the rules of a view that is every input that views read.
   *
   * @throws InputException when a file is not one the mapping takes
   */
  public Set<Family> families(List<Path> files) {
    Set<Input> given = InputFiles.sort(inputs.values(), files).keySet();
    Set<Family> whole = EnumSet.noneOf(Family.class);
    Set<Family> lacking = EnumSet.noneOf(Family.class);
    for (Root root : roots) {
      Input input = inputs.get(root.name());
      boolean all = given.containsAll(input == null ? tables(views, inputs) : List.of(input));
      root.rules().forEach(rule -> (all ? whole : lacking).add(rule.family()));
    }
    whole.removeAll(lacking);
    return whole;
  }

  List<Root> roots() {
    return roots;
  }

  /** The same with other rules for its rows. */
  Mapping with(List<Root> others) {
    return new Mapping(name, version, text, description, inputs, views, others, objects);
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
