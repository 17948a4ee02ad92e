package io.willingly.streams.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;

/** A question of a test. */
record Asked(Object key, Supplier<ObjectNode> answer) implements Watched {
  @Override
  public ObjectNode ask() {
    return answer.get();
  }
}
