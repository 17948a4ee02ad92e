package io.willingly.streams.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** Entry of {@code ./willingly}. */
public final class WillinglyMain {
  private WillinglyMain() {}

  public static void main(String[] args) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    // The launcher knows: Java cannot tell which of the streams is a terminal.
    Console console =
        new Console(
            out,
            err,
            Boolean.getBoolean("willingly.stdout.terminal"),
            Boolean.getBoolean("willingly.stderr.terminal"));
    // Whatever a library prints is not the result.
    System.setOut(err);
    Logs.toStandardError(err);
    int code = new CommandLineApp(console, System.getenv(), Clock.systemUTC()).run(args);
    out.flush();
    System.exit(out.checkError() && code == 0 ? CommandLineApp.FAILURE : code);
  }
}
