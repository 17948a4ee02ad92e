package io.willingly.streams.query;

import io.willingly.metrics.scope.ScopeId;
import java.util.Locale;

/** Kinds of scope as on the command line and in CSV. */
public final class ScopeNames {
  private ScopeNames() {}

  public static String of(ScopeId.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@link #of}.
   *
   * @throws IllegalArgumentException when it is none, with those there are
   */
  public static ScopeId.Kind parse(String text) {
    for (ScopeId.Kind kind : ScopeId.Kind.values()) {
      if (of(kind).equals(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "no scope: '" + text + "'; allowed are rep, team and organisation");
  }
}
