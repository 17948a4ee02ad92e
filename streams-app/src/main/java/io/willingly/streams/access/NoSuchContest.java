package io.willingly.streams.access;

/** Nothing is contested under an id; only who may know is told so. */
public final class NoSuchContest extends RuntimeException {
  public NoSuchContest(String id) {
    super("there is no contest " + id);
  }
}
