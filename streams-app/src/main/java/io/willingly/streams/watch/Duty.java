package io.willingly.streams.watch;

import io.willingly.streams.query.AsOf;

/** Something done again and again while all is counted; logs name it by its string. */
@FunctionalInterface
public interface Duty {
  /**
   * Does it once. What fails is logged and tried again in the next round, so it must be idempotent.
   *
   * @param asOf today, with all that is known
   */
  void perform(AsOf asOf);

  /** Called when another instance performs it from now on: lets go of what only one may have. */
  default void rest() {}
}
