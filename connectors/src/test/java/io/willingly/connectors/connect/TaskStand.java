package io.willingly.connectors.connect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.source.TransactionContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Stands for the worker of a task: its offsets, transactions and metrics. */
final class TaskStand
    implements SourceTaskContext, OffsetStorageReader, TransactionContext, PluginMetrics {
  final Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();
  final List<SourceRecord> commits = new ArrayList<>();
  final List<String> metrics = new ArrayList<>();

  /** Keeps the offset of a record, as a worker does once it is sent. */
  @SuppressWarnings("unchecked") // ours are
  void sent(SourceRecord record) {
    offsets.put(record.sourcePartition(), (Map<String, Object>) record.sourceOffset());
  }

  @Override
  public Map<String, String> configs() {
    return Map.of();
  }

  @Override
  public OffsetStorageReader offsetStorageReader() {
    return this;
  }

  @Override
  public TransactionContext transactionContext() {
    return this;
  }

  @Override
  public PluginMetrics pluginMetrics() {
    return this;
  }

  @Override
  @SuppressWarnings("NullAway") // the worker's answer when it knows none
  public <T> Map<String, Object> offset(Map<String, T> partition) {
    return offsets.get(partition);
  }

  @Override
  @SuppressWarnings("NullAway") // null of those it does not know, as a worker answers
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(
      Collection<Map<String, T>> partitions) {
    Map<Map<String, T>, Map<String, Object>> known = new HashMap<>();
    partitions.forEach(partition -> known.put(partition, offsets.get(partition)));
    return known;
  }

  @Override
  public void commitTransaction() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void commitTransaction(SourceRecord record) {
    commits.add(record);
  }

  @Override
  public void abortTransaction() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void abortTransaction(SourceRecord record) {
    throw new UnsupportedOperationException();
  }

  @Override
  @SuppressWarnings("NonApiType") // Kafka's
  public MetricName metricName(
      String name, String description, LinkedHashMap<String, String> tags) {
    return new MetricName(name, "plugins", description, tags);
  }

  @Override
  public void addMetric(MetricName name, MetricValueProvider<?> provider) {
    metrics.add(name.name());
  }

  @Override
  public void removeMetric(MetricName name) {
    metrics.remove(name.name());
  }

  @Override
  public Sensor addSensor(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void removeSensor(String name) {
    throw new UnsupportedOperationException();
  }
}
