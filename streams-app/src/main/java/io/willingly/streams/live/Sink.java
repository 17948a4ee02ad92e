package io.willingly.streams.live;

import org.jspecify.annotations.Nullable;

/**
 * The connection to a watcher. {@link #send} is called by one thread at a time and may block: it
 * keeps no other watcher waiting.
 */
public interface Sink {
  /**
   * Sends an event.
   *
   * @param id to resume after; null when the watcher is to keep the one before
   * @param event {@code snapshot}, {@code delta}, {@code problem} or {@code heartbeat}
   * @param watch the place of the question in the watcher's list, from 0; -1 when it is of none
   * @param data JSON in one line
   * @return false when the watcher is gone
   */
  boolean send(@Nullable String id, String event, int watch, String data);

  /** Ends the connection, which also ends a {@link #send} that blocks; may be called again. */
  void close();
}
