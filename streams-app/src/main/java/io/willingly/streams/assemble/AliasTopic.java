package io.willingly.streams.assemble;

import io.willingly.connectors.assemble.KnownAlias;
import io.willingly.connectors.mapping.AliasKey;
import io.willingly.connectors.mapping.ObjectId;
import io.willingly.connectors.records.InputRecord;
import io.willingly.event.AliasEntry;
import io.willingly.event.WaitingObject;
import io.willingly.event.WaitingObjectKey;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.TopicValues;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.EventProducer;
import io.willingly.streams.runtime.PublishedTopic;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who is who, in the topic {@code aliases}, and what waits to know. */
public final class AliasTopic {
  private final Cluster cluster;
  private final TopicValues values;
  private final Clock clock;

  /**
   * Reads and writes aliases.
   *
   * @param clock tells when somebody said so
   */
  public AliasTopic(Cluster cluster, Clock clock) {
    this.cluster = cluster;
    this.values = new TopicValues(cluster.ids());
    this.clock = clock;
  }

  /** What was said of each, by key. */
  public SortedMap<String, KnownAlias> read() {
    SortedMap<String, KnownAlias> known = new TreeMap<>();
    PublishedTopic.records(
        cluster.clientSettings(),
        Topics.ALIASES.name(),
        record -> {
          String key = Decode.key(record.key());
          Decode.entry(values, record.value())
              .filter(said -> Decode.isAlias(key))
              .ifPresent(
                  said -> {
                    KnownAlias before = known.getOrDefault(key, KnownAlias.UNKNOWN);
                    known.put(key, before.with(said, record.timestamp()));
                  });
        });
    return known;
  }

  /**
   * Says for a person who an alias is, from now on: after all that persons have said of it, for not
   * all clocks agree.
   *
   * @param entry neither target nor sameAs: the person takes back what was said
   */
  public void write(AliasKey key, AliasEntry entry) {
    long now = clock.millis();
    AliasEntry before = read().getOrDefault(key.text(), KnownAlias.UNKNOWN).person();
    long at = before == null ? now : Math.max(now, before.getAt().toEpochMilli() + 1);
    entry.setAt(Instant.ofEpochMilli(at));
    entry.setByPerson(true);
    try (EventProducer producer = new EventProducer(cluster.clientSettings(), cluster.ids())) {
      producer.send(
          new InputRecord(Topics.ALIASES, key.text(), values.encode(Topics.ALIASES, entry)),
          new Delivery(now, 0));
      producer.flush();
    }
  }

  /** What each object that waits waits for. */
  public Map<WaitingObjectKey, WaitingObject> waiting() {
    Map<WaitingObjectKey, WaitingObject> latest = new HashMap<>();
    PublishedTopic.read(
        cluster,
        Topics.WAITING_OBJECTS,
        key -> true,
        (key, row) -> {
          if (row == null) {
            latest.remove(key);
          } else {
            latest.put(key, row);
          }
        });
    return latest;
  }

  /** What some objects wait for, of those that do, with the cure. */
  public Map<ObjectId, String> waiting(Set<ObjectId> objects) {
    Map<ObjectId, String> waiting = new HashMap<>();
    waiting()
        .forEach(
            (key, row) -> {
              ObjectId id = new ObjectId(key.getSource(), key.getType(), key.getObjectId());
              if (objects.contains(id)) {
                waiting.put(id, row.getMessage());
              }
            });
    return waiting;
  }
}
