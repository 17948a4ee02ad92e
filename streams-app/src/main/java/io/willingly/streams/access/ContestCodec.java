package io.willingly.streams.access;

import io.willingly.event.ContestKey;
import io.willingly.event.ContestState;
import io.willingly.streams.access.Contest.Decision;
import io.willingly.streams.access.Contest.Fact;
import io.willingly.streams.access.Contest.State;
import org.jspecify.annotations.Nullable;

/** Contests as the topic has them. */
final class ContestCodec {
  private ContestCodec() {}

  static io.willingly.event.Contest write(Contest contest) {
    Fact fact = contest.fact();
    Decision decision = contest.decision();
    return new io.willingly.event.Contest(
        fact.deal(),
        fact.customer(),
        fact.rep(),
        fact.source(),
        fact.event(),
        contest.reason(),
        ContestState.valueOf(contest.state().name()),
        contest.openedBy(),
        contest.openedAt(),
        decision == null ? null : decision.by(),
        decision == null ? null : decision.at(),
        decision == null ? null : decision.note());
  }

  /** Reads one; a state of a later version is taken for open. */
  static Contest read(ContestKey key, io.willingly.event.Contest value) {
    return new Contest(
        key.getId(),
        new Fact(
            value.getDealId(),
            value.getCustomerId(),
            value.getRepId(),
            value.getSource(),
            value.getEventId()),
        value.getReason(),
        switch (value.getState()) {
          case OPEN, UNKNOWN -> State.OPEN;
          case UPHELD -> State.UPHELD;
          case DISMISSED -> State.DISMISSED;
          case WITHDRAWN -> State.WITHDRAWN;
        },
        value.getOpenedBy(),
        value.getOpenedAt(),
        decision(value));
  }

  private static @Nullable Decision decision(io.willingly.event.Contest value) {
    return value.getDecidedBy() == null || value.getDecidedAt() == null
        ? null
        : new Decision(value.getDecidedBy(), value.getDecidedAt(), value.getNote());
  }
}
