package io.willingly.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.fold.Outcome;
import io.willingly.streams.cli.BoardState.Line;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoardTest {
  private static final Line COMPANY =
      new Line("company", "Acme", 4000, 1200, "81.2%", "6.0%", "9.9%", "EUR 9,000");
  private static final BoardState STATE =
      new BoardState(
          "2026-11-22 10:00",
          COMPANY,
          List.of(new Line("north", "", 2000, 600, "80.0%", "6.1%", "10.0%", "")),
          IntStream.range(0, 45).mapToObj(BoardTest::rep).toList(),
          rep(3),
          Map.of(Outcome.COUNTED, 1000L, Outcome.PENDING, 20L),
          35);

  private final Board board = new Board("hint");

  private static Line rep(int n) {
    return new Line("R-" + n, "Rep " + n, 10 + n, n, "50.0%", "1.0%", "", "EUR 100");
  }

  @Test
  void fitsTheScreenAndShowsEachRepOnOnePage() {
    for (int height : List.of(12, 24, 40, 100)) {
      int shown = 0;
      for (int page = 0; page < board.pages(STATE, height); page++) {
        List<String> lines = board.lines(STATE, page, height);
        assertThat(lines).hasSizeLessThanOrEqualTo(height);
        shown += (int) lines.stream().filter(line -> line.startsWith("R-")).count();
      }
      assertThat(shown).as("reps at height %d", height).isEqualTo(45);
    }
  }

  @Test
  void showsRatesWithCountsLedgerAndStory() {
    String text = String.join("\n", board.lines(STATE, 0, 40));

    assertThat(text)
        .contains("1,020 events = 1,000 counted + 20 pending + 0 rejected")
        .contains("Rep 3 sells the most (EUR 100), and 50.0% of the customers are happy to pay")
        .containsPattern("company Acme +4,000 +1,200 +81.2% +6.0% +9.9%")
        .containsPattern("R-7 Rep 7 +17 +7 +50.0% +1.0%");
  }

  @Test
  void saysItAllInALineWithoutATerminal() {
    assertThat(board.summary(STATE))
        .contains("happy to pay 81.2% of 1,200 answers", "1,020 events", "35/s");
  }

  @Test
  void showsMoneyInWholeUnitsOfItsCurrency() {
    assertThat(BoardReader.money("EUR=123456;JPY=7;KWD=9999"))
        .isEqualTo("EUR 1,235 + JPY 7 + KWD 10");
    assertThat(BoardReader.money("")).isEmpty();
  }
}
