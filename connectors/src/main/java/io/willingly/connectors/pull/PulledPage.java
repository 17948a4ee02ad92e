package io.willingly.connectors.pull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A page of a vendor's API.
 *
 * @param key of the request, and of the state: its name, with the repeated value where it is
 *     repeated
 * @param payloads an array; each element goes through the mapping as a webhook's payload does
 * @param unchanged items left out, for they did not change since
 * @param before the state with which this page is read again
 * @param after the state to store when the page is kept
 * @param notes what a person should know
 */
public record PulledPage(
    String key,
    JsonNode payloads,
    int unchanged,
    JsonNode before,
    JsonNode after,
    List<String> notes) {
  /** A copy that nobody changes. */
  public PulledPage {
    notes = List.copyOf(notes);
  }
}
