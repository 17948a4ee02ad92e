package io.willingly.streams.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * When a question is about; days are epoch days in the organisation's zone.
 *
 * @param day date of the question: the end of rolling periods (R11)
 * @param knownOn only what had arrived by the end of this day counts (R7); null for all
 */
public record AsOf(int day, @Nullable Integer knownOn) {

  /** Asked on a day, with all that is known now. */
  public static AsOf day(int day) {
    return new AsOf(day, null);
  }

  /** Asked on a past day with what was known at its end: what was published then (R8). */
  public static AsOf knownOn(int day) {
    return new AsOf(day, day);
  }

  /** The last arrival day that counts. */
  public int lastArrival() {
    return knownOn == null ? Integer.MAX_VALUE : knownOn;
  }

  /** To stand behind what is answered; empty when that is the present. */
  String words() {
    return knownOn == null ? "" : ", as it looked on " + LocalDate.ofEpochDay(knownOn);
  }

  /** As a cell. */
  String date() {
    return LocalDate.ofEpochDay(day).toString();
  }

  /** As a cell: the day of what was known. */
  Object knownDate() {
    return knownOn == null ? Sheet.MISSING : LocalDate.ofEpochDay(knownOn).toString();
  }

  void put(ObjectNode json) {
    json.put("as_of", date());
    json.put("as_known_on", knownOn == null ? null : LocalDate.ofEpochDay(knownOn).toString());
  }
}
