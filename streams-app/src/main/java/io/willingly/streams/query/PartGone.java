package io.willingly.streams.query;

import io.willingly.streams.state.Stores;

/** A part of the state cannot be read now, wherever it lies. */
public final class PartGone extends NotReady {
  private final transient Stores store;
  private final transient Missing missing;

  /**
   * A part that cannot be read.
   *
   * @param instance {@code host:port} of the instance that should have it; {@code none} for nobody
   * @param why what it said, and what to do
   */
  public PartGone(Stores store, int part, String instance, String why) {
    super(
        "part %d of the rows of %s, on instance %s, cannot be read: %s"
            .formatted(part, whose(store), instance, why));
    this.store = store;
    this.missing = new Missing(whose(store), part, instance, why);
  }

  private static String whose(Stores store) {
    return switch (store) {
      case CUSTOMER_HISTORY -> "customers";
      case REP_TALLIES -> "reps";
      case SCOPE_TALLIES -> "teams and the organisation";
    };
  }

  /** The same for those whom the machines do not concern. */
  public NotReady withoutMachines() {
    return new NotReady(
        "some of the rows of %s cannot be read just now; ask again in a moment"
            .formatted(whose(store)));
  }

  Stores store() {
    return store;
  }

  Missing missing() {
    return missing;
  }
}
