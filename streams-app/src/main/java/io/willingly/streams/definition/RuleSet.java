package io.willingly.streams.definition;

import io.willingly.event.DefinitionEntry;
import io.willingly.event.DefinitionState;
import io.willingly.metrics.definition.Definition;
import io.willingly.schemas.facts.DefinitionCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A rule set and what becomes of it.
 *
 * @param definition its rules
 * @param since when it entered the state
 * @param setBy who put it there, null when nobody said
 */
public record RuleSet(
    Definition definition, DefinitionState state, Instant since, @Nullable String setBy) {

  private static final Set<String> NO_RULES = Set.of("state", "since", "setBy", "hash");

  public int version() {
    return definition.version();
  }

  /** Whether its numbers are kept up to date. */
  public boolean retired() {
    return state == DefinitionState.RETIRED;
  }

  /** What differs between two rule sets, as settings: {@code definition.happy-box 4 -> 5}. */
  public static List<String> differences(Definition from, Definition to) {
    DefinitionEntry before = entry(from);
    DefinitionEntry after = entry(to);
    List<String> differences = new ArrayList<>();
    for (Schema.Field rule : DefinitionEntry.SCHEMA$.getFields()) {
      Object old = before.get(rule.pos());
      Object now = after.get(rule.pos());
      if (!NO_RULES.contains(rule.name()) && !Objects.equals(old, now)) {
        differences.add("%s %s -> %s".formatted(setting(rule.name()), text(old), text(now)));
      }
    }
    return differences;
  }

  /** The settings that make one rule set the other: {@code definition.happy-box=5}. */
  public static String settings(Definition from, Definition to) {
    List<String> settings = new ArrayList<>(List.of("definition.version=" + to.version()));
    differences(from, to).forEach(each -> settings.add(each.replaceFirst(" .* -> ", "=")));
    return String.join(", ", settings);
  }

  private static DefinitionEntry entry(Definition definition) {
    return DefinitionCodec.entry(definition, DefinitionState.UNKNOWN, Instant.EPOCH, null);
  }

  private static String setting(String rule) {
    return "definition." + rule.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** A map as in the setting: {@code line:ACTIVATION}, comma separated. */
  private static String text(Object value) {
    return value instanceof java.util.Map<?, ?> map
        ? new TreeMap<>(map).toString().replaceAll("[{} ]", "").replace('=', ':')
        : String.valueOf(value);
  }
}
