package io.willingly.metrics.fold;

import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.RepDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects what one fact changes in the tallies, and where the deals it changes are counted. */
final class Differences {
  private final List<Cell> cells = new ArrayList<>();
  private final Map<String, Set<RepDay>> counted = new TreeMap<>();

  void ofCall(List<Cell> changed) {
    cells.addAll(changed);
  }

  void ofDeal(String dealId, List<Cell> changed) {
    cells.addAll(changed);
    count(dealId, changed);
  }

  /** Notes where alone a deal is counted, by all that is emitted for it. */
  void counted(String dealId, List<Cell> emitted) {
    counted.remove(dealId);
    count(dealId, emitted);
  }

  private void count(String dealId, List<Cell> changed) {
    for (Cell cell : changed) {
      CellKey key = cell.key();
      counted
          .computeIfAbsent(dealId, id -> new TreeSet<>())
          .add(new RepDay(key.repId(), key.cohortDay()));
    }
  }

  List<Cell> cells() {
    return cells;
  }

  /** By deal: under whom and on which cohort day what it adds has changed, of any arrival day. */
  Map<String, Set<RepDay>> counted() {
    return counted;
  }
}
