package io.willingly.connectors.pull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A secret, and where it is from: messages name the latter. */
public final class Secret {
  private final String reference;
  private final String value;

  /**
   * A secret its host already knows.
   *
   * @param reference what to call it in messages, such as the name of a setting
   */
  public Secret(String reference, String value) {
    this.reference = reference;
    this.value = value;
  }

  /**
   * Looks a secret up.
   *
   * @param reference {@code env:NAME} or {@code file:PATH}; line breaks at the end of a file are no
   *     part of the secret
   * @param environment environment variables
   * @throws PullException when it is not there
   */
  public static Secret of(String reference, Map<String, String> environment) {
    if (reference.startsWith("env:")) {
      String value = environment.getOrDefault(reference.substring(4), "");
      if (value.isBlank()) {
        throw PullException.lasting(
            "the secret %s is not there: set the environment variable %s"
                .formatted(reference, reference.substring(4)));
      }
      return new Secret(reference, value.strip());
    }
    if (!reference.startsWith("file:")) {
      // Not repeated: it may be the secret itself.
      throw PullException.lasting(
          "a secret is named, never written: env:NAME of an environment variable, or file:PATH");
    }
    try {
      return new Secret(reference, Files.readString(Path.of(reference.substring(5))).strip());
    } catch (IOException e) {
      throw PullException.passing("the secret " + reference + " cannot be read", e);
    }
  }

  String reference() {
    return reference;
  }

  String value() {
    return value;
  }

  /** The text without the secret, should a vendor repeat it. */
  String hiddenIn(String text) {
    return value.isEmpty() ? text : text.replace(value, "***");
  }

  @Override
  public String toString() {
    return reference;
  }
}
