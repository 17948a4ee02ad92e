package io.willingly.streams.watch;

import io.willingly.event.BaselineKey;
import io.willingly.event.BaselineVersion;
import io.willingly.metrics.comparison.Baseline;
import io.willingly.metrics.comparison.Baselines;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.schemas.comparison.BaselineCodec;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.ComparisonQueries;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.EventProducer;
import io.willingly.streams.runtime.PublishedTopic;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the baselines of each Monday, in the second round of its week: rounds begin while the
 * pipeline is all but caught up, and what was still on its way in the first, some of it of before,
 * is counted by then. A week in which nothing ran has none. Not thread-safe.
 */
public final class BaselineDuty implements Duty {
  private static final Logger LOG = LoggerFactory.getLogger(BaselineDuty.class);
  private static final List<ScopeId.Kind> UNITS = List.of(ScopeId.Kind.REP, ScopeId.Kind.TEAM);

  private final ComparisonQueries queries;
  private final BaselineCodec codec;
  private final Cluster cluster;
  private int seen = Integer.MIN_VALUE;
  private int done = Integer.MIN_VALUE;

  /** A duty that has published nothing yet. */
  public BaselineDuty(ComparisonQueries queries, Definition definition, Cluster cluster) {
    this.queries = queries;
    this.codec = new BaselineCodec(definition);
    this.cluster = cluster;
  }

  @Override
  public void perform(AsOf asOf) {
    int monday = Baselines.due(asOf.day());
    if (monday == seen && monday != done) {
      publish(monday);
      done = monday;
    }
    seen = monday;
  }

  private void publish(int monday) {
    List<Baseline> baselines = new ArrayList<>();
    for (ScopeId.Kind unit : UNITS) {
      baselines.addAll(queries.baselines(unit, monday));
    }
    Map<BaselineKey, BaselineVersion> missing = codec.records(baselines);
    missing.keySet().removeAll(published());
    if (!missing.isEmpty()) {
      write(missing);
      LOG.info("baselines={} fitted-on={}", missing.size(), LocalDate.ofEpochDay(monday));
    }
  }

  private Set<BaselineKey> published() {
    Set<BaselineKey> keys = new HashSet<>();
    PublishedTopic.read(cluster, Topics.BASELINES, key -> true, (key, value) -> keys.add(key));
    return keys;
  }

  private void write(Map<BaselineKey, BaselineVersion> records) {
    WireFormat<BaselineKey> keys = WireFormat.keys(Topics.BASELINES, cluster.ids());
    WireFormat<BaselineVersion> values = WireFormat.values(Topics.BASELINES, cluster.ids());
    try (EventProducer producer = new EventProducer(cluster.clientSettings(), cluster.ids())) {
      records.forEach(
          (key, value) ->
              producer.send(
                  new ProducerRecord<>(
                      Topics.BASELINES.name(), keys.encode(key), values.encode(value))));
      producer.flush();
    }
  }

  @Override
  public String toString() {
    return "baselines";
  }
}
