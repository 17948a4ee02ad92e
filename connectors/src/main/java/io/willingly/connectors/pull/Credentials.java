package io.willingly.connectors.pull;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds the secret to requests. Only what goes to an allowed host passes here. Thread-safe. */
final class Credentials {
  private final Auth auth;
  private final @Nullable Secret secret;
  private volatile @Nullable String token;

  Credentials(Auth auth, @Nullable Secret secret) {
    this.auth = auth;
    this.secret = secret;
  }

  /** The request for a token; null when none is needed, or there is one. */
  @Nullable Ask tokenAsk(Hosts hosts) {
    if (auth.form() != Auth.Form.CLIENT_CREDENTIALS || token != null) {
      return null;
    }
    return new Ask(
        "POST",
        hosts.address(auth.name()),
        Map.of(
            "Accept",
            "application/json",
            "Content-Type",
            "application/x-www-form-urlencoded",
            "Authorization",
            basic()),
        "grant_type=client_credentials");
  }

  void token(Ask ask, Reply reply) {
    JsonNode given = reply.json().path("access_token");
    if (!given.isTextual()) {
      throw PullException.lasting(
          "%s: no token is given for the secret %s (%d): %s"
              .formatted(ask, reference(), reply.status(), hidden(reply.text())));
    }
    token = given.textValue();
  }

  /** Whether a refused request may be asked again, with a new token. */
  boolean forgotToken() {
    boolean had = token != null;
    token = null;
    return had;
  }

  Ask signed(Ask ask) {
    String value = secret == null ? "" : secret.value();
    return switch (auth.form()) {
      case NONE -> ask;
      case BEARER -> ask.with("Authorization", "Bearer " + value);
      case BASIC -> ask.with("Authorization", basic());
      case HEADER -> ask.with(auth.name(), auth.prefix() + value);
      case QUERY -> {
        String query = ask.uri().getRawQuery();
        String own = Template.encoded(auth.name()) + "=" + Template.encoded(value);
        String address = ask.uri().toString();
        yield ask.to(URI.create(address + (query == null ? "?" : "&") + own));
      }
      case CLIENT_CREDENTIALS -> ask.with("Authorization", "Bearer " + token);
    };
  }

  private String basic() {
    byte[] pair = (secret == null ? "" : secret.value()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** For messages. */
  String reference() {
    return secret == null ? "(none)" : secret.reference();
  }

  /** The text without what must not be told. */
  String hidden(String text) {
    return secret == null ? text : secret.hiddenIn(text);
  }
}
