package io.willingly.streams.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A signed webhook, as Standard Webhooks 1.0.0 has it: HMAC-SHA256 over id, timestamp and body,
 * with the time of the attempt, so that a receiver may refuse what is old.
 */
final class WebhookChannel implements Channel {
  /** What a secret begins with; the rest is its bytes in base64. */
  static final String SECRET_PREFIX = "whsec_";

  private static final String ALGORITHM = "HmacSHA256";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI url;
  private final SecretKeySpec key;

  WebhookChannel(URI url, String secret) {
    this.url = url;
    this.key =
        new SecretKeySpec(
            Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length())), ALGORITHM);
  }

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public HttpRequest.Builder request(Message message, Instant now) {
    ObjectNode body = JSON.createObjectNode();
    body.put("type", message.type());
    body.put("timestamp", message.at().toString());
    body.set("data", message.data());
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(url)
        .header("Content-Type", "application/json")
        .header("webhook-id", message.id())
        .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
        .header("webhook-signature", signature(message.id(), now.getEpochSecond(), bytes))
        .POST(BodyPublishers.ofByteArray(bytes));
  }

  /** {@code v1,} and the signature in base64. */
  String signature(String id, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }
}
