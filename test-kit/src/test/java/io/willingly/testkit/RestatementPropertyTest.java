package io.willingly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fold.Fold;
import io.willingly.metrics.fold.MapRows;
import io.willingly.metrics.fold.Rows;
import io.willingly.metrics.period.Closing;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.RepFold;
import io.willingly.metrics.scope.Restatement;
import io.willingly.metrics.scope.Restatement.At;
import io.willingly.metrics.scope.ScopeCell;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.scope.ScopeTallies;
import io.willingly.metrics.tally.Cause;
import io.willingly.metrics.tally.Causes;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.Tally;
import io.willingly.testkit.gen.Directories;
import io.willingly.testkit.gen.Histories;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** R95: what was published of a closed period adds up to what the tallies hold there. */
class RestatementPropertyTest {
  private static final Definition RULES = Definition.standard(Histories.ZONE);
  private static final Closing CLOSING = Closing.STANDARD;

  private record Place(ScopeId scope, At at) {}

  /** The three stages of the pipeline, a commit a record. */
  private static final class Stages {
    private final Fold fold = new Fold(RULES);
    private final RepFold repFold = new RepFold(RULES, "acme");
    private final Map<Object, Rows> rows = new HashMap<>();
    private final Map<Place, Restatement> published = new HashMap<>();

    Stages(List<Fact> facts) {
      facts.forEach(this::deliver);
    }

    private void deliver(Fact fact) {
      if (fact.family() == Family.REP) {
        Rows rep = rows(ScopeId.rep(fact.customerId()));
        repFold.apply(rep, fact).forward().forEach(this::add);
        return;
      }
      for (Cell cell : fold.apply(rows(fact.customerId()), fact).cells()) {
        Cell caused =
            CLOSING.restates(cell.key().cohortDay(), cell.arrivalDay())
                ? cell.because(Causes.of(fact))
                : cell;
        ScopeId rep = ScopeId.rep(cell.key().repId());
        repFold.addCells(rows(rep), rep.id(), List.of(caused)).forward().forEach(this::add);
        publish(rep, caused);
      }
    }

    private void add(ScopeCell change) {
      new ScopeTallies(rows(change.scope())).add(List.of(change.cell()));
      publish(change.scope(), change.cell());
    }

    private void publish(ScopeId scope, Cell cell) {
      Restatement.of(List.of(cell), CLOSING)
          .forEach(
              (at, change) -> published.merge(new Place(scope, at), change, Restatement::plus));
    }

    private Rows rows(Object owner) {
      return rows.computeIfAbsent(owner, absent -> new MapRows());
    }

    Map<Place, Tally> totals() {
      Map<Place, Tally> totals = new HashMap<>();
      published.forEach((place, restatement) -> totals.put(place, restatement.change()));
      totals.values().removeIf(Tally::isZero);
      return totals;
    }

    /** The cells of all tallies that arrived after their month closed, counted anew. */
    Map<Place, Tally> late() {
      Map<Place, Tally> late = new HashMap<>();
      rows.forEach(
          (owner, own) -> {
            if (owner instanceof ScopeId scope) {
              ScopeTallies tallies = new ScopeTallies(own);
              for (String role : tallies.roles()) {
                for (int day : tallies.days(role, Period.ALL.days(0))) {
                  tallies.cells(role, day).forEach(cell -> add(late, scope, role, cell));
                }
              }
            }
          });
      late.values().removeIf(Tally::isZero);
      return late;
    }

    private static void add(Map<Place, Tally> late, ScopeId scope, String role, Cell cell) {
      YearMonth month = YearMonth.from(LocalDate.ofEpochDay(cell.key().cohortDay()));
      int quarter = (month.getMonthValue() + 2) / 3;
      Map<String, YearMonth> ends =
          Map.of(
              month.toString(),
              month,
              month.getYear() + "-Q" + quarter,
              month.withMonth(3 * quarter),
              "" + month.getYear(),
              month.withMonth(12));
      ends.forEach(
          (period, last) -> {
            if (cell.arrivalDay() > last.atEndOfMonth().plusDays(10).toEpochDay()) {
              At at = new At(role, Period.parse(period), cell.arrivalDay());
              late.merge(new Place(scope, at), cell.tally(), Tally::plus);
            }
          });
    }
  }

  @Property(tries = 200)
  void totalsAreTheTalliesAfterTheCloseInAnyOrder(
      @ForAll("deliveries") List<Fact> delivered, @ForAll long seed) {
    Stages straight = new Stages(delivered);
    Stages shuffled = new Stages(Histories.shuffled(delivered, seed));

    assertThat(straight.totals()).isEqualTo(straight.late());
    assertThat(shuffled.totals()).isEqualTo(shuffled.late());
    // On which day what was erased is booked depends on when the erasure was counted (R43).
    if (delivered.stream().noneMatch(fact -> fact.family() == Family.ERASURE)) {
      assertThat(shuffled.totals()).isEqualTo(straight.totals());
    }
  }

  @Property(tries = 200)
  void everyRestatementHasACause(@ForAll("deliveries") List<Fact> delivered) {
    Stages stages = new Stages(delivered);

    stages.published.values().removeIf(restatement -> restatement.change().isZero());
    assertThat(stages.published.values())
        .allSatisfy(
            restatement -> {
              assertThat(restatement.causes().count()).isPositive();
              assertThat(restatement.causes().listed())
                  .allMatch(cause -> delivered.stream().anyMatch(fact -> isOf(cause, fact)));
            });
  }

  private static boolean isOf(Cause cause, Fact fact) {
    return Cause.of(fact.id(), fact.retracted(), fact.content()).equals(cause);
  }

  @Provide
  Arbitrary<List<Fact>> deliveries() {
    return Combinators.combine(Histories.of("C", 10), Directories.of("C"))
        .as(
            (facts, entries) -> {
              List<Fact> all = new ArrayList<>(facts);
              all.addAll(entries);
              return all;
            });
  }
}
