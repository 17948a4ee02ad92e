package io.willingly.connectors.pull;

import io.willingly.connectors.mapping.Names;
import io.willingly.connectors.mapping.YamlNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with places for values: {@code {since}}, or {@code {/id}} for a value of an item.
 *
 * @param texts what is before, between and after the places
 * @param places names of values, one fewer than texts
 */
record Template(List<String> texts, List<String> places) {
  private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_-]*|/[^{}\\s]*)}");

  /** Values by name; null where there is none. */
  interface Values extends Function<String, @Nullable String> {}

  /**
   * Reads a template.
   *
   * @param node where it is, for messages
   * @param known names it may have
   * @param pointers whether values of an item may be in it
   */
  static Template parse(YamlNode node, String text, Collection<String> known, boolean pointers) {
    List<String> texts = new ArrayList<>();
    List<String> places = new ArrayList<>();
    Matcher place = PLACE.matcher(text);
    int end = 0;
    while (place.find()) {
      String name = place.group(1);
      if (name.startsWith("/") ? !pointers : !known.contains(name)) {
        String cure = Names.near(name, known);
        throw node.error(
            "nothing here is called '%s'%s"
                .formatted(
                    name,
                    cure.isEmpty()
                        ? "; known are " + String.join(", ", known) + orPointer(pointers)
                        : cure));
      }
      texts.add(text.substring(end, place.start()));
      places.add(name);
      end = place.end();
    }
    texts.add(text.substring(end));
    return new Template(List.copyOf(texts), List.copyOf(places));
  }

  private static String orPointer(boolean pointers) {
    return pointers ? " and pointers such as {/id}" : "";
  }

  /** Whether it is one place and nothing else. */
  boolean only(String place) {
    return places.equals(List.of(place)) && texts.stream().allMatch(String::isEmpty);
  }

  /** The text with values; null when one of them is absent. */
  @Nullable String text(Values values) {
    return text(values, UnaryOperator.identity());
  }

  /**
   * The text with values as parts of a path: none of them can lead to another path or host.
   *
   * @throws PullException when one is absent, or is only dots
   */
  String path(Values values) {
    String path = text(values, Template::segment);
    if (path == null) {
      String absent =
          places.stream().filter(place -> values.apply(place) == null).findFirst().orElse("");
      throw PullException.lasting(
          "a value for {%s} of the address '%s' is missing".formatted(absent, this));
    }
    return path;
  }

  private @Nullable String text(Values values, UnaryOperator<String> form) {
    StringBuilder text = new StringBuilder(texts.get(0));
    for (int i = 0; i < places.size(); i++) {
      String value = values.apply(places.get(i));
      if (value == null) {
        return null;
      }
      text.append(form.apply(value)).append(texts.get(i + 1));
    }
    return text.toString();
  }

  private static String segment(String value) {
    if (value.chars().allMatch(c -> c == '.')) {
      throw PullException.lasting("'" + value + "' is no value for a part of an address");
    }
    return encoded(value).replace("%3A", ":");
  }

  /** Percent-encoded, a blank too. */
  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return String.valueOf(text(name -> "{" + name + "}"));
  }
}
