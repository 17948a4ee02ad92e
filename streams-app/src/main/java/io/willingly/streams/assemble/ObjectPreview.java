package io.willingly.streams.assemble;

import io.willingly.connectors.assemble.Assembly;
import io.willingly.connectors.assemble.KnownAlias;
import io.willingly.connectors.mapping.AliasKey;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.ObjectId;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.records.InputRecord;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.TopicValues;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.PublishedTopic;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the assembly would make of rows, without sending them, after all that it was told of the
 * same objects and of who is who. What an alias in the rows changes of other objects is not in it.
 *
 * @param events that would be made, changed or withdrawn
 * @param waiting what objects would wait for, with the cure
 * @param rejected why objects could not be mapped
 */
public record ObjectPreview(
    List<InputRecord> events,
    Map<ObjectId, String> waiting,
    Map<ObjectId, RowOutcome.Rejected> rejected) {
  public ObjectPreview {
    events = List.copyOf(events);
    waiting = Map.copyOf(waiting);
    rejected = Map.copyOf(rejected);
  }

  /**
   * Reads all that is known of raw objects and aliases once.
   *
   * @param source the source instance the rows are of
   * @param arrival of the rows, in epoch milliseconds
   * @throws io.willingly.streams.runtime.ClusterException when the cluster does not answer
   */
  public static ObjectPreview of(
      Cluster cluster, Mapping mapping, String source, List<RowOutcome.Mapped> rows, long arrival) {
    TopicValues values = new TopicValues(cluster.ids());
    Assembly assembly = new Assembly(mapping, source, values);
    new AliasTopic(cluster, Clock.systemUTC())
        .read()
        .forEach((alias, known) -> know(assembly, AliasKey.parse(alias), known));
    Set<ObjectId> told = objects(rows, source);
    RawObjects raw = new RawObjects(values);
    PublishedTopic.decided(
        cluster.clientSettings(),
        Topics.RAW_OBJECTS.name(),
        record -> {
          if (raw.read(record.key(), record.value(), Optional.empty()) instanceof RawObjects.Part is
              && told.contains(is.id())) {
            assembly.part(is.part(), record.timestamp());
          }
        });
    List<InputRecord> events = new ArrayList<>();
    rows.forEach(row -> events.addAll(assembly.add(row, arrival)));
    Map<ObjectId, String> waiting = new HashMap<>();
    assembly.waiting().forEach((id, all) -> waiting.put(id, Cures.message(id, all.get(0))));
    return new ObjectPreview(events, waiting, assembly.rejected());
  }

  /** The objects of which rows tell. */
  public static Set<ObjectId> objects(List<RowOutcome.Mapped> rows, String source) {
    return rows.stream()
        .flatMap(row -> row.parts().stream())
        .map(part -> new ObjectId(source, part.type(), part.id()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static void know(Assembly assembly, AliasKey alias, KnownAlias known) {
    Stream.of(Optional.ofNullable(known.person()), Optional.ofNullable(known.source()))
        .flatMap(Optional::stream)
        .forEach(said -> assembly.alias(alias, said, 0));
  }
}
