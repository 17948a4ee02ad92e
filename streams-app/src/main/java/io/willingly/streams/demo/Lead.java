package io.willingly.streams.demo;

import io.willingly.metrics.fact.Content.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may buy.
 *
 * @param day on which the deal opens
 * @param rep null for self-serve
 * @param kind where the lead comes from
 * @param referral who referred the customer
 */
record Lead(
    long day,
    String customerId,
    @Nullable RepTruth rep,
    Kind kind,
    @Nullable Recommended referral) {

  enum Kind {
    FRESH,
    RETURNING,
    FRAME_CONTRACT
  }

  /** A referral that led here: under whose key, and its id. */
  record Recommended(String customerId, String referralId) {}

  Origin origin() {
    return referral != null ? Origin.REFERRAL : kind == Kind.FRESH ? Origin.OTHER : Origin.UNKNOWN;
  }

  /** Follows the same customer up, later. */
  Lead again(long laterDay) {
    return new Lead(laterDay, customerId, rep, Kind.RETURNING, null);
  }
}
