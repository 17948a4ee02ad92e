package io.willingly.metrics.definition;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * One rule set: every threshold and window the numbers depend on. Published values carry its
 * version. Boxes are of a five-point scale unless said.
 *
 * @param version number of the rule set, from 1
 * @param zone the organisation's time zone; days are dates in it (R12)
 * @param remorseDays the window of the headline remorse and happy-to-pay rates, in days
 * @param minReversedShare percent of the amount whose reversal counts as taking the deal back (R18)
 * @param regretBox stated regret from this box (R27)
 * @param happyBox yes from this box: top two boxes
 * @param unhappyBox no up to this box
 * @param pressuredBox felt pressured from this box (R35)
 * @param effortBox easy from this box of seven (R35)
 * @param answerWindowDays answers decide up to this day after signing (R26)
 * @param loyaltyWindowDays deeds count for the verdict up to this day (R25)
 * @param comebackDays a lost customer who buys or refers within these days won (R36)
 * @param minimumCount a rate of fewer than these is not told: too few
 * @param clockStarts what starts the remorse clock, by product line; signing where not named
 */
public record Definition(
    int version,
    ZoneId zone,
    int remorseDays,
    int minReversedShare,
    int regretBox,
    int happyBox,
    int unhappyBox,
    int pressuredBox,
    int effortBox,
    int answerWindowDays,
    int loyaltyWindowDays,
    int comebackDays,
    int minimumCount,
    Map<String, ClockStart> clockStarts)
    implements Serializable {

  /** What starts a deal's remorse clock. */
  public enum ClockStart {
    SIGNING,
    FIRST_PAYMENT,
    ACTIVATION
  }

  public Definition {
    clockStarts = Map.copyOf(clockStarts);
    atLeast("version", version, 1);
    between("remorseDays", remorseDays, 0, 3650);
    between("minReversedShare", minReversedShare, 1, 100);
    between("regretBox", regretBox, 2, 5);
    between("happyBox", happyBox, 2, 5);
    between("unhappyBox", unhappyBox, 1, happyBox - 1);
    between("pressuredBox", pressuredBox, 2, 5);
    between("effortBox", effortBox, 2, 7);
    between("answerWindowDays", answerWindowDays, 0, 3650);
    between("loyaltyWindowDays", loyaltyWindowDays, 0, 3650);
    between("comebackDays", comebackDays, 0, 3650);
    between("minimumCount", minimumCount, 1, 10_000);
  }

  /** Rule set 1 as the documentation states it. */
  public static Definition standard(ZoneId zone) {
    return new Definition(1, zone, 30, 50, 4, 4, 2, 4, 5, 90, 90, 180, 10, Map.of());
  }

  /** The organisation's date of an event time, as an epoch day. */
  public int dayOfMicros(long micros) {
    return day(Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L)));
  }

  /** The organisation's date of an arrival, as an epoch day. */
  public int dayOfMillis(long millis) {
    return day(Instant.ofEpochMilli(millis));
  }

  /** The first moment of a date of the organisation, in microseconds since the epoch. */
  public long firstMicros(int epochDay) {
    Instant start = LocalDate.ofEpochDay(epochDay).atStartOfDay(zone).toInstant();
    return ChronoUnit.MICROS.between(Instant.EPOCH, start);
  }

  private int day(Instant instant) {
    return Math.toIntExact(LocalDate.ofInstant(instant, zone).toEpochDay());
  }

  public ClockStart clockStart(String productLine) {
    return clockStarts.getOrDefault(productLine, ClockStart.SIGNING);
  }

  /** Whether any product line's clock starts at a payment. */
  public boolean startsAtPayment() {
    return clockStarts.containsValue(ClockStart.FIRST_PAYMENT);
  }

  /** Identifies the rules: state written under another hash must be rebuilt (R51). */
  public String hash() {
    String canonical =
        this.toString().replace(clockStarts.toString(), new TreeMap<>(clockStarts).toString());
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(canonical.getBytes(StandardCharsets.UTF_8)))
          .substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static void atLeast(String name, int value, int min) {
    between(name, value, min, Integer.MAX_VALUE);
  }

  private static void between(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "definition: " + name + " is " + value + ", allowed are " + min + " to " + max);
    }
  }
}
