package io.willingly.streams.published;

import io.willingly.event.RepEntry;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.metrics.fold.FactChecks;
import io.willingly.metrics.fold.MapRows;
import io.willingly.metrics.fold.Rows;
import io.willingly.metrics.scope.RepFold;
import io.willingly.schemas.facts.FactCodec;
import io.willingly.schemas.facts.FactReading;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.PublishedTopic;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The rep directory, folded from its topic as the pipeline folds it (R38). */
final class RepNames {
  private final RepFold fold;
  private final Map<String, Rows> reps = new HashMap<>();

  private RepNames(RepFold fold) {
    this.fold = fold;
  }

  static RepNames read(Cluster cluster, Definition definition, String organisation) {
    RepNames names = new RepNames(new RepFold(definition, organisation));
    WireFormat<RepEntry> format = WireFormat.values(Topics.REP_DIRECTORY, cluster.ids());
    PublishedTopic.records(
        cluster.clientSettings(), Topics.REP_DIRECTORY.name(), record -> names.add(format, record));
    return names;
  }

  /** What is no entry is rejected by the pipeline, and names nobody here. */
  private void add(WireFormat<RepEntry> format, ConsumerRecord<byte[], byte[]> record) {
    if (record.value() != null
        && format.decode(record.value()) instanceof Decoded.Value<RepEntry> entry
        && FactCodec.toFact(entry.value(), new Delivery(record.timestamp(), 0))
            instanceof FactReading.Read read
        && FactChecks.check(read.fact()) == null) {
      fold.apply(reps.computeIfAbsent(read.fact().customerId(), rep -> new MapRows()), read.fact());
    }
  }

  /** The name that holds on a day; empty when the directory is silent. */
  String name(String repId, int day) {
    Rows rows = reps.get(repId);
    return rows == null
        ? ""
        : fold.entry(rows, day, Integer.MAX_VALUE).map(entry -> entry.rep().name()).orElse("");
  }
}
