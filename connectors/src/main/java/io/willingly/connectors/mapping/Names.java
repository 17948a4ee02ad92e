package io.willingly.connectors.mapping;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** Suggests the name a mistyped one was meant to be. */
public final class Names {
  private Names() {}

  /** {@code ; did you mean 'amount'?}, or nothing when no known name is near. */
  public static String near(String wrong, Collection<String> known) {
    return known.stream()
        .map(name -> Map.entry(distance(lower(wrong), lower(name)), name))
        .min(Map.Entry.<Integer, String>comparingByKey().thenComparing(Map.Entry::getValue))
        .filter(best -> best.getKey() <= Math.max(2, wrong.length() / 3))
        .map(best -> "; did you mean '" + best.getValue() + "'?")
        .orElse("");
  }

  /** {@code ; did you mean 'amount'?} or the list of what is known. */
  static String hint(String wrong, Collection<String> known) {
    String near = near(wrong, known);
    return near.isEmpty() ? "; known are " + String.join(", ", known) + "." : near;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int swap = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(swap, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
