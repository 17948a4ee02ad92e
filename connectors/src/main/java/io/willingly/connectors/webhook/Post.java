package io.willingly.connectors.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A post as it was received.
 *
 * @param url as the sender sees it: the public URL, with the query of the request
 * @param headers looked up whatever the case of their names
 * @param body the raw bytes
 * @param received when it was, the arrival of its events (R9)
 */
@SuppressWarnings("ArrayRecordComponent") // posts are never compared
public record Post(
    String method, String url, Map<String, List<String>> headers, byte[] body, Instant received) {
  public Post {
    Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = anyCase;
  }

  /** The values of a header, none when it is missing. */
  List<String> header(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /** Says nothing of what it holds, which may be personal or secret. */
  @Override
  public String toString() {
    return "Post[" + body.length + " bytes, received " + received + "]";
  }
}
