package io.willingly.streams.state;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The stores: one logged RocksDB store for each kind of task (R66), so that a task restores one
 * changelog. Rows are told apart by the first byte of their key; see {@link StateKeys}.
 */
public enum Stores {
  /** By customer: histories, the index of deals, the ledger. */
  CUSTOMER_HISTORY("customer-history"),
  /** By rep: tallies and directory entries. */
  REP_TALLIES("rep-tallies"),
  /** By team and organisation: tallies. */
  SCOPE_TALLIES("scope-tallies");

  private final String storeName;

  Stores(String storeName) {
    this.storeName = storeName;
  }

  /** The name in the topology, in changelog topics and for interactive queries. */
  public String storeName() {
    return storeName;
  }

  /** The topic an application restores it from. */
  public String changelogTopic(String applicationId) {
    return applicationId + "-" + storeName + "-changelog";
  }

  /**
   * A new declaration of the store. Uncached: {@link TaskRows} writes each changed row once a
   * commit, without the cost of the record cache.
   */
  public StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
    return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
            org.apache.kafka.streams.state.Stores.persistentKeyValueStore(storeName),
            Serdes.Bytes(),
            Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(CHANGELOG);
  }

  private static final Map<String, String> CHANGELOG =
      Map.of("cleanup.policy", "compact", "min.cleanable.dirty.ratio", "0.3");
}
