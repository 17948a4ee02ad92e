package io.willingly.streams.delivery;

/** Is told how sending goes, on the threads that send. */
public interface Attempts {
  /** Tells nobody. */
  Attempts UNTOLD =
      new Attempts() {
        @Override
        public void attempted(String channel, boolean taken) {}

        @Override
        public void gaveUp(String channel) {}
      };

  /** A message was sent once, and taken or not. */
  void attempted(String channel, boolean taken);

  /** A message that was never taken is not sent again. */
  void gaveUp(String channel);
}
