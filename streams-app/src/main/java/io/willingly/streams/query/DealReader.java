package io.willingly.streams.query;

import io.willingly.metrics.fold.CustomerView;
import io.willingly.metrics.fold.Fold;
import io.willingly.metrics.fold.Outcome;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellSum;
import io.willingly.metrics.tally.RepDay;
import io.willingly.metrics.tally.TallyBytes;
import io.willingly.stages.DealKey;
import io.willingly.streams.state.DealEntry;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.Stores;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;

/** Finds deals through the indexes of the customer store, and reads their customers. */
record DealReader(StateStores stores, Fold fold) {

  /** The deals that a rep carries or ever carried on the given days, by customer (R69). */
  Map<String, Set<String>> ofRep(String repId, SortedSet<Integer> cohortDays) {
    Map<String, Set<String>> deals = new TreeMap<>();
    Bytes from = Bytes.wrap(StateKeys.dealsOfRep(repId, cohortDays.first()));
    Bytes to = StateKeys.after(StateKeys.dealsOfRep(repId, cohortDays.last()));
    reader().scan(from, to, row -> add(StateKeys.dealOfRepAt(row.key), deals));
    return deals;
  }

  /** What erased deals had added on the given days by the end of an arrival day (R43). */
  List<Cell> erasedOfRep(String repId, SortedSet<Integer> cohortDays, int lastArrival) {
    CellSum sum = new CellSum();
    Bytes from = Bytes.wrap(StateKeys.erasedOfRep(new RepDay(repId, cohortDays.first())));
    Bytes to = StateKeys.after(StateKeys.erasedOfRep(new RepDay(repId, cohortDays.last())));
    reader()
        .scan(
            from,
            to,
            row -> {
              for (Cell cell : TallyBytes.decodeCells(row.value)) {
                if (cell.arrivalDay() <= lastArrival
                    && cohortDays.contains(cell.key().cohortDay())) {
                  sum.add(cell.key(), lastArrival, cell.tally());
                }
              }
            });
    return sum.cells();
  }

  /** The customers who have a deal of that id. */
  Set<String> customersOf(String dealId) {
    Set<String> customers = new TreeSet<>();
    reader()
        .scan(
            StateKeys.deals(dealId), row -> customers.add(StateKeys.dealAt(row.key).customerId()));
    return customers;
  }

  /** The customers with a deal on the save list of now. */
  Set<String> toSave() {
    Set<String> customers = new TreeSet<>();
    reader()
        .scan(
            StateKeys.deals(),
            row -> {
              if (DealEntry.toSave(row.value)) {
                customers.add(StateKeys.dealAt(row.key).customerId());
              }
            });
    return customers;
  }

  /** All customers. */
  List<String> customers() {
    return reader().owners(StateKeys.customers(), StateKeys::customerOf);
  }

  /** What of a customer waits, or waited at the end of a day. */
  List<CustomerView.FactView> pending(String customerId, AsOf asOf) {
    return asOf.knownOn() == null
        ? fold.pending(reader().under(StateKeys.customer(customerId)))
        : customer(customerId, asOf).facts().stream()
            .filter(fact -> fact.reason().outcome() == Outcome.PENDING)
            .toList();
  }

  /** What is known of a source, customer by customer. */
  SourceFacts facts(String source) {
    List<SourceFacts.Entry> facts = new ArrayList<>();
    List<String> customers = customers();
    Reading.whole();
    for (String customerId : customers) {
      fold.read(customerId, reader().under(StateKeys.customer(customerId))).facts().stream()
          .filter(fact -> fact.id().source().equals(source))
          .forEach(fact -> facts.add(new SourceFacts.Entry(customerId, fact)));
    }
    return new SourceFacts(facts);
  }

  CustomerView customer(String customerId, AsOf asOf) {
    return fold.readKnownOn(
        customerId, reader().under(StateKeys.customer(customerId)), asOf.lastArrival());
  }

  private static void add(DealKey deal, Map<String, Set<String>> deals) {
    deals.computeIfAbsent(deal.customerId(), id -> new LinkedHashSet<>()).add(deal.dealId());
  }

  private StoreReader reader() {
    return new StoreReader(stores.partitions(Stores.CUSTOMER_HISTORY));
  }
}
