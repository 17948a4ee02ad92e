package io.willingly.connectors.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The secrets that are live: more than one while they are rotated.
 *
 * @param values none of them blank
 */
public record Secrets(List<String> values) {
  private static final Pattern BETWEEN = Pattern.compile("[,\\n\\r]+");
  private static final Pattern AFTER_KEY = Pattern.compile("(?<=-----END PUBLIC KEY-----)");

  public Secrets {
    values = List.copyOf(values);
  }

  /**
   * Reads secrets that are separated by commas or line breaks; public keys in PEM follow each
   * other.
   */
  public static Secrets parse(String text) {
    Pattern between = text.contains("-----BEGIN ") ? AFTER_KEY : BETWEEN;
    return new Secrets(
        between.splitAsStream(text).map(String::strip).filter(one -> !one.isEmpty()).toList());
  }

  /** These, and then the others. */
  public Secrets and(Secrets others) {
    return new Secrets(Stream.concat(values.stream(), others.values.stream()).toList());
  }

  /** Whether a text is one of them, in a time that does not tell how much of it is right. */
  boolean holds(String text) {
    byte[] given = text.getBytes(StandardCharsets.UTF_8);
    boolean holds = false;
    for (String value : values) {
      holds |= MessageDigest.isEqual(value.getBytes(StandardCharsets.UTF_8), given);
    }
    return holds;
  }

  @Override
  public String toString() {
    return values.size() + " secrets";
  }
}
