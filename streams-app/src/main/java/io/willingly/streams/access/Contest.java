package io.willingly.streams.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody says that a fact of a deal is wrong.
 *
 * @param id drawn when it was opened
 * @param fact what is said to be wrong
 * @param reason why, plain text
 * @param state where it stands
 * @param openedBy name of who contests it
 * @param decision null while it is open
 */
public record Contest(
    String id,
    Fact fact,
    String reason,
    State state,
    String openedBy,
    Instant openedAt,
    @Nullable Decision decision) {

  /** Where a contest stands. */
  public enum State {
    OPEN,
    /** The fact is wrong. It is corrected where it came from: nothing changes here by itself. */
    UPHELD,
    /** The fact is right. */
    DISMISSED,
    /** Who contested it, or their rep, contests it no longer. */
    WITHDRAWN
  }

  /**
   * A fact of a deal.
   *
   * @param rep who carries the deal, null when nobody does
   * @param source where the fact came from
   * @param event as that source names it
   */
  public record Fact(
      String deal, String customer, @Nullable String rep, String source, String event) {

    /** The same fact, whoever carries the deal by now. */
    boolean same(Fact other) {
      return deal.equals(other.deal) && source.equals(other.source) && event.equals(other.event);
    }
  }

  /**
   * How it ended.
   *
   * @param by name of who decided or withdrew it
   * @param note what was said with it, null when nothing was
   */
  public record Decision(String by, Instant at, @Nullable String note) {}

  /** Whether it was contested at a time, and not decided yet. */
  boolean isOpen(Instant at) {
    return !openedAt.isAfter(at) && (decision == null || decision.at().isAfter(at));
  }

  Contest decided(State outcome, Decision how) {
    return new Contest(id, fact, reason, outcome, openedBy, openedAt, how);
  }
}
