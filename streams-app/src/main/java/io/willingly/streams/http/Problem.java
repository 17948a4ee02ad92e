package io.willingly.streams.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.schemas.wire.SchemaRegistryException;
import io.willingly.streams.access.Denied;
import io.willingly.streams.query.NotReady;
import io.willingly.streams.runtime.ClusterException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why there is no answer, and what to do, as of RFC 9457. */
final class Problem extends RuntimeException {
  private static final Logger LOG = LoggerFactory.getLogger(Problem.class);

  static final String MEDIA_TYPE = "application/problem+json";

  private final int status;
  private final String title;
  private final String detail;

  /**
   * A problem.
   *
   * @param status of HTTP
   * @param title what kind of problem
   * @param detail what was wrong and what to do
   */
  Problem(int status, String title, String detail) {
    super(title + ": " + detail);
    this.status = status;
    this.title = title;
    this.detail = detail;
  }

  /**
   * What is answered when something was thrown. What nobody expects is logged, for only the log can
   * say what it was.
   *
   * @param asked what was asked, for the log
   */
  static Problem of(Exception thrown, String asked) {
    String message = String.valueOf(thrown.getMessage());
    if (thrown instanceof Problem problem) {
      return problem;
    }
    if (thrown instanceof Denied) {
      return forbidden(message);
    }
    if (thrown instanceof NotReady
        || thrown instanceof ClusterException
        || thrown instanceof SchemaRegistryException) {
      return new Problem(503, "No answer now", message);
    }
    if (thrown instanceof KafkaException) {
      return new Problem(
          503,
          "No answer now",
          "the cluster does not answer: %s; ask again in a moment, and see whether it runs"
              .formatted(message));
    }
    LOG.error("{} failed", asked, thrown);
    return new Problem(500, "It went wrong here", "the server's log says what; ask again");
  }

  /** A parameter that cannot be used. */
  static Problem parameter(String name, String detail) {
    return new Problem(400, "Parameter not understood", "'" + name + "': " + detail);
  }

  static Problem notFound(String detail) {
    return new Problem(404, "Not found", detail);
  }

  static Problem noTable() {
    return new Problem(
        406,
        "Not a table",
        "there is no CSV of it: leave out 'format=csv', or send 'Accept: application/json'");
  }

  static Problem unauthenticated() {
    return new Problem(
        401,
        "No access token",
        "send an access token as 'Authorization: Bearer TOKEN', or sign in on the page;"
            + " `willingly access add` makes one");
  }

  static Problem forbidden(String detail) {
    return new Problem(403, "Not for this access token", detail);
  }

  int status() {
    return status;
  }

  ObjectNode json(String instance) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", "about:blank").put("title", title).put("status", status);
    return json.put("detail", detail).put("instance", instance);
  }
}
