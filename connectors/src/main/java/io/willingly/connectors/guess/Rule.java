package io.willingly.connectors.guess;

import java.util.Optional;

/** The text of one event rule, field by field. */
final class Rule {
  private final StringBuilder text = new StringBuilder();
  private String list = "";

  /**
   * Begins a rule.
   *
   * @param when the condition; empty for all rows
   */
  Rule(String name, String from, String family, String when) {
    text.append("  - name: ").append(name).append("\n    from: ").append(from);
    text.append("\n    family: ").append(family).append('\n');
    if (!when.isEmpty()) {
      text.append("    when: ").append(Values.quoted(when)).append('\n');
    }
    text.append("    fields:\n");
  }

  Rule field(String name, String value) {
    text.append("      ").append(name).append(": ").append(value).append('\n');
    return this;
  }

  Rule optional(String name, Optional<String> value) {
    value.ifPresent(present -> field(name, present));
    return this;
  }

  /** An element of a list; the elements of a list come one after another. */
  Rule element(String name, String value) {
    if (!list.equals(name)) {
      text.append("      ").append(name).append(":\n");
      list = name;
    }
    text.append("        - ").append(value).append('\n');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
