package io.willingly.connectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/**
 * Reads instants and dates, and writes instants.
 *
 * @param name {@code iso}, {@code epoch_s}, {@code epoch_ms}, {@code epoch_us} or a pattern
 * @param formatter how text is read; unused for epochs
 * @param zone for times without one; a date alone means 00:00 there (R12)
 */
public record TimeFormat(String name, DateTimeFormatter formatter, ZoneId zone) {
  /** ISO-8601; the T may be a space, and seconds, fraction and offset may be left out. */
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']HH:mm[:ss]")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .appendPattern("[XXX][XX][X]")
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /**
   * Looks a format up.
   *
   * @param where the setting, for a message that it is none
   */
  public static TimeFormat of(String name, ZoneId zone, YamlNode where) {
    if (name.equals("iso") || name.startsWith("epoch_")) {
      if (!name.equals("iso") && scale(name) < 0) {
        throw where.error(
            "unknown format '"
                + name
                + "'; use iso, epoch_s, epoch_ms, epoch_us or a"
                + " pattern such as dd/MM/uuuu HH:mm");
      }
      return new TimeFormat(name, ISO, zone);
    }
    try {
      return new TimeFormat(
          name,
          // Strict parsing wants an era beside yyyy; nobody's export has one.
          DateTimeFormatter.ofPattern(name.replace('y', 'u'), Locale.ENGLISH)
              .withResolverStyle(ResolverStyle.STRICT),
          zone);
    } catch (IllegalArgumentException e) {
      throw where.error(
          "'"
              + name
              + "' is not a date pattern: "
              + e.getMessage()
              + "; use iso, epoch_s, epoch_ms, epoch_us or a pattern such as dd/MM/uuuu HH:mm");
    }
  }

  /**
   * Reads an instant.
   *
   * @throws RowProblem when the value is none of this format
   */
  public Instant instant(JsonNode value) {
    int scale = scale(name);
    if (scale >= 0) {
      BigDecimal micros = Scalars.decimal(value).movePointRight(6 - scale);
      long whole = Scalars.whole(Scalars.rounded(micros, true), Long.MIN_VALUE, Long.MAX_VALUE);
      return Instant.ofEpochSecond(
          Math.floorDiv(whole, 1_000_000L), Math.floorMod(whole, 1_000_000L) * 1000L);
    }
    return instant(parse(value));
  }

  /** Writes an instant, to whole seconds where the format is text; what is finer is cut off. */
  public String text(Instant instant) {
    int scale = scale(name);
    if (scale >= 0) {
      return BigDecimal.valueOf(instant.getEpochSecond())
          .add(BigDecimal.valueOf(instant.getNano(), 9))
          .movePointRight(scale)
          .setScale(0, RoundingMode.FLOOR)
          .toPlainString();
    }
    Instant second = instant.truncatedTo(ChronoUnit.SECONDS);
    return name.equals("iso") ? second.toString() : formatter.withZone(zone).format(second);
  }

  LocalDate date(JsonNode value) {
    if (scale(name) >= 0) {
      return instant(value).atZone(zone).toLocalDate();
    }
    TemporalAccessor read = parse(value);
    return read.query(TemporalQueries.zone()) == null
        ? LocalDate.from(read)
        : instant(read).atZone(zone).toLocalDate();
  }

  private Instant instant(TemporalAccessor read) {
    LocalTime time = read.query(TemporalQueries.localTime());
    ZoneId own = read.query(TemporalQueries.zone());
    return LocalDate.from(read)
        .atTime(time == null ? LocalTime.MIDNIGHT : time)
        .atZone(own == null ? zone : own)
        .toInstant();
  }

  /** Asked by queries, not by {@code parseBest}: that one throws for every row that is a date. */
  private TemporalAccessor parse(JsonNode value) {
    String text = Scalars.text(value);
    try {
      TemporalAccessor read = formatter.parse(text);
      if (read.query(TemporalQueries.localDate()) != null) {
        return read;
      }
      throw wrong(text);
    } catch (DateTimeException e) {
      throw wrong(text);
    }
  }

  private RowProblem wrong(String text) {
    return new RowProblem(
        RejectCode.WRONG_TYPE,
        null,
        text,
        "'"
            + text
            + "' is not a time of format "
            + name
            + (name.equals("iso") ? ", such as 2026-03-31 or 2026-03-31T10:15:00Z" : ""));
  }

  /** Decimal digits of the epoch's unit, -1 for text formats. */
  private static int scale(String name) {
    return switch (name) {
      case "epoch_s" -> 0;
      case "epoch_ms" -> 3;
      case "epoch_us" -> 6;
      default -> -1;
    };
  }
}
