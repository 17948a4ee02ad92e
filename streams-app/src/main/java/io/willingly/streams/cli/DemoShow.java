package io.willingly.streams.cli;

import io.willingly.streams.cli.BoardState.Line;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The living company: sends what is due and shows what it comes to. */
final class DemoShow {
  private static final long TICK_MILLIS = 100;
  private static final long REDRAW_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long PRINT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Console console;
  private final OwnSession session;
  private final DemoFeeder feeder;
  private final BoardReader reader;
  private final Board board;

  DemoShow(
      Console console, OwnSession session, DemoFeeder feeder, BoardReader reader, Board board) {
    this.console = console;
    this.session = session;
    this.feeder = feeder;
    this.reader = reader;
    this.board = board;
  }

  /**
   * Runs until the time is over, the user quits or the pipeline stops.
   *
   * @param lifetime null for no end
   */
  void run(@Nullable Duration lifetime, boolean plain) {
    long end = lifetime == null ? Long.MAX_VALUE : System.nanoTime() + lifetime.toNanos();
    if (plain || !console.outIsTerminal()) {
      lines(end);
    } else {
      screen(end);
    }
    if (session.stopped().isDone() && !session.closing()) {
      session.stopped().join();
    }
  }

  private boolean on(long end) {
    return System.nanoTime() < end && !session.closing() && !session.stopped().isDone();
  }

  private void screen(long end) {
    try (Screen screen = Screen.open()) {
      int page = 0;
      char key = 0;
      long drawn = 0;
      while (on(end) && key != 'q') {
        feeder.due();
        if (System.nanoTime() - drawn > REDRAW_NANOS || key == ' ') {
          BoardState state = reader.read();
          page = (key == ' ' ? page + 1 : page) % board.pages(state, screen.height());
          screen.show(board.lines(state, page, screen.height()));
          drawn = System.nanoTime();
        }
        key = screen.key(TICK_MILLIS);
      }
    }
  }

  /** The first time all reps, then those whose numbers changed. */
  private void lines(long end) {
    Map<String, Line> shown = new HashMap<>();
    long printed = 0;
    while (on(end)) {
      feeder.due();
      if (System.nanoTime() - printed > PRINT_NANOS || printed == 0) {
        BoardState state = reader.read();
        console.out().println(board.summary(state));
        if (shown.isEmpty()) {
          console.out().println(board.story(state));
          console.out().println(Board.header("reps"));
        }
        List<Line> changed =
            state.reps().stream().filter(rep -> !rep.equals(shown.put(rep.id(), rep))).toList();
        changed.forEach(rep -> console.out().println(Board.row(rep)));
        console.out().flush();
        printed = System.nanoTime();
      }
      Waiting.pause(TICK_MILLIS);
    }
  }
}
