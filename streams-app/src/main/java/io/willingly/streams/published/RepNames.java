package io.willingly.streams.published;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fold.MapRows;
import io.willingly.metrics.fold.Rows;
import io.willingly.metrics.scope.RepFold;
import io.willingly.schemas.topic.Topics;
import io.willingly.stages.Inflow;
import io.willingly.stages.Intake;
import io.willingly.stages.Position;
import io.willingly.stages.Received;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.Offsets;
import io.willingly.streams.runtime.PublishedTopic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;

/** The rep directory, folded from its topic as the pipeline folds it (R38). */
final class RepNames {
  private final RepFold fold;
  private final Map<String, Rows> reps = new HashMap<>();

  private RepNames(RepFold fold) {
    this.fold = fold;
  }

  static RepNames read(Cluster cluster, Definition definition, String organisation) {
    RepNames names = new RepNames(new RepFold(definition, organisation));
    String topic = Topics.REP_DIRECTORY.name();
    int partitions;
    try (Admin admin = Admin.create(cluster.clientSettings())) {
      partitions = Offsets.ends(admin, List.of(topic)).size();
    }
    Intake intake =
        new Intake(cluster.ids(), key -> Utils.toPositive(Utils.murmur2(key)) % partitions);
    PublishedTopic.records(cluster.clientSettings(), topic, record -> names.add(intake, record));
    return names;
  }

  /** What the pipeline refuses names nobody here either. */
  private void add(Intake intake, ConsumerRecord<byte[], byte[]> record) {
    Position at = new Position(record.topic(), record.partition(), record.offset());
    if (intake.read(new Received(at, record.key(), record.value(), record.timestamp(), null))
        instanceof Inflow.Valid entry) {
      fold.apply(
          reps.computeIfAbsent(entry.fact().customerId(), rep -> new MapRows()), entry.fact());
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
