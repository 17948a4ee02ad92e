package io.willingly.connectors.assemble;

import io.willingly.connectors.mapping.AliasKey;
import io.willingly.connectors.mapping.Aliases;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Looks aliases up in the answers an object has, and notes which it needs. Not thread-safe. */
final class Lookup implements Aliases {
  /** Customers that were merged into each other in turn: more than ever happens, but no circle. */
  private static final int MOST_STEPS = 16;

  private final Map<AliasKey, Answer> answers;
  private final Set<AliasKey> needed = new LinkedHashSet<>();

  Lookup(Map<AliasKey, Answer> answers) {
    this.answers = answers;
  }

  @Override
  public Found find(AliasKey asked) {
    AliasKey key = asked;
    for (int step = 0; step < MOST_STEPS; step++) {
      needed.add(key);
      Answer answer = answers.getOrDefault(key, Answer.UNKNOWN);
      if (answer.sameAs() == null) {
        return new Found(key, answer.target());
      }
      key = answer.sameAs();
    }
    return new Found(asked, null);
  }

  /** All that were asked for, on the way to others too. */
  Set<AliasKey> needed() {
    return needed;
  }
}
