package io.willingly.streams.query;

import io.willingly.metrics.fold.DealState;

/**
 * A fact that bears on a deal.
 *
 * @param kind what it is evidence of
 * @param day days after the clock start of the deal, 0 before it (R10)
 */
public record Evidence(String kind, int day, String source, String eventId) {
  private static final int[] WINDOWS = {14, 30, 60, 90};

  static Evidence of(DealState.Evidence evidence) {
    return new Evidence(
        evidence.kind().name(),
        evidence.day(),
        evidence.fact().source(),
        evidence.fact().eventId());
  }

  /** With the windows a reversal falls in (R21): {@code REVERSAL day 80 N=90 stripe/re_1}. */
  public String text() {
    String windows = "";
    if (kind.startsWith("REVERSAL")) {
      StringBuilder within = new StringBuilder(" N=");
      for (int window : WINDOWS) {
        if (day <= window) {
          within.append(within.length() > 3 ? "," : "").append(window);
        }
      }
      windows = within.length() > 3 ? within.toString() : " N=none";
    }
    return kind + " day " + day + windows + " " + source + "/" + eventId;
  }
}
