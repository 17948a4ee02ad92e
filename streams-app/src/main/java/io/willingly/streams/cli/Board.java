package io.willingly.streams.cli;

import io.willingly.metrics.fold.Outcome;
import io.willingly.streams.cli.BoardState.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Lays the live board out as lines of text. Pure. */
final class Board {
  private static final int FRAME = 9;
  private static final int MAX_TEAMS = 6;

  private final String hint;

  /**
   * A board.
   *
   * @param hint what to do in another terminal
   */
  Board(String hint) {
    this.hint = hint;
  }

  /** How many pages the reps fill on a screen of that height. */
  int pages(BoardState state, int height) {
    int room = room(state, height);
    return Math.max(1, (state.reps().size() + room - 1) / room);
  }

  List<String> lines(BoardState state, int page, int height) {
    List<String> lines = new ArrayList<>();
    lines.add("Willingly   were the customers happy to pay?   " + state.asOf());
    lines.add(ledger(state));
    lines.add(story(state));
    lines.add("");
    lines.add(header(""));
    lines.add(row(state.company()));
    state.teams().stream().limit(teams(height)).map(Board::row).forEach(lines::add);
    lines.add("");
    int room = room(state, height);
    int first = Math.min(page, pages(state, height) - 1) * room;
    List<Line> shown = state.reps().subList(first, Math.min(first + room, state.reps().size()));
    shown.stream().map(Board::row).forEach(lines::add);
    lines.add(
        "reps %,d to %,d of %,d   space: next page   q: quit   %s"
            .formatted(first + 1, first + shown.size(), state.reps().size(), hint));
    return lines;
  }

  private static int teams(int height) {
    return height < 30 ? 0 : MAX_TEAMS;
  }

  private static int room(BoardState state, int height) {
    return Math.max(1, height - FRAME - Math.min(state.teams().size(), teams(height)));
  }

  /** One line that says it all, where there is no terminal. */
  String summary(BoardState state) {
    Line company = state.company();
    return "%s  happy to pay %s of %,d answers, remorse %s, referral %s of %,d won  |  %s"
        .formatted(
            state.asOf(),
            company.happyToPay(),
            company.answered(),
            company.remorse(),
            company.referral(),
            company.won(),
            ledger(state));
  }

  String story(BoardState state) {
    Line top = state.story();
    return top == null
        ? ""
        : "%s sells the most (%s), and %s of the customers are happy to pay; the company has %s."
            .formatted(top.name(), top.amount(), top.happyToPay(), state.company().happyToPay());
  }

  private static String ledger(BoardState state) {
    StringJoiner outcomes = new StringJoiner(" + ");
    for (Outcome outcome : Outcome.values()) {
      outcomes.add(
          "%,d %s"
              .formatted(
                  state.ledger().getOrDefault(outcome, 0L),
                  outcome.name().toLowerCase(Locale.ROOT)));
    }
    return "%,d events = %s   %,d/s".formatted(state.events(), outcomes, state.perSecond());
  }

  static String header(String name) {
    return "%-28s %8s %9s %13s %22s %9s"
        .formatted(name, "won", "answers", "happy to pay", "took back or regret", "referred");
  }

  static String row(Line line) {
    return "%-28s %,8d %,9d %13s %22s %9s"
        .formatted(
            clip(line.name().isEmpty() ? line.id() : line.id() + " " + line.name()),
            line.won(),
            line.answered(),
            line.happyToPay(),
            line.remorse(),
            line.referral());
  }

  private static String clip(String text) {
    return text.length() <= 28 ? text : text.substring(0, 27) + "…";
  }
}
