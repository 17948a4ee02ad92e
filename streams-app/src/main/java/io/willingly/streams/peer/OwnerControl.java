package io.willingly.streams.peer;

/** What the owner of a data directory answers besides queries. */
public interface OwnerControl {
  /** About how many records are not counted after that time; 0 when all are. */
  long left(long millis);

  /** The organisation's date by the owner's clock, as an epoch day. */
  int today();
}
