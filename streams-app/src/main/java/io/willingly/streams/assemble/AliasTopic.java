package io.willingly.streams.assemble;

import io.willingly.connectors.assemble.KnownAlias;
import io.willingly.connectors.mapping.AliasKey;
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
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
          String key = new String(record.key(), StandardCharsets.UTF_8);
          Decode.ours(values, Topics.ALIASES, record.value())
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

  /** An object that waits. */
  public record Waiting(WaitingObjectKey object, WaitingObject row) {}

  /**
   * Objects of a source that wait for the same.
   *
   * @param objects at least one, the one that has waited longest first
   */
  public record Group(List<Waiting> objects) {
    public Group {
      objects = List.copyOf(objects);
    }

    /** The one that has waited longest. */
    public Waiting first() {
      return objects.get(0);
    }

    /** The alias, or the field of the event, that they wait for. */
    public String waitsFor() {
      WaitingObject row = first().row();
      return row.getAlias() == null
          ? Objects.requireNonNullElse(row.getField(), "its mapping")
          : row.getAlias();
    }

    /** For people: how many wait for what, and the cure. */
    public String text() {
      return "%,d %s of %s wait for %s, the oldest since %s: %s.\n"
          .formatted(
              objects.size(),
              first().object().getType(),
              first().object().getSource(),
              waitsFor(),
              first().row().getSince().toString().substring(0, 10),
              first().row().getMessage());
    }
  }

  /** The objects that wait, in groups; what has waited longest first. */
  public List<Group> groups() {
    Map<List<String>, List<Waiting>> groups = new LinkedHashMap<>();
    for (Waiting each : waiting()) {
      WaitingObjectKey object = each.object();
      String what = new Group(List.of(each)).waitsFor();
      groups
          .computeIfAbsent(
              List.of(object.getSource(), object.getType(), each.row().getRule(), what),
              unused -> new ArrayList<>())
          .add(each);
    }
    return groups.values().stream().map(Group::new).toList();
  }

  /** The objects that wait, those that have waited longest first. */
  public List<Waiting> waiting() {
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
    return latest.entrySet().stream()
        .map(each -> new Waiting(each.getKey(), each.getValue()))
        .sorted(
            Comparator.comparing((Waiting each) -> each.row().getSince())
                .thenComparing(Waiting::object))
        .toList();
  }
}
