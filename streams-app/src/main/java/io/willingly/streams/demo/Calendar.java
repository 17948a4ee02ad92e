package io.willingly.streams.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;

/** Days of the organisation as instants. Days are epoch days, instants milliseconds. */
record Calendar(ZoneId zone) {
  private static final int MINUTE = 60_000;

  long at(long day, int hour, int minute) {
    return LocalDate.ofEpochDay(day).atTime(hour, minute).atZone(zone).toInstant().toEpochMilli();
  }

  /** Some moment of the day at which people are awake, to the second. */
  long during(long day, Dice dice) {
    return at(day, dice.between(8, 20), dice.between(0, 59)) + 1000L * dice.between(0, 59);
  }

  /**
   * Some moment of the day that lies after {@code earlier}, which is on the same day or before it.
   */
  long duringAfter(long day, long earlier, Dice dice) {
    return Math.max(during(day, dice), earlier + (long) dice.between(5, 60) * MINUTE);
  }

  long day(long millis) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone).toEpochDay();
  }

  int year(long day) {
    return LocalDate.ofEpochDay(day).getYear();
  }

  /** The first day of the quarter the day is in. */
  long quarterStart(long day) {
    return LocalDate.ofEpochDay(day).with(IsoFields.DAY_OF_QUARTER, 1).toEpochDay();
  }
}
