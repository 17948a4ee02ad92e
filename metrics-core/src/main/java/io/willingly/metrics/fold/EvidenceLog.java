package io.willingly.metrics.fold;

import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fold.DealState.Evidence;
import io.willingly.metrics.fold.DealState.EvidenceKind;
import java.util.ArrayList;
import java.util.List;

/** Collects what a deal's numbers rest on: at most 32 facts, and how many there were (R74). */
final class EvidenceLog {
  static final int MAX = 32;

  private final List<Evidence> kept = new ArrayList<>();
  private int count;

  void add(FactId fact, EvidenceKind kind, int day) {
    count++;
    if (kept.size() < MAX) {
      kept.add(new Evidence(fact, kind, day));
    }
  }

  /** Counts facts for which there is no room. */
  void more(long facts) {
    count = Math.toIntExact(count + facts);
  }

  /** How many more are kept. */
  int room() {
    return MAX - kept.size();
  }

  List<Evidence> kept() {
    return kept;
  }

  int count() {
    return count;
  }
}
