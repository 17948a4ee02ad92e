package io.willingly.streams.live;

/**
 * How much the hub takes on.
 *
 * @param watchers at once: each may hold a thread and a connection
 * @param ofViewer at once of one viewer
 * @param list questions of one watcher
 * @param questions at once, watched or left a moment ago: each holds its answer and its changes
 * @param waiting events on their way to one watcher
 */
record LiveLimits(int watchers, int ofViewer, int list, int questions, int waiting) {
  /**
   * A sales floor on its screens; ten tabs and screens of one person, for each tab has one
   * connection, and forty that were left a moment ago, for a page that is left is noticed at the
   * next beat only; all tiles of a page; a page's tiles for each dozen of watchers; and four
   * minutes of one change a second, after which a new snapshot is better.
   */
  static final LiveLimits STANDARD = new LiveLimits(200, 50, 32, 500, 256);

  /**
   * Whether one more watcher may come.
   *
   * @throws HubFull when not
   */
  void check(int present, long presentOfViewer, int asked) {
    if (present >= watchers) {
      throw new HubFull("%d live views are open, and no more can be".formatted(watchers));
    }
    if (presentOfViewer >= ofViewer) {
      throw new HubFull(
          "you have %d live views open, and no more can be: close a tab".formatted(ofViewer));
    }
    if (asked == 0 || asked > list) {
      throw new IllegalArgumentException("watch 1 to %d questions".formatted(list));
    }
  }
}
