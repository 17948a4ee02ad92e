package io.willingly.metrics.fold;

/** What an answer to a purchase survey is counted as, beside what it says (R101). */
public enum AnswerCheck {
  /** It answers an item. */
  ANSWERED,
  /** It answers enough items for {@link #STRAIGHT_LINED} to mean something. */
  LONG,
  /** All of its items, and enough of them, have the box at the same end of their scales. */
  STRAIGHT_LINED,
  /** It came within 15 minutes after the end of a call of the customer with the deal's rep. */
  AFTER_CALL
}
