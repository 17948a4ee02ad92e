package io.willingly.metrics.fact;

/**
 * One delivered version of a fact.
 *
 * @param id identity; see {@link FactId}
 * @param version which version of the fact this is
 * @param retracted the source withdraws the fact: it counts as absent while this is its highest
 *     version (R3)
 * @param occurredAt event time, in microseconds since the epoch
 * @param customerId the customer it is about; for {@link Family#REP} the rep
 * @param delivery how and when it reached us
 * @param content what it says
 */
public record Fact(
    FactId id,
    Version version,
    boolean retracted,
    long occurredAt,
    String customerId,
    Delivery delivery,
    Content content) {

  /**
   * How a record reached the pipeline. Not part of the content: two copies that differ only here
   * are duplicates.
   *
   * @param arrival when the first Willingly component received it, in milliseconds since the epoch
   *     (R9)
   * @param run the replay run that delivered it, 0 for live traffic; lets a run count its own
   *     outcomes (R6)
   */
  public record Delivery(long arrival, long run) {}

  public Family family() {
    return id.family();
  }
}
