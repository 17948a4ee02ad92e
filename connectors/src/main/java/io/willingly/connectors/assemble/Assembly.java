package io.willingly.connectors.assemble;

import io.willingly.connectors.mapping.AliasFact;
import io.willingly.connectors.mapping.AliasKey;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.ObjectEvents.Awaited;
import io.willingly.connectors.mapping.ObjectId;
import io.willingly.connectors.mapping.ObjectPart;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.records.InputRecord;
import io.willingly.connectors.records.RowRecords;
import io.willingly.event.AliasEntry;
import io.willingly.schemas.wire.TopicValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the objects of one source together in memory, with the result the topology has, for looking
 * at a mapping without a cluster. Not thread-safe.
 */
public final class Assembly {
  private final Mapping mapping;
  private final String source;
  private final TopicValues values;
  private final Map<ObjectId, AssembledObject> objects = new LinkedHashMap<>();
  private final Map<AliasKey, KnownAlias> aliases = new HashMap<>();
  private final Map<AliasKey, Set<ObjectId>> asking = new HashMap<>();
  private final Map<ObjectId, List<Awaited>> waiting = new LinkedHashMap<>();
  private final Map<ObjectId, RowOutcome.Rejected> rejected = new LinkedHashMap<>();

  public Assembly(Mapping mapping, String source, TopicValues values) {
    this.mapping = mapping;
    this.source = source;
    this.values = values;
  }

  /**
   * Adds what a row tells of objects and of who is who.
   *
   * @param arrival in epoch milliseconds
   * @return records of the events that are made, changed or withdrawn by it
   */
  public List<InputRecord> add(RowOutcome.Mapped row, long arrival) {
    List<InputRecord> records = new ArrayList<>();
    for (AliasFact fact : row.aliases()) {
      records.addAll(alias(fact.key(), RowRecords.entry(fact, source), arrival));
    }
    row.parts().forEach(part -> records.addAll(part(part, arrival)));
    return records;
  }

  /** Adds what is told of an object; see {@link #add}. */
  public List<InputRecord> part(ObjectPart part, long arrival) {
    List<InputRecord> records = new ArrayList<>();
    ObjectId id = new ObjectId(source, part.type(), part.id());
    AssembledObject object = objects.computeIfAbsent(id, AssembledObject::unknown);
    object.add(part, mapping.history(part.type()), arrival);
    assemble(object, records);
    return records;
  }

  /** Tells who somebody is; see {@link #add}. */
  public List<InputRecord> alias(AliasKey key, AliasEntry said, long arrival) {
    KnownAlias known = aliases.getOrDefault(key, KnownAlias.UNKNOWN).with(said, arrival);
    aliases.put(key, known);
    List<InputRecord> records = new ArrayList<>();
    for (ObjectId id : List.copyOf(asking.getOrDefault(key, Set.of()))) {
      @Nullable AssembledObject object = objects.get(id);
      if (object != null) {
        object.answer(key, known.answer());
        assemble(object, records);
      }
    }
    return records;
  }

  /** What each object waits for that waits. */
  public Map<ObjectId, List<Awaited>> waiting() {
    return Collections.unmodifiableMap(waiting);
  }

  /** Why objects cannot be mapped that cannot. */
  public Map<ObjectId, RowOutcome.Rejected> rejected() {
    return Collections.unmodifiableMap(rejected);
  }

  private void assemble(AssembledObject object, List<InputRecord> records) {
    Assembled made;
    do {
      made = object.assemble(mapping, values);
      records.addAll(made.records());
      for (AliasKey key : made.ask()) {
        asking.computeIfAbsent(key, unused -> new LinkedHashSet<>()).add(object.id());
        object.answer(key, aliases.getOrDefault(key, KnownAlias.UNKNOWN).answer());
      }
      for (AliasKey key : made.forget()) {
        asking.getOrDefault(key, new LinkedHashSet<>()).remove(object.id());
      }
    } while (!made.complete());
    if (made.waiting().isEmpty()) {
      waiting.remove(object.id());
    } else {
      waiting.put(object.id(), made.waiting());
    }
    if (made.rejected() == null) {
      rejected.remove(object.id());
    } else {
      rejected.put(object.id(), made.rejected());
    }
  }
}
