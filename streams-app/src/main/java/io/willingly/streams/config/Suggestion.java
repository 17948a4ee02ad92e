package io.willingly.streams.config;

import java.util.Collection;
import java.util.Comparator;

/** Guesses which of the known names a mistyped one was meant to be. */
public final class Suggestion {
  private Suggestion() {}

  /** {@code "; did you mean X?"}, or nothing when no name is near. */
  public static String of(String word, Collection<String> names) {
    return names.stream()
        .min(Comparator.comparingInt((String name) -> distance(word, name)).thenComparing(n -> n))
        .filter(name -> distance(word, name) <= 1 + Math.max(word.length(), name.length()) / 3)
        .map(name -> "; did you mean " + name + "?")
        .orElse("");
  }

  /** Levenshtein's. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
