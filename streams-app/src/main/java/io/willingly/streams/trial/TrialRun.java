package io.willingly.streams.trial;

import io.willingly.connectors.guess.Guess;
import io.willingly.metrics.fold.Reason;
import io.willingly.streams.query.Pending;
import io.willingly.streams.query.Queries;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
   * @param unread the first values that were left out of events, for they could not be read: where,
   *     and what
   * @param unreadValues how many such values there are
   * @param waiting facts that wait for another, by what they wait for
   */
  record Progress(
      State state,
      long rows,
      long left,
      long millis,
      String message,
      Map<String, Long> outcomes,
      List<String> rejected,
      List<String> unread,
      long unreadValues,
      List<Waiting> waiting) {
    public Progress {
      rejected = List.copyOf(rejected);
      unread = List.copyOf(unread);
      waiting = List.copyOf(waiting);
    }

    /** Before anything is counted. */
    public Progress(State state, long left, long millis, String message) {
      this(state, 0, left, millis, message, Map.of(), List.of(), List.of(), 0, List.of());
    }
  }

  /**
   * Facts that wait for another.
   *
   * @param reason what they wait for
   * @param facts how many
   * @param example of one: its event, its deal and its customer, as far as it names them
   */
  record Waiting(Reason reason, long facts, String example) {
    /** Of all that wait, those of one reason together. */
    public static List<Waiting> of(Pending pending) {
      Map<Reason, List<Pending.Entry>> byReason =
          pending.entries().stream()
              .collect(
                  Collectors.groupingBy(
                      Pending.Entry::reason,
                      () -> new EnumMap<>(Reason.class),
                      Collectors.toList()));
      return byReason.entrySet().stream()
          .map(
              each ->
                  new Waiting(
                      each.getKey(), each.getValue().size(), example(each.getValue().get(0))))
          .toList();
    }

    private static String example(Pending.Entry entry) {
      // Ids that are made of a file's bytes say nothing to its owner but the row.
      return entry.event().replaceFirst("^[0-9a-f]{64}:", "row ")
          + (entry.deal().isEmpty() ? "" : " of deal " + entry.deal())
          + (entry.customer().isEmpty() ? "" : " of customer " + entry.customer());
    }

    /** For people. */
    public String text() {
      return "%,d wait: %s; such as %s".formatted(facts, reason.text(), example);
    }
  }
}
