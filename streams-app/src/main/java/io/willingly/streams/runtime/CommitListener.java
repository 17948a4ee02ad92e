package io.willingly.streams.runtime;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Is told what a commit published. */
@FunctionalInterface
public interface CommitListener {
  /**
   * A batch of records, read from one partition at once, was committed, and so was what the
   * sub-topology that read it made of it. Called on the thread that must go on: to return at once.
   *
   * @param oldest the first record of the batch, which waited longest for the commit
   */
  void committed(ConsumerRecord<byte[], byte[]> oldest);
}
