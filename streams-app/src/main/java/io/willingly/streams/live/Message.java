package io.willingly.streams.live;

import org.jspecify.annotations.Nullable;

/**
 * An event on its way to a watcher. Its JSON is put together only when it is sent: watchers of one
 * question share the text.
 *
 * @param watch the place of the question in the watcher's list; -1 when it is of none
 * @param kind of event, which names the member that holds the JSON
 */
record Message(@Nullable String id, int watch, Kind kind, String json) {
  static final Message HEARTBEAT = new Message(null, -1, Kind.HEARTBEAT, "{}");

  /** Kinds of events, and the member that holds what they say. */
  enum Kind {
    SNAPSHOT("snapshot", "body"),
    DELTA("delta", "patch"),
    PROBLEM("problem", "problem"),
    HEARTBEAT("heartbeat", "");

    private final String event;
    private final String member;

    Kind(String event, String member) {
      this.event = event;
      this.member = member;
    }
  }

  boolean to(Sink sink) {
    String data =
        kind == Kind.HEARTBEAT
            ? json
            : "{\"watch\":" + watch + ",\"" + kind.member + "\":" + json + "}";
    return sink.send(id, kind.event, watch, data);
  }
}
