package io.willingly.metrics.statistics;

import java.util.stream.IntStream;

/** How many of what is called a finding is none. */
public final class FalseDiscovery {
  private FalseDiscovery() {}

  /**
   * Adjusted p values: calling all up to q keeps the expected share of false findings at q
   * (Benjamini and Hochberg 1995).
   *
   * @param pValues 0 to 1
   * @return in the order given
   */
  public static double[] benjaminiHochberg(double[] pValues) {
    int[] order = ascending(pValues);
    double[] adjusted = new double[pValues.length];
    double least = 1;
    for (int rank = order.length; rank > 0; rank--) {
      least = Math.min(least, pValues[order[rank - 1]] * order.length / rank);
      adjusted[order[rank - 1]] = least;
    }
    return adjusted;
  }

  /**
   * The false-discovery rate of calling a unit and all that are surer: the mean of their posterior
   * error probabilities (Newton et al. 2004; Storey 2003). Units that are equally sure are called
   * together.
   *
   * @param posteriorErrorProbabilities 0 to 1
   * @return in the order given
   */
  public static double[] qValues(double[] posteriorErrorProbabilities) {
    int[] order = ascending(posteriorErrorProbabilities);
    double[] rates = new double[order.length];
    double sum = 0;
    int from = 0;
    for (int i = 0; i < order.length; i++) {
      double error = posteriorErrorProbabilities[order[i]];
      sum += error;
      if (i + 1 == order.length || posteriorErrorProbabilities[order[i + 1]] > error) {
        for (; from <= i; from++) {
          rates[order[from]] = sum / (i + 1);
        }
      }
    }
    return rates;
  }

  private static int[] ascending(double[] probabilities) {
    for (double probability : probabilities) {
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException("not a probability: " + probability);
      }
    }
    return IntStream.range(0, probabilities.length)
        .boxed()
        .sorted((one, other) -> Double.compare(probabilities[one], probabilities[other]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
