package io.willingly.streams.query;

import io.willingly.metrics.fold.DealState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a deal: normally of one customer; a deal id used for several is shown for each.
 */
public record CaseFile(String dealId, AsOf asOf, List<Case> cases) implements CaseResult {
  /** What the words of a fact begin with that its source withdrew. */
  public static final String WITHDRAWN = "withdrawn: ";

  public CaseFile {
    cases = List.copyOf(cases);
  }

  /**
   * The deal of one customer.
   *
   * @param state what the rules say, null while the deal is neither won nor lost
   * @param facts what bears on it, in order of time
   */
  public record Case(String customerId, @Nullable DealState state, List<Entry> facts) {
    public Case {
      facts = List.copyOf(facts);
    }
  }

  /**
   * A fact.
   *
   * @param occurredAt ISO instant
   * @param arrivedAt ISO instant
   * @param what kind and content, in words
   * @param outcome the ledger's outcome and reason
   * @param evidence what of, empty when the deal's state does not rest on it
   */
  public record Entry(
      String occurredAt,
      String arrivedAt,
      String what,
      String source,
      String eventId,
      String outcome,
      String evidence) {}
}
