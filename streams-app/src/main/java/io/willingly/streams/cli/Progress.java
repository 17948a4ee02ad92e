package io.willingly.streams.cli;

import java.util.concurrent.TimeUnit;

/** How far a long task is: a bar that redraws itself, or now and then a line without a terminal. */
final class Progress implements AutoCloseable {
  private static final int WIDTH = 30;
  private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Console console;
  private final String task;
  private final long started = System.nanoTime();
  private long shownAt = started;
  private boolean drawn;

  Progress(Console console, String task) {
    this.console = console;
    this.task = task;
  }

  /**
   * Shows the state, if the last one shown is old enough.
   *
   * @param total what done will be at the end, 0 when nobody knows
   */
  void update(long done, long total, String unit) {
    long now = System.nanoTime();
    if (now - shownAt < (console.errIsTerminal() ? REDRAW_NANOS : LINE_NANOS)) {
      return;
    }
    shownAt = now;
    drawn = true;
    if (console.errIsTerminal()) {
      console.err().print("\r\u001b[K" + line(done, total, unit, now));
      console.err().flush();
    } else {
      console.say(line(done, total, unit, now));
    }
  }

  private String line(long done, long total, String unit, long now) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(now - started);
    String rate = seconds == 0 ? "" : ", %,d/s".formatted(done / seconds);
    if (total <= 0) {
      return "%s: %,d %s%s".formatted(task, done, unit, rate);
    }
    int filled = (int) (Math.min(done, total) * WIDTH / total);
    String bar = console.errIsTerminal() ? bar(filled) : "";
    return "%s %s%3d%% of %,d %s%s".formatted(task, bar, done * 100 / total, total, unit, rate);
  }

  private static String bar(int filled) {
    return "[" + "=".repeat(filled) + " ".repeat(WIDTH - filled) + "] ";
  }

  /** Clears the bar. */
  @Override
  public void close() {
    if (drawn && console.errIsTerminal()) {
      console.err().print("\r\u001b[K");
      console.err().flush();
    }
  }
}
