package io.willingly.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.connectors.mapping.FileRevisions;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fold.Reason;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.Stores;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.MappedFacts;
import io.willingly.streams.testing.TopologyRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R43: no index remembers the customer either, not even by a deal that was never signed. */
class ErasureTest {
  private static final Definition DEFINITION = Definition.standard(ZoneOffset.UTC);
  private static final Mapping MAPPING = new MappingLoader(DEFINITION.zone()).load("generic-csv");
  private static final String DEALS = "deal_id,kind,occurred_at,customer_id,rep_id\n";

  @TempDir private Path folder;

  @Test
  void theDealsOfAnErasedCustomerAreForgottenWhetherSignedOrNot() throws IOException {
    try (TopologyTestDriver driver = TopologyRunner.driver(DEFINITION, Clock.systemUTC())) {
      send(
          driver,
          DEALS
              + "open,OPENED,2025-03-01,C-1,R-1\n"
              + "waits,CANCELLED,2025-03-01,C-1,R-1\n"
              + "won,WON,2025-03-01,C-1,R-1\n"
              + "later,OPENED,2025-06-01,C-1,R-1\n"
              + "other,OPENED,2025-03-01,C-2,R-1\n");
      assertThat(deals(driver)).containsExactly("later", "open", "other", "waits", "won");

      send(driver, "customer_id,erased_at\nC-1,2025-05-01\n");
      send(driver, DEALS + "late,OPENED,2025-04-01,C-1,R-1\n");

      assertThat(deals(driver)).containsExactly("later", "other");
      assertThat(TopologyRunner.state(driver).ledger()).containsEntry(Reason.ERASED, 4L);
    }
  }

  private void send(TopologyTestDriver driver, String rows) throws IOException {
    Path file = Files.writeString(folder.resolve("rows.csv"), rows);
    MappedFacts.of(MAPPING, FileRevisions.fixed(1), file)
        .forEach(fact -> TopologyRunner.pipe(driver, Deliveries.of(fact)));
  }

  /** The deals known by their id. */
  private static Set<String> deals(TopologyTestDriver driver) {
    KeyValueStore<Bytes, byte[]> store =
        driver.getKeyValueStore(Stores.CUSTOMER_HISTORY.storeName());
    Set<String> ids = new TreeSet<>();
    byte[] all = StateKeys.deals();
    try (KeyValueIterator<Bytes, byte[]> rows =
        store.range(Bytes.wrap(all), StateKeys.after(all))) {
      rows.forEachRemaining(
          row -> {
            if (row.key.get()[0] == all[0]) {
              ids.add(StateKeys.dealAt(row.key).dealId());
            }
          });
    }
    return ids;
  }
}
