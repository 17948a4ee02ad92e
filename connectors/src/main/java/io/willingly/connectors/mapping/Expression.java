package io.willingly.connectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/** A pure function of a row. The one place that knows which expression language is behind. */
public interface Expression {
  /**
   * Evaluates it.
   *
   * @throws RowProblem when it fails on this row
   */
  JsonNode apply(JsonNode row);

  /** Compiles the text of an {@code expr:} or {@code when:}. */
  static Expression compile(YamlNode text) {
    return JsltExpression.compile(text);
  }

  /** Evaluates a condition; anything but true or false is a mistake in the mapping. */
  default boolean holds(JsonNode row) {
    JsonNode result = apply(row);
    if (!result.isBoolean()) {
      throw new RowProblem(
          RejectCode.EXPRESSION,
          null,
          result.toString(),
          "'when' must give true or false, gave " + result);
    }
    return result.booleanValue();
  }
}
