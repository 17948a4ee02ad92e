package io.willingly.streams.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/** The whole terminal, redrawn where it changed; gives it back as it was. */
final class Screen implements AutoCloseable {
  private static final int END = -1;

  private final Terminal terminal;
  private final Attributes before;
  private final Display display;
  private volatile boolean interrupted;

  private Screen(Terminal terminal) {
    this.terminal = terminal;
    this.before = terminal.enterRawMode();
    this.display = new Display(terminal, true);
    terminal.handle(Terminal.Signal.INT, signal -> interrupted = true);
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.cursor_invisible);
  }

  static Screen open() {
    try {
      return new Screen(
          TerminalBuilder.builder().system(true).dumb(false).nativeSignals(true).build());
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal cannot be used; try --plain", e);
    }
  }

  int height() {
    return Math.max(12, terminal.getHeight());
  }

  void show(List<String> lines) {
    int width = Math.max(40, terminal.getWidth());
    int height = height();
    display.resize(height, width);
    List<AttributedString> cut = new ArrayList<>();
    for (String line : lines.subList(0, Math.min(lines.size(), height))) {
      cut.add(new AttributedString(line).columnSubSequence(0, width));
    }
    display.update(cut, 0);
  }

  /** The key pressed within that time, 0 for none; q also on Ctrl-C and at the end of the input. */
  char key(long millis) {
    try {
      int read = terminal.reader().read(millis);
      return read == END || interrupted ? 'q' : read < 0 ? 0 : (char) read;
    } catch (IOException e) {
      return 'q';
    }
  }

  @Override
  public void close() {
    terminal.puts(Capability.cursor_visible);
    terminal.puts(Capability.exit_ca_mode);
    terminal.flush();
    terminal.setAttributes(before);
    try {
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
