package io.willingly.connectors.guess;

import io.willingly.connectors.mapping.MappingLint;
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

  /** A field of a draft that says what it was guessed from. */
  Rule guessed(String name, String value, Column from) {
    String example = from.example().replaceAll("\\s+", " ");
    String shown = example.length() <= 40 ? example : example.substring(0, 37) + "...";
    return field(name, value + "  # guessed from '" + place(from) + "', such as " + shown);
  }

  /** A field of a draft that could not be guessed. */
  Rule fillIn(String name, String hint) {
    return field(name, " # " + MappingLint.FILL_IN + ": " + hint);
  }

  /** What to know of the field before. */
  Rule note(String note) {
    text.append("      # ").append(note).append('\n');
    return this;
  }

  /** A setting of the field before. */
  Rule part(String setting) {
    text.append("        ").append(setting).append('\n');
    return this;
  }

  /** A condition of a draft that could not be guessed, in place of the one there is. */
  Rule when(String hint) {
    String own = text.toString();
    int at = own.indexOf("    when: ");
    int end = at < 0 ? own.indexOf("    fields:") : own.indexOf('\n', at) + 1;
    text.replace(
        at < 0 ? end : at, end, "    when:  # " + MappingLint.FILL_IN + ": " + hint + "\n");
    return this;
  }

  private static String place(Column column) {
    return column.name().startsWith("=") ? column.words() : column.name();
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
