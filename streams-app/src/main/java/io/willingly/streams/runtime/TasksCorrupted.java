package io.willingly.streams.runtime;

/** Ends a stream thread whose tasks are corrupted, so that another takes its place (ADR 0005). */
final class TasksCorrupted extends RuntimeException {
  private static final String REASON = "Active tasks corrupted";

  private TasksCorrupted() {
    super("tasks are corrupted: a new thread reads again from the committed offsets");
  }

  /**
   * Looks at why Kafka Streams 4.3.1 asks for a rebalance.
   *
   * @throws TasksCorrupted when it is for tasks that it has just revived
   */
  static void check(String reason) {
    if (reason.equals(REASON)) {
      throw new TasksCorrupted();
    }
  }
}
