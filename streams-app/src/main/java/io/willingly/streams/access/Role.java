package io.willingly.streams.access;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What somebody is trusted with; who has several has the sum of them. */
public enum Role {
  /** One rep: everything of their own, the totals of their team and of the company. */
  SELF,
  /** Who leads teams: their reps and deals, the totals of all teams and of the company. */
  TEAM,
  /** All numbers, reps, deals, contests, and who looked at whom. */
  COMPANY,
  /** Sources and what became of their records, and the company's totals; no rep and no deal. */
  ENGINEER;

  /** As people write it: {@code self}, {@code team}, {@code company}, {@code engineer}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException when there is no such role
   */
  public static Role parse(String text) {
    List<String> names = Arrays.stream(values()).map(Role::text).toList();
    int found = names.indexOf(text.toLowerCase(Locale.ROOT));
    if (found < 0) {
      throw new IllegalArgumentException("no role: '" + text + "'; expected is one of " + names);
    }
    return values()[found];
  }
}
