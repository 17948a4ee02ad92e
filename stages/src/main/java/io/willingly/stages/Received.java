package io.willingly.stages;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A record of an input topic as it was read. */
public final class Received {
  /** What a record without a usable timestamp gets, for {@link Intake} to reject (R61). */
  public static final long NO_ARRIVAL = 0;

  private final Position from;
  private final byte @Nullable [] key;
  private final byte @Nullable [] value;
  private final long arrival;
  private final long run;

  /**
   * A record.
   *
   * @param from where it was read
   * @param timestamp in epoch milliseconds
   * @param run value of its header {@link io.willingly.schemas.topic.Topics#RUN_HEADER}, which
   *     names the replay run that delivered it (R6); null without one
   */
  public Received(
      Position from,
      byte @Nullable [] key,
      byte @Nullable [] value,
      long timestamp,
      byte @Nullable [] run) {
    this.from = from;
    this.key = key;
    this.value = value;
    this.arrival = Math.max(NO_ARRIVAL, timestamp);
    this.run = run == null || run.length != Long.BYTES ? 0 : ByteBuffer.wrap(run).getLong();
  }

  Position from() {
    return from;
  }

  byte @Nullable [] key() {
    return key;
  }

  byte @Nullable [] value() {
    return value;
  }

  /** In epoch milliseconds. */
  long arrival() {
    return arrival;
  }

  /** 0 when no run is named. */
  long run() {
    return run;
  }
}
