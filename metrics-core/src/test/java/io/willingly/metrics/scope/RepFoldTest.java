package io.willingly.metrics.scope;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Version;
import io.willingly.metrics.fold.Delta.OutcomeMove;
import io.willingly.metrics.fold.Outcome;
import io.willingly.metrics.fold.Reason;
import io.willingly.metrics.scope.RepFold.Change;
import io.willingly.metrics.tally.Cause;
import io.willingly.metrics.tally.Causes;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.CellKey.Recurrence;
import io.willingly.metrics.tally.CellSum;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RepFoldTest {
  private static final long DAY_MILLIS = 86_400_000L;
  private static final RepFold FOLD = new RepFold(Definition.standard(ZoneOffset.UTC), "acme");

  private final MapRows rows = new MapRows();
  private final Teams teams = new Teams();

  /** The sums of the teams and the organisation, as the last stage would have them. */
  private static final class Teams {
    private final Map<String, CellSum> sums = new TreeMap<>();
    private final Map<Reason, Integer> ledger = new EnumMap<>(Reason.class);

    void add(Change change) {
      for (ScopeCell each : change.forward()) {
        sums.computeIfAbsent(each.scope().kind() + "/" + each.scope().id(), id -> new CellSum())
            .add(List.of(each.cell()));
      }
      for (OutcomeMove move : change.outcomes()) {
        ledger.merge(move.reason(), move.change(), Integer::sum);
      }
      ledger.values().removeIf(count -> count == 0);
    }

    long wonKnownOn(String scope, int knownOn) {
      return sums.getOrDefault(scope, new CellSum()).cells().stream()
          .filter(cell -> cell.arrivalDay() <= knownOn)
          .mapToLong(cell -> cell.tally().get(TallyField.WON))
          .sum();
    }

    /** Without causes: which entries are named for a move depends on when it was made. */
    Map<String, List<Cell>> cells() {
      Map<String, List<Cell>> cells = new TreeMap<>();
      sums.forEach(
          (scope, sum) -> {
            if (!sum.isZero()) {
              cells.put(
                  scope, sum.cells().stream().map(cell -> cell.because(Causes.NONE)).toList());
            }
          });
      return cells;
    }
  }

  private static Cell won(String rep, String role, int cohort, int arrival) {
    CellKey key = new CellKey(rep, role, "", Recurrence.UNKNOWN, cohort);
    return new Cell(key, arrival, new Tally.Builder().add(TallyField.WON, 1).build());
  }

  private static Fact entry(
      String eventId, long revision, @Nullable String team, int from, int arrival) {
    return new Fact(
        new FactId(Family.REP, "hr", eventId),
        new Version(revision, 1),
        false,
        from * DAY_MILLIS * 1000,
        "r1",
        new Fact.Delivery(arrival * DAY_MILLIS, 7),
        new Content.Rep("r1", "Ann", team, null, null, null, null, from));
  }

  @Test
  void unknownRepIsUnassignedUntilTheDirectoryNamesHimForTheCohortDay() {
    teams.add(FOLD.addCells(rows, "r1", List.of(won("r1", CellKey.PRIMARY, 20_000, 20_001))));
    teams.add(FOLD.addCells(rows, "r1", List.of(won("r1", CellKey.PRIMARY, 19_000, 20_001))));
    teams.add(FOLD.apply(rows, entry("e1", 1, "north", 19_500, 20_010)));
    teams.add(FOLD.apply(rows, entry("e2", 1, "south", 20_005, 20_011)));

    assertThat(teams.wonKnownOn("TEAM/~unassigned", 20_009)).isEqualTo(2);
    assertThat(teams.wonKnownOn("TEAM/north", 20_009)).isZero();
    assertThat(teams.wonKnownOn("TEAM/~unassigned", 20_010)).isEqualTo(1);
    assertThat(teams.wonKnownOn("TEAM/north", 20_011)).isEqualTo(1);
    assertThat(teams.wonKnownOn("TEAM/south", 20_011)).isZero();
    assertThat(teams.wonKnownOn("ORGANISATION/acme", 20_001)).isEqualTo(2);
    assertThat(RepFold.team(rows, "r1", 20_000, 20_009)).isEqualTo("~unassigned");
    assertThat(RepFold.team(rows, "r1", 20_000, 20_010)).isEqualTo("north");
    assertThat(FOLD.entry(rows, 20_005, Integer.MAX_VALUE))
        .map(e -> e.rep().team())
        .contains("south");
    assertThat(FOLD.entry(rows, 20_004, Integer.MAX_VALUE))
        .map(e -> e.rep().team())
        .contains("north");
    assertThat(FOLD.entry(rows, 19_000, Integer.MAX_VALUE)).isEmpty();
  }

  /** Whichever came first: the entry that moved the deal, or the deal. */
  @Test
  void whatMovesToAnotherTeamIsCausedByTheEntryThatSaysSo() {
    Causes entry = Causes.of(new Cause("hr", "e1", "REP_ENTRY"));
    Cell cell = won("r1", CellKey.PRIMARY, 20_000, 20_001);

    FOLD.addCells(rows, "r1", List.of(cell));
    Change moved = FOLD.apply(rows, entry("e1", 1, "north", 19_500, 20_100));
    Change added = FOLD.addCells(rows, "r1", List.of(cell));

    assertThat(moved.forward()).hasSize(2).allMatch(each -> each.cell().causes().equals(entry));
    assertThat(added.forward())
        .filteredOn(each -> each.cell().arrivalDay() == 20_100)
        .hasSize(2)
        .allMatch(each -> each.cell().causes().equals(entry));
  }

  @Test
  void causesGoToTeamAndOrganisation() {
    Causes refund = Causes.of(new Cause("pay", "R-881", "REFUNDED"));
    Cell cell = won("r1", CellKey.PRIMARY, 20_000, 20_100).because(refund);

    Change change = FOLD.addCells(rows, "r1", List.of(cell));

    assertThat(change.forward()).hasSize(2).allMatch(each -> each.cell().causes().equals(refund));
    assertThat(new ScopeTallies(rows).cells(CellKey.PRIMARY, 20_000))
        .allMatch(kept -> kept.causes().none());
  }

  @Test
  void onlyThePrimaryCountsForTeamAndOrganisation() {
    Change change = FOLD.addCells(rows, "r1", List.of(won("r1", "SDR", 20_000, 20_001)));

    assertThat(change.forward()).isEmpty();
    assertThat(change.changed()).hasSize(6).allMatch(row -> row.role().equals("SDR"));
  }

  @Test
  void nobodysDealsAreSelfServe() {
    teams.add(
        FOLD.addCells(
            rows, CellKey.NO_REP, List.of(won(CellKey.NO_REP, CellKey.PRIMARY, 20_000, 20_001))));

    assertThat(teams.wonKnownOn("TEAM/~self-serve", 20_001)).isEqualTo(1);
  }

  @Test
  void anEntryWithoutTeamLeavesTheTeam() {
    teams.add(FOLD.addCells(rows, "r1", List.of(won("r1", CellKey.PRIMARY, 20_000, 20_001))));
    teams.add(FOLD.apply(rows, entry("e1", 1, "north", 19_500, 20_001)));
    teams.add(FOLD.apply(rows, entry("e2", 1, null, 19_600, 20_001)));

    assertThat(teams.wonKnownOn("TEAM/north", 20_001)).isEqualTo(1);
  }

  /** R3 to R5 hold for the directory as for any log. */
  @Test
  void versionsDuplicatesAndConflictsAreBooked() {
    teams.add(FOLD.apply(rows, entry("e1", 2, "north", 19_500, 20_001)));
    teams.add(FOLD.apply(rows, entry("e1", 1, "south", 19_500, 20_002)));
    teams.add(FOLD.apply(rows, entry("e1", 2, "north", 19_500, 20_003)));
    assertThat(teams.ledger)
        .isEqualTo(Map.of(Reason.NONE, 1, Reason.NEWER_VERSION, 1, Reason.IDENTICAL_COPY, 1));

    Change conflict = FOLD.apply(rows, entry("e1", 2, "west", 19_500, 20_000));
    teams.add(conflict);

    assertThat(conflict.rejected())
        .singleElement()
        .extracting(fact -> ((Content.Rep) fact.content()).team())
        .isEqualTo("north");
    assertThat(teams.ledger)
        .containsEntry(Reason.NONE, 1)
        .containsEntry(Reason.NEWER_VERSION, 1)
        .containsEntry(Reason.CONFLICT, 2);
    assertThat(teams.ledger.values().stream().mapToInt(i -> i).sum()).isEqualTo(4);
    assertThat(FOLD.entry(rows, 20_000, Integer.MAX_VALUE))
        .map(e -> e.rep().team())
        .contains("west");
    assertThat(conflict.outcomes())
        .allMatch(move -> move.run() == 7 && move.family() == Family.REP)
        .anyMatch(move -> move.reason().outcome() == Outcome.REJECTED);
  }

  /** R7, R39: any interleaving of cells and entries gives the same team cells. */
  @Property(tries = 500)
  void teamCellsDoNotDependOnTheOrderOfDelivery(
      @ForAll("deliveries") List<Object> deliveries, @ForAll long seed) {
    List<Object> shuffled = new ArrayList<>(deliveries);
    Collections.shuffle(shuffled, new Random(seed));

    Teams first = deliver(deliveries);
    Teams second = deliver(shuffled);

    assertThat(second.cells()).isEqualTo(first.cells());
    assertThat(second.ledger.get(Reason.NONE)).isEqualTo(first.ledger.get(Reason.NONE));
  }

  /** R7: the number as known on a day is that of the deliveries known on it. */
  @Property(tries = 200)
  void asKnownOnIsTheFoldOfWhatHadArrived(@ForAll("deliveries") List<Object> deliveries) {
    int day = 20_010;
    Teams all = deliver(deliveries);
    Teams known = deliver(deliveries.stream().filter(each -> arrival(each) <= day).toList());

    for (String team : List.of("~unassigned", "north", "south")) {
      assertThat(all.wonKnownOn("TEAM/" + team, day))
          .isEqualTo(known.wonKnownOn("TEAM/" + team, Integer.MAX_VALUE));
    }
  }

  private static int arrival(Object delivery) {
    return delivery instanceof Cell cell
        ? cell.arrivalDay()
        : (int) (((Fact) delivery).delivery().arrival() / DAY_MILLIS);
  }

  private static Teams deliver(List<Object> deliveries) {
    MapRows rows = new MapRows();
    Teams teams = new Teams();
    for (Object each : deliveries) {
      teams.add(
          each instanceof Cell cell
              ? FOLD.addCells(rows, "r1", List.of(cell))
              : FOLD.apply(rows, (Fact) each));
    }
    return teams;
  }

  @Provide
  Arbitrary<List<Object>> deliveries() {
    Arbitrary<Object> cells =
        Combinators.combine(
                Arbitraries.of(CellKey.PRIMARY, "SDR"),
                Arbitraries.integers().between(19_990, 20_010),
                Arbitraries.integers().between(20_000, 20_020))
            .as((role, cohort, arrival) -> won("r1", role, cohort, arrival));
    Arbitrary<Object> entries =
        Combinators.combine(
                Arbitraries.of("e1", "e2", "e3"),
                Arbitraries.longs().between(1, 3),
                Arbitraries.of("north", "south").injectNull(0.1),
                Arbitraries.integers().between(19_985, 20_010),
                Arbitraries.integers().between(20_000, 20_020))
            .as(RepFoldTest::entry);
    return Arbitraries.oneOf(cells, entries).list().ofMaxSize(12);
  }
}
