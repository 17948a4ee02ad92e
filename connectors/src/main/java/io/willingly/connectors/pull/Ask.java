package io.willingly.connectors.pull;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request.
 *
 * @param method GET or POST
 * @param body null for none
 */
record Ask(String method, URI uri, Map<String, String> headers, @Nullable String body) {
  Ask with(String header, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(header, value);
    return new Ask(method, uri, all, body);
  }

  Ask to(URI other) {
    return new Ask(method, other, headers, body);
  }

  /** For messages: without the query, where a secret or a person's data may be. */
  @Override
  public String toString() {
    return method + " " + uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
  }
}
