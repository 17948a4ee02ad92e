package io.willingly.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Samples the resident memory of this process, as Linux tells it. */
final class Resident implements AutoCloseable {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final long EVERY_MILLIS = 500;

  private final List<Double> samples = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();

  Resident() {
    sampler.scheduleAtFixedRate(
        () -> samples.add(mebibytes("VmRSS:")), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  double peakMebibytes() {
    return mebibytes("VmHWM:");
  }

  /** Growth from the middle to the end of the run by a straight line, in percent of the middle. */
  double slopePercent() {
    List<Double> half = samples.subList(samples.size() / 2, samples.size());
    double n = half.size();
    double meanX = (n - 1) / 2;
    double meanY = half.stream().mapToDouble(y -> y).average().orElse(0);
    double covariance = 0;
    double variance = 0;
    for (int x = 0; x < n; x++) {
      covariance += (x - meanX) * (half.get(x) - meanY);
      variance += (x - meanX) * (x - meanX);
    }
    double slope = variance == 0 ? 0 : covariance / variance;
    return 100 * slope * (n - 1) / (meanY - slope * meanX);
  }

  private static double mebibytes(String field) {
    if (!Files.exists(STATUS)) {
      return 0;
    }
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(field))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + STATUS, e);
    }
  }

  @Override
  public void close() {
    sampler.shutdownNow();
  }
}
