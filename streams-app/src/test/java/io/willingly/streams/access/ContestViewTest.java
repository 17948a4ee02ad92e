package io.willingly.streams.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.tally.CellKey;
import io.willingly.streams.access.Contest.Decision;
import io.willingly.streams.access.Contest.Fact;
import io.willingly.streams.access.Contest.State;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContestViewTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Decision DECISION = new Decision("Max", NOON, null);

  private final ContestView view = new ContestView();

  private static Contest contest(String id, @Nullable String rep, Instant openedAt) {
    Fact fact = new Fact("D-1", "C-1", rep, "crm", "E-1");
    return new Contest(id, fact, "Wrong.", State.OPEN, "Ada", openedAt, null);
  }

  @Test
  void theLaterRecordCountsInWhicheverOrderTheyAreSeen() {
    Contest open = contest("a", "R-1", NOON);
    Contest upheld = open.decided(State.UPHELD, DECISION);

    view.see(7, "a", upheld);
    view.see(6, "a", open);

    assertThat(view.get("a")).contains(upheld);
    view.see(8, "a", null);
    view.see(7, "a", upheld);
    assertThat(view.get("a")).isEmpty();
  }

  @Test
  void countsWhatWasOpenByRep() {
    view.see(1, "a", contest("a", "R-1", NOON));
    view.see(2, "b", contest("b", "R-1", NOON));
    Contest earlier = contest("c", "R-1", NOON.minusSeconds(60));
    view.see(3, "c", earlier.decided(State.DISMISSED, DECISION));
    view.see(4, "d", contest("d", "R-2", NOON));
    view.see(5, "e", contest("e", null, NOON));

    assertThat(view.openByRep(NOON)).isEqualTo(Map.of("R-1", 2L, "R-2", 1L, CellKey.NO_REP, 1L));
    assertThat(view.openByRep(NOON.minusSeconds(1))).isEqualTo(Map.of("R-1", 1L));
  }

  @Test
  void anErasureRemovesWhatIsOlderWhicheverIsSeenFirst() {
    view.see(1, "before", contest("before", "R-1", NOON.minusSeconds(1)));
    view.erase("C-1", NOON);
    view.erase("C-1", NOON.minusSeconds(5));
    view.see(2, "late", contest("late", "R-1", NOON));
    view.see(3, "after", contest("after", "R-1", NOON.plusSeconds(1)));

    assertThat(view.all(any -> true)).extracting(Contest::id).containsExactly("after");
    assertThat(view.toForget()).containsExactlyInAnyOrder("before", "late");
  }
}
