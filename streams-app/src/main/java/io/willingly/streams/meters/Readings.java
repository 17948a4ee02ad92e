package io.willingly.streams.meters;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values of meters at one time. */
final class Readings {
  private final Map<Meter, Map<Labels, Long>> values = new EnumMap<>(Meter.class);

  /**
   * Adds to a value.
   *
   * @param labels values of the meter's labels, in their order
   */
  void add(Meter meter, long value, String... labels) {
    Labels of = Labels.of(meter.labels(), List.of(labels));
    values.computeIfAbsent(meter, unseen -> new TreeMap<>()).merge(of, value, Long::sum);
  }

  /** All of it, and of those in other readings. */
  void add(Readings others) {
    others.values.forEach(
        (meter, points) ->
            points.forEach(
                (labels, value) ->
                    values
                        .computeIfAbsent(meter, unseen -> new TreeMap<>())
                        .merge(labels, value, Long::sum)));
  }

  List<MetricSnapshot> snapshots() {
    return values.entrySet().stream()
        .map(reading -> snapshot(reading.getKey(), reading.getValue()))
        .toList();
  }

  private static MetricSnapshot snapshot(Meter meter, Map<Labels, Long> points) {
    return switch (meter.kind()) {
      case COUNTER -> {
        CounterSnapshot.Builder counter =
            CounterSnapshot.builder().name(meter.base()).help(meter.help());
        points.forEach(
            (labels, value) ->
                counter.dataPoint(
                    CounterDataPointSnapshot.builder()
                        .labels(labels)
                        .value(value.doubleValue())
                        .build()));
        yield counter.build();
      }
      case GAUGE -> {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(meter.base()).help(meter.help());
        points.forEach(
            (labels, value) ->
                gauge.dataPoint(
                    GaugeDataPointSnapshot.builder()
                        .labels(labels)
                        .value(value.doubleValue())
                        .build()));
        yield gauge.build();
      }
      case INFO -> {
        InfoSnapshot.Builder info = InfoSnapshot.builder().name(meter.base()).help(meter.help());
        points
            .keySet()
            .forEach(
                labels -> info.dataPoint(InfoDataPointSnapshot.builder().labels(labels).build()));
        yield info.build();
      }
      case HISTOGRAM -> throw new IllegalArgumentException(meter + " has more than a value");
    };
  }
}
