package io.willingly.streams.live;

/**
 * What one change of a deal did to the company's numbers over the last 90 days. The difference is
 * exact: it is in the integers of the deal. What it was applied to is what the company's numbers
 * were when the change was read, and these may be a commit behind or ahead of it.
 *
 * @param before the company's integers without the change
 * @param after with it
 */
record FeedEffect(HeadlineCounts before, HeadlineCounts after) {
  /** Whether it moved anything, and the company's numbers are possible with and without it. */
  boolean told() {
    return !before.equals(after) && before.possible() && after.possible();
  }
}
