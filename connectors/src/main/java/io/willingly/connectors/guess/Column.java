package io.willingly.connectors.guess;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A column of a sampled file, or a value within a sampled payload.
 *
 * @param name as the header has it; a JSON pointer; or, after {@code =}, an expression
 * @param words its name in lower case, words apart, marks left out
 * @param distinct its values without the empty ones, each once, in the order of the file
 * @param filled how many cells are not empty
 * @param times the formats that read its values as times; none when they are no times
 */
record Column(String name, String words, Set<String> distinct, int filled, List<String> times) {
  /** Of the values so many are looked at: enough to tell what they are. */
  private static final int LOOKED_AT = 300;

  private static final Pattern TRUTH = Pattern.compile("(?i)true|false|yes|no|y|n|ja|nein|si|0|1");

  static Column of(String name, List<String> values) {
    return of(name, words(name), values);
  }

  static Column of(String name, String words, List<String> values) {
    Set<String> distinct = new LinkedHashSet<>();
    int filled = 0;
    for (String value : values) {
      if (!value.isEmpty()) {
        filled++;
        distinct.add(value);
      }
    }
    return new Column(name, words, distinct, filled, TimeStyle.of(distinct));
  }

  /** {@code Deal - Won time} and {@code dealWonTime} are both {@code deal won time}. */
  static String words(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}#]+", " ")
        .strip()
        .replaceAll("\\b(\\p{L}+) \\1\\b", "$1");
  }

  /** The first value, to show. */
  String example() {
    return distinct.isEmpty() ? "" : distinct.iterator().next();
  }

  /** Whether nearly all values are so; a few may be spoilt, and an empty column is nothing. */
  boolean mostly(Predicate<String> so) {
    return mostly(distinct, so);
  }

  static boolean mostly(Set<String> values, Predicate<String> so) {
    List<String> looked = values.stream().limit(LOOKED_AT).toList();
    long are = looked.stream().filter(so).count();
    // One of three may be a second line of headings.
    return are > 0 && (are * 10 >= looked.size() * 8L || (are > 1 && are + 1 == looked.size()));
  }

  boolean fits(Field.Shape shape) {
    return switch (shape) {
      case ANY -> filled > 0;
      case UNIQUE -> filled > 0 && distinct.size() * 2 >= filled;
      case TIME -> !times.isEmpty();
      case NUMBER -> mostly(NumberStyle::isNumber);
      case CURRENCY -> mostly(value -> value.matches("[A-Za-z]{3}"));
      case TRUTH -> mostly(value -> TRUTH.matcher(value).matches());
      case STAGE -> filled > 0 && distinct.size() <= 60 && mostly(value -> value.length() < 60);
    };
  }

  /** Whether its values are mail addresses, which are the same in any case. */
  boolean mail() {
    return mostly(value -> value.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+"));
  }

  /** Its values as they are compared with those of another file. */
  Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    distinct.forEach(value -> keys.add(value.toLowerCase(Locale.ROOT)));
    return keys;
  }
}
