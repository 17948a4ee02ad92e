package io.willingly.connectors.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is wrong with a mapping folder, and what is risky in it. */
public final class MappingLint {
  /** What a draft says where somebody must say more. */
  public static final String FILL_IN = "FILL IN";

  private static final Pattern UNFILLED =
      Pattern.compile("\\s*(?:- )?([\\w-]+):.*#\\s*" + FILL_IN + ":?\\s*(.*)");

  /** Properties nobody reads are named, but not hundreds of them. */
  private static final int SHOWN = 5;

  private final Path folder;
  private final List<Finding> findings = new ArrayList<>();

  private MappingLint(Path folder) {
    this.folder = folder;
  }

  /**
   * Something to mend.
   *
   * @param error false when it works, and is risky
   * @param message place, what, and what to do
   */
  public record Finding(boolean error, String message) {
    /** For people. */
    public String text() {
      return (error ? "error: " : "warning: ") + message;
    }
  }

  /**
   * Reads the mapping and maps the samples. What is not filled in is not read further.
   *
   * @param folder of the mapping
   */
  public static List<Finding> of(Path folder) {
    MappingLint lint = new MappingLint(folder);
    lint.look();
    return List.copyOf(lint.findings);
  }

  /** The lines of a file that somebody has to fill in. */
  public static List<String> unfilled(Path file) {
    List<String> lines = new ArrayList<>();
    List<String> text = read(file).lines().toList();
    for (int i = 0; i < text.size(); i++) {
      Matcher unfilled = UNFILLED.matcher(text.get(i));
      if (unfilled.matches()) {
        lines.add(
            "%s:%d: fill in '%s:' %s".formatted(file, i + 1, unfilled.group(1), unfilled.group(2)));
      }
    }
    return lines;
  }

  private void look() {
    Path file = folder.resolve(MappingLoader.FILE);
    for (String each : List.of(MappingLoader.FILE, "webhook.yaml", "pull.yaml")) {
      if (Files.isRegularFile(folder.resolve(each))) {
        unfilled(folder.resolve(each)).forEach(this::error);
      }
    }
    if (!unfilled(file).isEmpty()) {
      return;
    }
    SampleWatch watch;
    Mapping mapping;
    try {
      mapping = new MappingLoader(SampleCase.ZONE).load(folder);
      watch = new SampleWatch(mapping);
    } catch (MappingException e) {
      error(String.valueOf(e.getMessage()));
      return;
    }
    List<SampleCase> samples = SampleCase.of(folder);
    for (SampleCase sample : samples) {
      try {
        watch.watch(sample);
      } catch (InputException e) {
        error(String.valueOf(e.getMessage()));
      }
    }
    if (samples.isEmpty()) {
      warn(folder + ": there are no samples: nothing of the mapping is tested");
    } else if (watch.allRejected()) {
      error(
          "%s: all rows of the samples are rejected, the first for: %s"
              .formatted(folder, watch.firstRejected()));
    }
    if (!samples.isEmpty()) {
      YamlNode root = YamlNode.parse(file.toString(), read(file));
      rules(root, mapping, watch);
      watch.conflicts().forEach(this::warn);
      watch.hidden().forEach(each -> warn(file + ": " + each));
      unread(root, watch);
    }
  }

  private void rules(YamlNode root, Mapping mapping, SampleWatch watch) {
    Map<String, YamlNode> entries = root.map();
    Map<String, YamlNode> nodes = new HashMap<>();
    items(entries.get("events"))
        .forEach(
            node -> {
              YamlNode name = node.map().get("name");
              if (name != null) {
                nodes.put(name.text(), node);
              }
            });
    boolean zone = entries.containsKey("zone");
    for (Root each : mapping.roots()) {
      Map<EventRule, YamlNode> deals = new LinkedHashMap<>();
      for (EventRule rule : each.rules()) {
        YamlNode node = nodes.get(rule.rows().rule());
        YamlNode fields = node == null ? null : node.map().get("fields");
        if (node != null && fields != null) {
          RuleLint lint = new RuleLint(rule, node, fields, watch, this::warn);
          lint.look();
          zone |= !zone && lint.localTime();
          YamlNode family = node.map().get("family");
          if (family != null && family.text().equals("deal")) {
            deals.put(rule, fields);
          }
        }
      }
      new DealIdLint(watch).differ(deals).ifPresent(this::warn);
      for (RowFilter filter : each.filters()) {
        if (!watch.reached(filter)) {
          warn(
              folder + ": filter '%s' applies to no row of the samples".formatted(filter.reason()));
        }
      }
      List<YamlNode> told = objects(entries.get("objects"), each);
      for (int i = 0; i < told.size(); i++) {
        if (!watch.reached(each.objects().get(i))) {
          warn(
              String.valueOf(
                  told.get(i)
                      .error(
                          "this rule of object '%s' applies to no row of the samples"
                              .formatted(each.objects().get(i).type()))
                      .getMessage()));
        }
      }
    }
  }

  /** Where the rules of objects of these rows are written, in their order. */
  private static List<YamlNode> objects(@Nullable YamlNode list, Root root) {
    List<YamlNode> nodes =
        items(list).stream()
            .filter(
                node -> {
                  YamlNode from = node.map().get("from");
                  return from == null || from.text().equals(root.name());
                })
            .toList();
    // What is `like` another mapping has rules that are written there.
    return nodes.size() == root.objects().size() ? nodes : List.of();
  }

  private static List<YamlNode> items(@Nullable YamlNode list) {
    return list == null ? List.of() : list.list();
  }

  private void unread(YamlNode root, SampleWatch watch) {
    StringBuilder text = new StringBuilder();
    root.map()
        .forEach(
            (name, node) -> {
              if (!name.equals("inputs") && !name.equals("description")) {
                node.scalars(scalar -> text.append(scalar).append('\n'));
              }
            });
    Set<String> unread = new LinkedHashSet<>();
    for (String property : watch.properties().keySet()) {
      String name = property.substring(property.lastIndexOf('/') + 1);
      Pattern named = Pattern.compile("(?<![\\p{L}\\p{N}_])" + Pattern.quote(name) + "(?![\\w])");
      if (!named.matcher(text).find()) {
        unread.add(property);
      }
    }
    if (!unread.isEmpty()) {
      List<String> shown = unread.stream().limit(SHOWN).toList();
      String more = unread.size() > SHOWN ? " and %d more".formatted(unread.size() - SHOWN) : "";
      warn("never read of the samples: " + String.join(", ", shown) + more);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read", e);
    }
  }

  private void error(String message) {
    findings.add(new Finding(true, message));
  }

  private void warn(String message) {
    findings.add(new Finding(false, message));
  }
}
