package io.willingly.streams.live;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A question somebody watches. Asked on the hub's thread, again and again. */
public interface Watched {
  /** The member of an answer that says that it is not the whole. */
  String LACKS = "missing";

  /** The member that says how many records it has not got yet. */
  String LAGS = "records_to_read";

  /**
   * Who may see what, and what is asked: equal keys have equal answers and are asked once for all.
   */
  Object key();

  /**
   * The answer of now; not changed by the hub.
   *
   * @throws RuntimeException when there is none: watchers are told, and it is asked again
   */
  ObjectNode ask();
}
