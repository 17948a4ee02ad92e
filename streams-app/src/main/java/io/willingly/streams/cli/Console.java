package io.willingly.streams.cli;

import java.io.PrintStream;

/**
 * The two streams of a command: {@link #out} carries the result only, {@link #err} all else.
 *
 * @param out standard output, UTF-8
 * @param err standard error, UTF-8
 * @param outIsTerminal whether a person watches standard output
 * @param errIsTerminal whether a person watches standard error, so that progress may redraw a line
 */
record Console(PrintStream out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal) {
  void say(String message) {
    err.println("willingly: " + message);
  }

  Progress progress(String task) {
    return new Progress(this, task);
  }
}
