package io.willingly.connectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import java.io.StringReader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JSLT, fenced in: no imports, no function definitions (so no recursion: every expression ends), no
 * clock and no chance (so a replay gives the same events).
 */
final class JsltExpression implements Expression {
  private static final Pattern STRING_OR_COMMENT =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|//[^\\n]*+");
  private static final Pattern FORBIDDEN =
      Pattern.compile("(?<![.\\w-])(?:(import|def)\\s|(random|now|uuid)\\s*\\()");

  private final com.schibsted.spt.data.jslt.Expression jslt;

  private JsltExpression(com.schibsted.spt.data.jslt.Expression jslt) {
    this.jslt = jslt;
  }

  static JsltExpression compile(YamlNode node) {
    String text = node.text();
    Matcher forbidden = FORBIDDEN.matcher(STRING_OR_COMMENT.matcher(text).replaceAll("\"\""));
    if (forbidden.find()) {
      String word = forbidden.group(1) == null ? forbidden.group(2) + "()" : forbidden.group(1);
      throw node.error(
          "expression uses '"
              + word
              + "', which is not allowed: a replay must give the same events; take the value from"
              + " the row");
    }
    try {
      return new JsltExpression(
          new Parser(new StringReader(text)).withSource("expression").compile());
    } catch (JsltException e) {
      throw node.error("expression is not valid JSLT: " + firstLine(e));
    }
  }

  @Override
  public JsonNode apply(JsonNode row) {
    try {
      JsonNode result = jslt.apply(row);
      return result == null ? NullNode.getInstance() : result;
    } catch (RuntimeException e) {
      // Not only its own exceptions: a whole number divided by 0 is the JDK's.
      throw new RowProblem(RejectCode.EXPRESSION, null, null, "expression failed: " + firstLine(e));
    }
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
