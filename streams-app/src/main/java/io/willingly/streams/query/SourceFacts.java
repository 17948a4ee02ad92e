package io.willingly.streams.query;

import io.willingly.metrics.fold.CustomerView.FactView;
import java.util.List;

/** Every fact of a source in its newest version, withdrawn ones too; not the rep directory. */
public record SourceFacts(List<Entry> facts) {
  public SourceFacts {
    facts = List.copyOf(facts);
  }

  /** A fact, and whose it is. */
  public record Entry(String customerId, FactView fact) {
    /** Tells it from every other fact of its source (R2). */
    public String key() {
      return key(fact.id().family().name(), customerId, fact.id().eventId());
    }

    /** The same of a fact that is still to be sent. */
    public static String key(String family, String customerId, String eventId) {
      return family + "\0" + customerId + "\0" + eventId;
    }
  }
}
