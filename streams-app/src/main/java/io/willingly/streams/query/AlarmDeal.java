package io.willingly.streams.query;

import io.willingly.metrics.alarm.Watched;
import io.willingly.metrics.fold.DealState;
import io.willingly.streams.query.Explanation.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A deal an alarm rests on.
 *
 * @param reason what happened
 */
public record AlarmDeal(String customer, String deal, String rep, int cohortDay, Reason reason) {
  /** How many are told of; the alarm knows how many there are (R74). */
  public static final int MOST = 32;

  /**
   * Why a deal counts as an event of what is watched, null when it does not.
   *
   * @param remorseDays window of the headline remorse
   */
  public static @Nullable Reason reason(Watched metric, DealState state, int remorseDays) {
    if (state.status() != DealState.Status.WON) {
      return null;
    }
    return switch (metric) {
      case REMORSE ->
          state.remorseDay() == null || state.remorseDay() > remorseDays
              ? null
              : state.remorseReason() == DealState.RemorseReason.STATED_REGRET
                  ? Reason.STATED_REGRET
                  : Reason.TOOK_IT_BACK;
      case UNHAPPY -> state.answer() == null ? null : unhappy(state.answer());
    };
  }

  private static @Nullable Reason unhappy(DealState.Vote answer) {
    return switch (answer) {
      case YES -> null;
      case NEUTRAL -> Reason.SO_SO;
      case NO -> Reason.NOT_HAPPY;
      case SPLIT -> Reason.SPLIT;
    };
  }
}
