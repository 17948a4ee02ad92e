package io.willingly.connectors.guess;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** How amounts are written. */
enum NumberStyle {
  /** 1234.50 */
  PLAIN,
  /** $1,234.50 */
  POINT,
  /** 1.234,50 EUR */
  COMMA;

  private static final String SIGNS = "(?:[A-Z]{1,3}|[A-Z]{0,2}[$€£¥₹]|kr|zł)?";
  private static final Pattern NUMBER =
      Pattern.compile(SIGNS + "\\s*-?\\s*" + SIGNS + "\\s*[0-9][0-9.,'\\s\\u00a0]*\\s*" + SIGNS);
  private static final Pattern SIMPLE = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
  private static final Pattern COMMA_DECIMALS =
      Pattern.compile("[^.]*,[0-9]{1,2}[^0-9,.]*|.*\\.[0-9]{3},[0-9]{1,2}[^0-9]*");
  private static final Pattern POINT_THOUSANDS = Pattern.compile("-?[0-9]{1,3}(\\.[0-9]{3})+");

  private static final Map<String, String> SYMBOLS = symbols();

  private static Map<String, String> symbols() {
    Map<String, String> symbols = new LinkedHashMap<>();
    symbols.put("R$", "BRL");
    symbols.put("€", "EUR");
    symbols.put("£", "GBP");
    symbols.put("₹", "INR");
    symbols.put("¥", "JPY");
    symbols.put("zł", "PLN");
    symbols.put("$", "USD");
    return symbols;
  }

  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  /**
   * How the column's amounts are written.
   *
   * @param semicolons whether semicolons part the file's cells, as where the comma is for decimals
   */
  static NumberStyle of(Column column, boolean semicolons) {
    if (column.distinct().stream().anyMatch(value -> COMMA_DECIMALS.matcher(value).matches())
        || (semicolons && column.mostly(value -> POINT_THOUSANDS.matcher(value).matches()))) {
      return COMMA;
    }
    return column.distinct().stream().allMatch(value -> SIMPLE.matcher(value).matches())
        ? PLAIN
        : POINT;
  }

  /** The currency the values or the header name. */
  static Optional<String> currency(Column column) {
    Optional<String> symbol =
        SYMBOLS.entrySet().stream()
            .filter(entry -> column.mostly(value -> value.contains(entry.getKey())))
            .map(Map.Entry::getValue)
            .findFirst();
    if (symbol.isPresent()) {
      return symbol;
    }
    Pattern code =
        Pattern.compile("\\b(EUR|USD|GBP|CHF|BRL|CAD|AUD|SEK|NOK|DKK|PLN|JPY|INR|MXN)\\b");
    return java.util.stream.Stream.of(column.name(), column.example())
        .map(code::matcher)
        .filter(java.util.regex.Matcher::find)
        .map(found -> found.group(1))
        .findFirst();
  }

  /** The JSLT expression that gives the number as digits with a point; empty when it is so. */
  Optional<String> expression(String accessor) {
    return switch (this) {
      case PLAIN -> Optional.empty();
      case POINT -> Optional.of("replace(" + accessor + ", \"[^0-9.-]\", \"\")");
      case COMMA ->
          Optional.of("replace(replace(" + accessor + ", \"[^0-9,-]\", \"\"), \",\", \".\")");
    };
  }
}
