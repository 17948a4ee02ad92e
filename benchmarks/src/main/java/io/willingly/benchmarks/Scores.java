package io.willingly.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Who took how long, and the ratios to the pipeline. */
final class Scores {
  /** Topics all contestants publish to. */
  static final Predicate<String> PUBLISHED = published()::contains;

  private final List<Score> all = new ArrayList<>();

  private record Score(String name, int rep, Time time, long internal, long published) {}

  /** A measured stretch of work. */
  record Time(long events, double seconds, double cpuSeconds, double brokerCpuSeconds) {
    double rate() {
      return events / seconds;
    }
  }

  /** Started when made. */
  static final class Clock {
    private final Cluster cluster;
    private final long start = System.nanoTime();
    private final long cpu = cpuNanos();
    private final long brokerCpu;

    Clock(Cluster cluster) {
      this.cluster = cluster;
      this.brokerCpu = cluster.cpu().toNanos();
    }

    Time stop(long events) {
      return new Time(
          events,
          (System.nanoTime() - start) / 1e9,
          (cpuNanos() - cpu) / 1e9,
          (cluster.cpu().toNanos() - brokerCpu) / 1e9);
    }

    private static long cpuNanos() {
      return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
  }

  private static Set<String> published() {
    return Topics.ALL.stream()
        .filter(topic -> topic.role() == Topic.Role.PUBLISHED)
        .map(Topic::name)
        .collect(Collectors.toSet());
  }

  void add(String name, int rep, Time time, long internal, long published) {
    all.add(new Score(name, rep, time, internal, published));
  }

  Results results(int events, boolean equal) {
    Results results =
        new Results(
            String.format(
                "throughput: %,d events, integers of pipeline and naive peer %s",
                events, equal ? "equal" : "DIFFERENT"));
    all.stream()
        .map(score -> score.rep() == 1 ? "cold" : "warm")
        .distinct()
        .forEach(
            phase ->
                all.stream()
                    .map(Score::name)
                    .distinct()
                    .forEach(name -> results.add(row(name, phase))));
    return results;
  }

  private Map<String, Object> row(String name, String phase) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("contestant", name);
    row.put("phase", phase);
    row.put("events/s", median(name, phase, score -> score.time().rate()));
    row.put("of the limit", median(name, phase, s -> s.time().rate() / rate("limit", s.rep())));
    row.put("pipeline is x", median(name, phase, s -> rate("pipeline", s.rep()) / s.time().rate()));
    row.put("CPU us/event", median(name, phase, s -> s.time().cpuSeconds() * 1e6 / events(s)));
    row.put(
        "pipeline CPU is x",
        median(name, phase, s -> cpu("pipeline", s.rep()) / s.time().cpuSeconds()));
    row.put(
        "broker us/event", median(name, phase, s -> s.time().brokerCpuSeconds() * 1e6 / events(s)));
    row.put("internal rows/event", median(name, phase, s -> s.internal() / events(s)));
    row.put("published/event", median(name, phase, s -> s.published() / events(s)));
    return row;
  }

  private static double events(Score score) {
    return score.time().events();
  }

  private double rate(String name, int rep) {
    return only(name, rep).time().rate();
  }

  private double cpu(String name, int rep) {
    return only(name, rep).time().cpuSeconds();
  }

  private Score only(String name, int rep) {
    return all.stream()
        .filter(score -> score.name().equals(name) && score.rep() == rep)
        .findFirst()
        .orElseThrow();
  }

  private double median(String name, String phase, ToDoubleFunction<Score> figure) {
    double[] sorted =
        all.stream()
            .filter(score -> score.name().equals(name))
            .filter(score -> phase.equals("cold") == (score.rep() == 1))
            .mapToDouble(figure)
            .sorted()
            .toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
