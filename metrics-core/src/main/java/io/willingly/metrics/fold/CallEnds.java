package io.willingly.metrics.fold;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/**
 * When the calls of a long history ended, and the answers that came soon after, found from either
 * side (R101).
 */
record CallEnds(Index index) implements AnswerChecks.CallEnds {

  @Override
  public boolean any(String repId, long from, long to) {
    byte[] rep = new Key().put(repId).toBytes();
    boolean[] found = new boolean[1];
    index.callEnds.scan(
        new Key().putRaw(rep).putLong(from).toBytes(),
        new Key().putRaw(rep).putLong(to + 1).toBytes(),
        (key, value) -> {
          found[0] = true;
          return false;
        });
    return found[0];
  }

  void setAnswer(SeenFact answer, boolean there) {
    byte[] survey = Group.idOf(answer).getBytes(StandardCharsets.UTF_8);
    index.answered.set(Index.order(new Key(), answer).toBytes(), survey, there);
  }

  /** Adds or removes a call; returns the surveys with an answer soon after it. */
  Set<String> setCall(SeenFact call, boolean there) {
    AnswerChecks.CallEnd end = AnswerChecks.end(call);
    if (end == null) {
      return Set.of();
    }
    Key key = new Key().put(end.repId()).putLong(end.at());
    index.callEnds.set(Index.order(key, call).toBytes(), DealOrder.NOTHING, there);
    Set<String> surveys = new TreeSet<>();
    index.answered.scan(
        new Key().putLong(end.at()).toBytes(),
        new Key().putLong(AnswerChecks.soonAfter(end) + 1).toBytes(),
        (order, survey) -> {
          surveys.add(new String(survey, StandardCharsets.UTF_8));
          return true;
        });
    return surveys;
  }
}
