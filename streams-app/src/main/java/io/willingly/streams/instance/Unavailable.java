package io.willingly.streams.instance;

/** An instance does not answer, or not with what it was asked for. */
final class Unavailable extends RuntimeException {
  private final boolean moving;

  /**
   * Why.
   *
   * @param moving whether it may answer in a moment, or another instance in its place
   */
  Unavailable(String why, boolean moving) {
    super(why);
    this.moving = moving;
  }

  Unavailable(String why, Throwable cause) {
    super(why, cause);
    this.moving = false;
  }

  String why() {
    return String.valueOf(getMessage());
  }

  boolean moving() {
    return moving;
  }
}
