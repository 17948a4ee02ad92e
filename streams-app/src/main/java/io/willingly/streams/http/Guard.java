package io.willingly.streams.http;

/** Who may ask. Every route has one: without a guard there is no route. */
@FunctionalInterface
interface Guard {
  /**
   * Lets the question pass.
   *
   * @throws Problem when the viewer may not ask it
   */
  void check(Asked asked);
}
