package io.willingly.streams.trial;

import io.willingly.connectors.mapping.InputException;
import java.util.List;
import java.util.Optional;

/**
 * Trials of a process: one at a time, each in a temporary directory with a broker of its own, apart
 * from what the process counts otherwise. Safe to use from several threads.
 */
public interface Trials extends AutoCloseable {
  /** Bytes of all files of a trial together. */
  long MAX_BYTES = 64L << 20;

  /**
   * Takes files in and guesses what they are. A trial that waits or is done makes way.
   *
   * @throws InputException when a file cannot be read as CSV, or they are too large together
   * @throws IllegalStateException while another trial is counting
   */
  TrialRun open(List<? extends NamedContent> files);

  /** The trial of this id, as long as it is not closed; asking keeps it for a while. */
  Optional<TrialRun> find(String id);

  /** Stops the trial that is there, and forgets it. */
  @Override
  void close();
}
