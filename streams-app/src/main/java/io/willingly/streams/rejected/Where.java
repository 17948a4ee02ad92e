package io.willingly.streams.rejected;

import io.willingly.connectors.mapping.Names;
import io.willingly.metrics.fold.Outcome;
import io.willingly.metrics.fold.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Which rejected records are meant: those of which all that was said holds. */
public record Where(Map<String, String> said) implements Predicate<Rejected> {
  private static final Map<String, Function<Rejected, String>> KNOWN = known();

  /** Those that a record of the log can have. */
  private static final List<String> REASONS =
      Arrays.stream(Reason.values())
          .filter(reason -> reason.outcome() == Outcome.REJECTED || reason == Reason.FILTERED)
          .map(Reason::name)
          .toList();

  private static Map<String, Function<Rejected, String>> known() {
    Map<String, Function<Rejected, String>> known = new TreeMap<>();
    known.put("reason", each -> each.event().getReason());
    known.put("source", each -> Objects.requireNonNullElse(each.event().getSource(), ""));
    known.put("field", each -> Objects.requireNonNullElse(each.event().getField(), ""));
    known.put("file", each -> Objects.requireNonNullElse(each.event().getFile(), ""));
    known.put("event", each -> Objects.requireNonNullElse(each.event().getEventId(), ""));
    known.put("place", Rejected::place);
    return known;
  }

  public Where {
    said = Map.copyOf(said);
  }

  /**
   * Reads {@code reason=MAPPING,source=crm,field=won.amount}.
   *
   * @throws IllegalArgumentException when one is not of that form, or its name or the reason is not
   *     known
   */
  public static Where parse(List<String> texts) {
    Map<String, String> said = new TreeMap<>();
    for (String text : texts) {
      for (String part : split(text)) {
        int at = part.indexOf('=');
        String name = at < 0 ? part : part.substring(0, at).strip().toLowerCase(Locale.ROOT);
        if (at < 0 || !KNOWN.containsKey(name)) {
          throw new IllegalArgumentException(
              "'%s' is no condition: write name=value with a name of %s"
                  .formatted(part, String.join(", ", KNOWN.keySet())));
        }
        String value = part.substring(at + 1).strip();
        if (name.equals("reason") && !REASONS.contains(value)) {
          throw new IllegalArgumentException(
              "'%s' is no reason why a record is rejected or left out%s; they are %s"
                  .formatted(value, Names.near(value, REASONS), String.join(", ", REASONS)));
        }
        said.put(name, value);
      }
    }
    return new Where(said);
  }

  /** At commas, but not at those within a value. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (part.contains("=") || parts.isEmpty()) {
        parts.add(part);
      } else {
        parts.set(parts.size() - 1, parts.get(parts.size() - 1) + "," + part);
      }
    }
    return parts;
  }

  @Override
  public boolean test(Rejected rejected) {
    return said.entrySet().stream()
        .allMatch(
            each -> {
              Function<Rejected, String> of = KNOWN.get(each.getKey());
              return of != null && of.apply(rejected).equals(each.getValue());
            });
  }
}
