package io.willingly.streams.http;

/** What a route answers. Asked again and again where it is watched: it must not change anything. */
@FunctionalInterface
interface Question {
  /**
   * Answers.
   *
   * @throws Problem when it cannot
   */
  Answer ask(Asked asked);
}
