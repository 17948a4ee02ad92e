package io.willingly.streams.query;

import java.util.List;

/** The customers who can still be helped. */
public record SaveList(AsOf asOf, long lag, List<Entry> entries) {
  public SaveList {
    entries = List.copyOf(entries);
  }

  /**
   * A customer of a deal.
   *
   * @param daysLeft days after the as-of day on which something can still be done
   * @param reasons why he is on the list
   */
  public record Entry(
      String customer,
      String deal,
      String rep,
      int cohortDay,
      int daysLeft,
      List<String> reasons,
      List<Evidence> evidence) {
    public Entry {
      reasons = List.copyOf(reasons);
      evidence = List.copyOf(evidence);
    }
  }
}
