package io.willingly.streams.assemble;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The stores of the topology, one for each kind of task. */
public enum AssembleStores {
  /**
   * By object: what is known of it and what was sent; by source: the mapping that was applied; by
   * source and kind: how many there are.
   */
  OBJECTS("objects"),
  /** By alias: who it is, and the objects that want to know. */
  ALIASES("aliases");

  private final String storeName;

  AssembleStores(String storeName) {
    this.storeName = storeName;
  }

  public String storeName() {
    return storeName;
  }

  /** The topics an application restores them from. */
  public static List<String> changelogTopics(String applicationId) {
    return Stream.of(values())
        .map(store -> applicationId + "-" + store.storeName + "-changelog")
        .toList();
  }

  /** A new declaration of the store. */
  StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(storeName), Serdes.Bytes(), Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(Map.of("cleanup.policy", "compact"));
  }
}
