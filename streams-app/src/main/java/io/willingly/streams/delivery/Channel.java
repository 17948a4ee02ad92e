package io.willingly.streams.delivery;

import java.net.http.HttpRequest;
import java.time.Instant;

/** A way out. */
interface Channel {
  /** As in logs and in the name of its consumer group. */
  String name();

  /** The request that sends a message, without a time-out. */
  HttpRequest.Builder request(Message message, Instant now);
}
