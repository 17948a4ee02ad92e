package io.willingly.connectors.pull;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/**
 * A whole answer.
 *
 * @param json missing unless the status is a success
 * @param text the first of what a failure says
 */
record Reply(int status, HttpHeaders headers, JsonNode json, String text) {
  boolean ok() {
    return status / 100 == 2;
  }
}
