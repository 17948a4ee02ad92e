package io.willingly.connectors.mapping;

import java.util.Collection;
import java.util.Locale;

/** Suggests the name a mistyped one was meant to be. */
final class Names {
  private Names() {}

  /** {@code ; did you mean 'amount'?} or the list of what is known. */
  static String hint(String wrong, Collection<String> known) {
    String best = "";
    int least = Integer.MAX_VALUE;
    for (String name : known) {
      int distance = distance(wrong.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    return least <= Math.max(2, wrong.length() / 3)
        ? "; did you mean '" + best + "'?"
        : "; known are " + String.join(", ", known) + ".";
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
