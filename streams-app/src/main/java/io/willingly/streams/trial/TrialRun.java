package io.willingly.streams.trial;

import io.willingly.connectors.guess.Guess;
import io.willingly.streams.query.Queries;
import java.util.List;
import java.util.Map;

/** Somebody's files, from the guess to the numbers. Safe to use from several threads. */
public interface TrialRun extends AutoCloseable {
  /** How far it is. */
  enum State {
    GUESSED,
    COUNTING,
    DONE,
    FAILED,
    CLOSED
  }

  /** Cannot be guessed: who knows it may ask. */
  String id();

  /** What the files seem to be, as corrected. */
  Guess guess();

  /**
   * Guesses again, with what somebody knows better; earlier corrections are forgotten.
   *
   * @param corrections as of {@code --set}: {@code deals.rep} and the column
   * @throws io.willingly.connectors.mapping.InputException when one fits nothing
   * @throws IllegalStateException when it counts already
   */
  Guess correct(Map<String, String> corrections);

  /**
   * Begins to count; returns at once.
   *
   * @throws io.willingly.connectors.mapping.InputException while the guess has problems
   * @throws IllegalStateException when it has begun before
   */
  void start();

  /** How far it is now. */
  Progress progress();

  /**
   * The numbers.
   *
   * @throws IllegalStateException unless it is done
   */
  Queries queries();

  /** Today in the organisation's zone, as an epoch day. */
  int today();

  /** Stops it and removes its directory. */
  @Override
  void close();

  /**
   * How far it is.
   *
   * @param rows read so far
   * @param left records still to be counted, about
   * @param millis since it began to count, or until it was done
   * @param message why it failed, or empty
   * @param outcomes records by outcome once it is done, in the order of the ledger
   * @param rejected the first rows that made no event: where, and why
   */
  record Progress(
      State state,
      long rows,
      long left,
      long millis,
      String message,
      Map<String, Long> outcomes,
      List<String> rejected) {
    public Progress {
      rejected = List.copyOf(rejected);
    }
  }
}
