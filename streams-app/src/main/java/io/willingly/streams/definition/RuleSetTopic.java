package io.willingly.streams.definition;

import io.willingly.event.DefinitionEntry;
import io.willingly.event.DefinitionKey;
import io.willingly.event.DefinitionState;
import io.willingly.metrics.definition.Definition;
import io.willingly.schemas.facts.DefinitionCodec;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.EventProducer;
import io.willingly.streams.runtime.Futures;
import io.willingly.streams.runtime.PublishedTopic;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The topic {@code definitions}. */
public final class RuleSetTopic {
  private final Cluster cluster;
  private final Clock clock;

  /**
   * Reads and writes rule sets.
   *
   * @param clock tells since when
   */
  public RuleSetTopic(Cluster cluster, Clock clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  /** All rule sets; none when the topic does not exist. */
  public RuleSets read() {
    SortedMap<Integer, DefinitionEntry> latest = new TreeMap<>();
    List<Integer> order = new ArrayList<>();
    if (exists()) {
      PublishedTopic.read(
          cluster,
          Topics.DEFINITIONS,
          key -> true,
          (key, entry) -> {
            order.remove((Integer) key.getVersion());
            latest.remove(key.getVersion());
            if (entry != null) {
              order.add(key.getVersion());
              latest.put(key.getVersion(), entry);
            }
          });
    }
    List<RuleSet> all = new ArrayList<>();
    latest.forEach((version, entry) -> all.add(ruleSet(version, entry)));
    return new RuleSets(all, active(all, order));
  }

  /** Of those that are active the one with the latest record: one record switches. */
  private static @Nullable RuleSet active(List<RuleSet> all, List<Integer> order) {
    return all.stream()
        .filter(set -> set.state() == DefinitionState.ACTIVE)
        .max((a, b) -> order.indexOf(a.version()) - order.indexOf(b.version()))
        .orElse(null);
  }

  private static RuleSet ruleSet(int version, DefinitionEntry entry) {
    return new RuleSet(
        DefinitionCodec.definition(version, entry),
        entry.getState(),
        entry.getSince(),
        entry.getSetBy());
  }

  private boolean exists() {
    try (Admin admin = Admin.create(cluster.clientSettings())) {
      return Futures.await(admin.listTopics().names(), "list topics")
          .contains(Topics.DEFINITIONS.name());
    }
  }

  /**
   * Says from now on what becomes of a rule set.
   *
   * @param setBy who says so, null when it is the program
   */
  public void write(Definition definition, DefinitionState state, @Nullable String setBy) {
    byte[] key =
        WireFormat.keys(Topics.DEFINITIONS, cluster.ids())
            .encode(new DefinitionKey(definition.version()));
    byte[] value =
        WireFormat.values(Topics.DEFINITIONS, cluster.ids())
            .encode(DefinitionCodec.entry(definition, state, clock.instant(), setBy));
    try (EventProducer producer = new EventProducer(cluster.clientSettings(), cluster.ids())) {
      producer.send(new ProducerRecord<>(Topics.DEFINITIONS.name(), key, value));
      producer.flush();
    }
  }
}
