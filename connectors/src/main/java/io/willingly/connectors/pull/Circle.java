package io.willingly.connectors.pull;

/** Notices that positions repeat, in constant memory (Brent's method). */
final class Circle {
  private String mark = "";
  private long steps;
  private long length = 1;

  boolean closedBy(String position) {
    if (position.equals(mark)) {
      return true;
    }
    if (++steps == length) {
      mark = position;
      steps = 0;
      length *= 2;
    }
    return false;
  }
}
