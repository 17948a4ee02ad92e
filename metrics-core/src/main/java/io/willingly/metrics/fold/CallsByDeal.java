package io.willingly.metrics.fold;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fold.DealContext.Objections;
import io.willingly.metrics.tally.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A customer's calls that count, in order: by the deal they bear on, and by when they ended. */
final class CallsByDeal implements AnswerChecks.CallEnds {
  private final Map<String, List<SeenFact>> ofDeal = new HashMap<>();
  private final Map<String, NavigableSet<Long>> endsOf = new HashMap<>();

  /** Adds the next call, with the deal it names or falls to. */
  void add(SeenFact call, @Nullable Lifecycle about) {
    AnswerChecks.CallEnd end = AnswerChecks.end(call);
    if (end != null) {
      endsOf.computeIfAbsent(end.repId(), id -> new TreeSet<>()).add(end.at());
    }
    if (about != null) {
      ofDeal.computeIfAbsent(about.dealId(), id -> new ArrayList<>()).add(call);
    }
  }

  @Override
  public boolean any(String repId, long from, long to) {
    NavigableSet<Long> ends = endsOf.get(repId);
    Long end = ends == null ? null : ends.ceiling(from);
    return end != null && end <= to;
  }

  /** The calls of a deal before its signing, summed (R99). */
  Tally practice(String dealId, SeenFact signing, Definition definition) {
    Tally.Builder practice = new Tally.Builder();
    for (SeenFact call : ofDeal.getOrDefault(dealId, List.of())) {
      if (call.occurredAt() < signing.occurredAt()) {
        practice.add(Trait.of(call.content(), definition));
      }
    }
    return practice.build();
  }

  /** The calls of a deal from its signing on with an objection to the price. */
  Objections objections(String dealId, SeenFact signing) {
    List<SeenFact> calls = new ArrayList<>();
    for (SeenFact call : ofDeal.getOrDefault(dealId, List.of())) {
      if (call.occurredAt() >= signing.occurredAt()
          && Trait.objects((Content.Call) call.content())) {
        calls.add(call);
      }
    }
    return Objections.of(calls);
  }
}
