package io.willingly.connectors.guess;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the answers to a question are given.
 *
 * @param min lowest answer
 * @param max highest answer
 * @param values numbers of answers in words; empty when they are numbers
 */
record Scale(int min, int max, Map<String, Integer> values) {
  private static final Pattern RANGE =
      Pattern.compile("\\b(0|1)\\s*(?:-|\u2013|to|bis|\\.\\.)\\s*(5|7|10|100)\\b");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");
  private static final Pattern LEADING =
      Pattern.compile("([0-9]{1,2})\\s*(?:/\\s*([0-9]{1,2})|[-\u2013:.)(=].*)");

  /** From the best answer of five to the worst, the surest words of each first. */
  private static final List<Map.Entry<Pattern, Integer>> WORDS =
      List.of(
          word(
              "(very|extremely|sehr|muy|completely) (un|dis|in)\\w+|strongly disagree|terrible", 1),
          word("(definitely|certainly) not|never|very (poor|bad|hard|difficult)", 1),
          word("(very|extremely|completely|sehr|muy) \\w+|strongly agree|excellent", 5),
          word("definitely.*|certainly|absolutely|always|great", 5),
          word(
              "(somewhat |rather |eher )?(unhappy|dissatisfied|unsatisfied|disagree|unzufrieden)",
              2),
          word("insatisfecho|(probably|rather) not|poor|bad|unlikely|difficult|hard", 2),
          word("(somewhat |rather |eher )?(happy|satisfied|agree|zufrieden|satisfecho|likely)", 4),
          word("probably( yes)?|good|glad|pleased|easy", 4),
          word(
              "neutral|neither .*|undecided|not sure|maybe|perhaps|ok|okay|average|fair|teils.*",
              3),
          word("yes|true|ja|si|y", 5),
          word("no|false|nein|n", 1));

  private static Map.Entry<Pattern, Integer> word(String words, int box) {
    return Map.entry(Pattern.compile(words), box);
  }

  /** The scale of a question's answers; none when they are no answers on a scale. */
  static Optional<Scale> of(Column column, boolean recommend) {
    if (column.filled() == 0) {
      return Optional.empty();
    }
    if (column.mostly(value -> NUMBER.matcher(value).matches())) {
      return numbers(column, recommend);
    }
    Map<String, Integer> values = new LinkedHashMap<>();
    int max = 5;
    if (column.mostly(value -> LEADING.matcher(value).matches())) {
      for (String value : column.distinct()) {
        Matcher leading = LEADING.matcher(value);
        if (leading.matches()) {
          int number = Integer.parseInt(leading.group(1));
          values.put(value, number);
          int of = leading.group(2) == null ? number : Integer.parseInt(leading.group(2));
          max = Math.max(max, of);
        }
      }
      return Optional.of(new Scale(values.containsValue(0) ? 0 : 1, max, values));
    }
    for (String value : column.distinct()) {
      WORDS.stream()
          .filter(word -> word.getKey().matcher(Column.words(value)).matches())
          .findFirst()
          .ifPresent(word -> values.put(value, word.getValue()));
    }
    boolean known = column.distinct().size() <= 20 && values.size() * 2 > column.distinct().size();
    return known ? Optional.of(new Scale(1, 5, values)) : Optional.empty();
  }

  private static Optional<Scale> numbers(Column column, boolean recommend) {
    Matcher range = RANGE.matcher(column.name());
    if (range.find()) {
      return Optional.of(
          new Scale(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)), Map.of()));
    }
    int highest = 0;
    int lowest = Integer.MAX_VALUE;
    for (String value : column.distinct()) {
      if (NUMBER.matcher(value).matches()) {
        highest = Math.max(highest, Integer.parseInt(value));
        lowest = Math.min(lowest, Integer.parseInt(value));
      }
    }
    if (highest > 100) {
      return Optional.empty();
    }
    int max = highest <= 5 ? 5 : highest <= 7 ? 7 : highest <= 10 ? 10 : 100;
    boolean ten = recommend && highest <= 10;
    return Optional.of(
        new Scale(ten || lowest == 0 || max == 100 ? 0 : 1, ten ? 10 : max, Map.of()));
  }

  String text() {
    return min + " to " + max;
  }
}
