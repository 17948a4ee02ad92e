package io.willingly.streams.cli;

import java.time.Clock;
import java.util.Map;

/**
 * A command as a process, to be killed. Of the same build as the tests, unlike the packaged one.
 */
final class ShellMain {
  private ShellMain() {}

  public static void main(String[] args) {
    Console console = new Console(System.out, System.err, false, false);
    System.exit(new CommandLineApp(console, Map.of(), Clock.systemUTC()).run(args));
  }
}
