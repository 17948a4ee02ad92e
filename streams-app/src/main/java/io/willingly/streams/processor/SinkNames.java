package io.willingly.streams.processor;

import io.willingly.schemas.topic.Topic;
import io.willingly.streams.state.Stores;

/** Names of the sink nodes: a topic may be written by several kinds of task. */
public final class SinkNames {
  private SinkNames() {}

  public static String of(Stores from, Topic<?, ?> topic) {
    return from.storeName() + "-to-" + topic.name();
  }
}
