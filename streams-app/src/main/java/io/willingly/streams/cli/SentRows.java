package io.willingly.streams.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.connectors.assemble.AssembledLines;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.ObjectId;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.records.InputRecord;
import io.willingly.connectors.records.RowRecords;
import io.willingly.event.RejectedEvent;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.schemas.facts.FactCodec;
import io.willingly.schemas.facts.FactReading;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.TopicValues;
import io.willingly.stages.Admission;
import io.willingly.streams.assemble.ObjectPreview;
import io.willingly.streams.runtime.Cluster;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.Utils;

/** Rows of a payload, their records and what the pipeline would say to each. */
final class SentRows {
  private static final Set<Topic<?, ?>> ASSEMBLED =
      Set.of(Topics.SOURCE_MAPPINGS, Topics.RAW_OBJECTS, Topics.ALIASES);

  private final Cluster cluster;
  private final TopicValues values;
  private final RowRecords maker;
  private final Admission admission;
  private final String source;
  private final Delivery delivery;
  private final List<InputRecord> records = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();
  private final List<ObjectNode> ofFacts = new ArrayList<>();
  private final ArrayNode rows = JsonNodeFactory.instance.arrayNode();
  private final Map<String, Integer> partitions = new HashMap<>();
  private final List<RowOutcome.Mapped> mapped = new ArrayList<>();
  private boolean good = true;

  SentRows(Cluster cluster, Mapping mapping, String source, Delivery delivery) {
    this.cluster = cluster;
    this.values = new TopicValues(cluster.ids());
    this.maker = new RowRecords(values, mapping);
    this.admission = new Admission(cluster.ids());
    this.source = source;
    this.delivery = delivery;
  }

  void add(RowOutcome outcome) {
    RowRecords.Made made = maker.of(outcome, source);
    records.addAll(made.records());
    ObjectNode told = rows.addObject().put("row", outcome.position().toString());
    if (made.outcome() instanceof RowOutcome.Rejected rejected) {
      good = false;
      told.put("rejected", rejected.code().name()).put("field", rejected.field());
      told.put("message", rejected.message());
    } else if (made.outcome() instanceof RowOutcome.Filtered filtered) {
      told.put("left_out", filtered.reason());
    } else if (made.outcome() instanceof RowOutcome.Mapped row) {
      mapped.add(row);
      ArrayNode events = told.putArray("events");
      for (int i = 0; i < row.events().size(); i++) {
        event(made.records().get(i), row.events().get(i).event(), events.addObject());
      }
      told.put("parts", row.parts().size()).put("aliases", row.aliases().size());
    }
  }

  private void event(InputRecord sent, SpecificRecord event, ObjectNode told) {
    String topic = sent.topic().name();
    told.put("topic", topic).put("key", sent.key());
    told.put("partition", partition(topic, sent.key()));
    ObjectNode id = told.putObject("dedupe");
    for (String part : List.of("source", "eventId", "revision", "mappingVersion")) {
      id.put(part, String.valueOf(event.get(event.getSchema().getField(part).pos())));
    }
    admission
        .refusal(topic, sent.keyBytes(), sent.value(), delivery.arrival())
        .ifPresent(refusal -> refused(told, refusal));
    if (!told.has("refused")
        && FactCodec.toFact(event, new Delivery(delivery.arrival(), 0))
            instanceof FactReading.Read read) {
      facts.add(read.fact());
      ofFacts.add(told);
    }
  }

  private void refused(ObjectNode told, RejectedEvent refusal) {
    good = false;
    told.put("refused", refusal.getReason()).put("field", refusal.getField());
    told.put("message", refusal.getMessage());
  }

  private int partition(String topic, String key) {
    int count = partitions.computeIfAbsent(topic, this::count);
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % count;
  }

  private int count(String topic) {
    try (Admin admin = Admin.create(cluster.clientSettings())) {
      return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
          .mapToInt(described -> described.partitions().size())
          .sum();
    } catch (ExecutionException e) {
      throw new IllegalStateException("topic " + topic + " cannot be described", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while it asked for topic " + topic, e);
    }
  }

  /** The rows that are mapped. */
  List<RowOutcome.Mapped> mapped() {
    return mapped;
  }

  /** Puts to what is told what would become of objects. */
  void objects(ObjectPreview preview, ObjectNode told) {
    ArrayNode events = told.putArray("assembled");
    for (InputRecord record : preview.events()) {
      event(record, AssembledLines.event(record, values), events.addObject());
    }
    waiting(preview.waiting(), told);
    ArrayNode refused = told.putArray("unmappable");
    preview.rejected().values().forEach(each -> refused.add(each.message()));
    good &= refused.isEmpty();
  }

  /** Puts to what is told what objects wait for. */
  static void waiting(Map<ObjectId, String> waiting, ObjectNode told) {
    ObjectNode objects = told.putObject("waiting");
    waiting.forEach((object, message) -> objects.put(object.type() + " " + object.id(), message));
  }

  /** The records to send. */
  List<InputRecord> records() {
    return records;
  }

  /** How many of them the ledger tells of: parts of objects are put together first. */
  long counted() {
    return records.stream().filter(record -> !ASSEMBLED.contains(record.topic())).count();
  }

  /** The facts the pipeline would take. */
  List<Fact> facts() {
    return facts;
  }

  /** Whether no row and no event is refused. */
  boolean good() {
    return good;
  }

  ArrayNode json() {
    return rows;
  }

  /** Puts to each event what would become of it, and beside the rows which numbers would change. */
  void foretell(ObjectNode dryRun, ObjectNode told) {
    for (int i = 0; i < ofFacts.size(); i++) {
      ofFacts.get(i).set("would", dryRun.path("fates").path(i));
    }
    told.set("effects", dryRun.path("effects"));
    told.set("others", dryRun.path("others"));
  }
}
