package io.willingly.connectors.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.MappingException;
import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.connectors.mapping.Position;
import io.willingly.connectors.mapping.RejectCode;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.mapping.YamlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How the posts of a source are recognised and read: its {@code webhook.yaml}. Safe to share. */
public final class Webhook {
  private static final String FILE = "webhook.yaml";

  /** Member that {@code headers} adds to a payload. */
  private static final String HEADERS = "_headers";

  private final Proof proof;
  private final @Nullable Challenge challenge;
  private final List<String> headers;

  Webhook(Proof proof, @Nullable Challenge challenge, List<String> headers) {
    this.proof = proof;
    this.challenge = challenge;
    this.headers = List.copyOf(headers);
  }

  /**
   * Loads that of a mapping.
   *
   * @param mapping path of its folder, or name of a shipped one
   * @throws MappingException when it has none, or it cannot be used
   */
  public static Webhook load(String mapping) {
    return MappingLoader.beside(mapping, FILE)
        .map(Webhook::parse)
        .orElseThrow(
            () ->
                new MappingException(
                    "%s has no %s; add one that says how its posts are signed: see docs/webhooks.md"
                        .formatted(mapping, FILE)));
  }

  /**
   * Reads one.
   *
   * @throws MappingException when it cannot be used, with the line
   */
  public static Webhook parse(YamlNode file) {
    return WebhookParser.parse(file);
  }

  /** Whether a secret must be given; else the source proves nothing. */
  boolean needsSecret() {
    return !(proof instanceof Unsigned);
  }

  /** What a sender without the right user and password is told; null when none are asked for. */
  @Nullable String authenticate() {
    return proof instanceof BasicProof ? "Basic realm=\"webhook\", charset=\"UTF-8\"" : null;
  }

  /** Whether the public URL must be given: the source signs the address it posts to. */
  public boolean needsUrl() {
    return proof.needsUrl();
  }

  /**
   * Verifies by these secrets.
   *
   * @throws IllegalArgumentException when there is none, or one cannot be a secret of this source
   */
  public Verifier verifier(Secrets secrets) {
    if (needsSecret() && secrets.values().isEmpty()) {
      throw new IllegalArgumentException(
          "no secret is given; copy it from the page of the source where its webhook is set up");
    }
    if (proof instanceof Unsigned unsigned && !secrets.values().isEmpty()) {
      throw new IllegalArgumentException(
          "a secret is given, but this source signs nothing (%s); leave it out"
              .formatted(unsigned.reason()));
    }
    return proof.by(secrets);
  }

  /** What to answer to a verified post that is a question of the source; null when it is none. */
  @Nullable String answer(Post post, Verdict.Verified verified) {
    if (challenge == null) {
      return null;
    }
    try {
      return challenge.answer(Mapping.payload(post.body()), verified.signer());
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * What a mapping makes of a verified post. Its rows are the elements of its array, or the one
   * object; a body that is not JSON is one row, rejected, so that it is neither lost nor sent again
   * for ever.
   *
   * @param source the source instance
   */
  public List<RowOutcome> rows(Post post, Mapping mapping, String source) {
    return rows(post, mapping, source, payload -> payload);
  }

  /**
   * The same, of payloads that carry only ids.
   *
   * @param completion is given the payload and gives it with what the ids stand for; what it throws
   *     is thrown on
   */
  public List<RowOutcome> rows(
      Post post, Mapping mapping, String source, UnaryOperator<JsonNode> completion) {
    try {
      JsonNode payload = Mapping.payload(post.body());
      if (payload instanceof MissingNode) {
        return List.of(unreadable(post, "the body is empty"));
      }
      for (JsonNode object : payload.isArray() ? payload : List.of(payload)) {
        removeToken(object);
        addHeaders(object, post);
      }
      removeToken(payload);
      return mapping.apply(completion.apply(payload), source);
    } catch (JsonProcessingException e) {
      return List.of(unreadable(post, "the body is not valid JSON: " + e.getOriginalMessage()));
    } catch (IOException e) {
      return List.of(unreadable(post, "the body cannot be read"));
    }
  }

  /** It proved the post; kept with it, everybody who may see a rejected row would have it. */
  private void removeToken(JsonNode payload) {
    if (proof instanceof TokenProof token) {
      token.remove(payload);
    }
  }

  /** What a mapping needs to know and only a header says, under its name in lower case. */
  private void addHeaders(JsonNode payload, Post post) {
    if (!headers.isEmpty() && payload instanceof ObjectNode object) {
      ObjectNode added = object.putObject(HEADERS);
      for (String name : headers) {
        post.header(name).stream()
            .findFirst()
            .ifPresent(value -> added.put(name.toLowerCase(Locale.ROOT), value));
      }
    }
  }

  private static RowOutcome unreadable(Post post, String message) {
    return new RowOutcome.Rejected(
        new Position(Position.PAYLOAD, 1, 0),
        RejectCode.UNREADABLE,
        null,
        null,
        message,
        new String(post.body(), StandardCharsets.UTF_8));
  }
}
