package io.willingly.streams.query;

/**
 * A part of the state without which a question was answered.
 *
 * @param of whose rows it has, in words
 * @param part its number, from 0
 * @param instance {@code host:port} of the instance that has it; {@code none} when nobody does,
 *     empty for who is not told
 * @param why in words, and what to do
 */
public record Missing(String of, int part, String instance, String why) {
  /** The same for those whom the machines do not concern; {@code instance} is empty. */
  public Missing withoutMachines() {
    return new Missing(of, part, "", "it cannot be read just now; ask again in a moment");
  }
}
