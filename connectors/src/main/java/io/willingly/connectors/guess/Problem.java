package io.willingly.connectors.guess;

import java.util.List;

/**
 * What cannot be guessed, and what to say instead.
 *
 * @param file the file's name
 * @param what is missing or not clear
 * @param candidates columns, or values, that it could be
 * @param key what to correct, such as {@code deals.customer}
 */
public record Problem(String file, String what, List<String> candidates, String key) {
  /** Of a wide file only so many columns are named. */
  private static final int SHOWN = 12;

  public Problem {
    candidates = List.copyOf(candidates);
  }

  /** All of it in a sentence, as the command line says it. */
  public String text() {
    String columns =
        candidates.isEmpty()
            ? ""
            : "; it has "
                + String.join(", ", candidates.subList(0, Math.min(SHOWN, candidates.size())))
                + (candidates.size() > SHOWN ? ", ..." : "");
    return file + ": " + what + columns + (key.isEmpty() ? "" : "; say --set " + key + "=...");
  }
}
