package io.willingly.streams.http;

import io.willingly.metrics.comparison.Segment;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.access.Viewer;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.ScopeNames;
import io.willingly.streams.query.SegmentNames;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was asked, and by whom.
 *
 * @param viewer who asks
 * @param today the organisation's date, as an epoch day
 * @param path parameters of the path
 * @param query the first value of each parameter
 */
record Asked(Viewer viewer, int today, Map<String, String> path, Map<String, String> query) {
  Asked {
    path = Map.copyOf(path);
    query = Map.copyOf(query);
  }

  /** A part of the path. */
  String inPath(String name) {
    String value = path.get(name);
    if (value == null) {
      throw new IllegalStateException("the path has no " + name);
    }
    return value;
  }

  /** A parameter; empty when it is not given, or is empty. */
  Optional<String> text(String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
  }

  /** A parameter that must be given. */
  String required(String name) {
    return text(name).orElseThrow(() -> Problem.parameter(name, "is needed and is not given"));
  }

  /** A parameter read by a parser that throws {@link IllegalArgumentException}. */
  <T> T parsed(String name, String otherwise, Function<String, T> parser) {
    try {
      return parser.apply(text(name).orElse(otherwise));
    } catch (IllegalArgumentException e) {
      throw Problem.parameter(name, String.valueOf(e.getMessage()));
    }
  }

  /** {@code period}: when the deals were signed. */
  Period period(Period otherwise) {
    return parsed("period", otherwise.toString(), Period::parse);
  }

  /** {@code scope}. */
  ScopeId.Kind kind(String otherwise) {
    return parsed("scope", otherwise, ScopeNames::parse);
  }

  /**
   * {@code scope} and {@code id}; the organisation when nothing is said.
   *
   * @param organisation id of the organisation scope
   */
  ScopeId scope(String organisation) {
    ScopeId.Kind kind = kind(ScopeNames.of(ScopeId.Kind.ORGANISATION));
    return kind == ScopeId.Kind.ORGANISATION
        ? ScopeId.organisation(text("id").orElse(organisation))
        : new ScopeId(kind, required("id"));
  }

  /** The rep or team that {@code scope} and {@code id} name, or {@code rep}, if they do. */
  Optional<ScopeId> repOrTeam() {
    return Stream.of(ScopeId.Kind.REP, ScopeId.Kind.TEAM)
        .filter(kind -> text("scope").equals(Optional.of(ScopeNames.of(kind))))
        .findFirst()
        .flatMap(kind -> text("id").map(id -> new ScopeId(kind, id)))
        .or(() -> text("rep").map(ScopeId::rep));
  }

  /** {@code product} and {@code recurrence}: deals of one kind only. */
  Segment segment() {
    return new Segment(
        query.get("product"),
        text("recurrence").isEmpty() ? null : parsed("recurrence", "", SegmentNames::parse));
  }

  /** {@code asOf} and {@code asKnownOn}. */
  AsOf asOf() {
    Integer knownOn = pastDay("asKnownOn");
    Integer day = pastDay("asOf");
    if (day == null) {
      day = knownOn;
    }
    return new AsOf(day == null ? today : day, knownOn);
  }

  private @Nullable Integer pastDay(String name) {
    Integer day = day(name);
    if (day != null && day > today) {
      throw Problem.parameter(
          name,
          "%s is still to come, and nobody knows it yet: today is %s"
              .formatted(LocalDate.ofEpochDay(day), LocalDate.ofEpochDay(today)));
    }
    return day;
  }

  /** A date as an epoch day; null when it is not given. */
  @Nullable Integer day(String name) {
    String text = text(name).orElse(null);
    if (text == null) {
      return null;
    }
    try {
      return Math.toIntExact(LocalDate.parse(text).toEpochDay());
    } catch (DateTimeException | ArithmeticException e) {
      throw Problem.parameter(name, "no date: '" + text + "'; expected is YYYY-MM-DD");
    }
  }

  /** A whole number within bounds. */
  int number(String name, int otherwise, int least, int most) {
    String text = text(name).orElse(null);
    if (text == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (least <= number && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw outside(name, text, least, most);
    }
    throw outside(name, text, least, most);
  }

  private static Problem outside(String name, String text, int least, int most) {
    return Problem.parameter(
        name, "'%s' is no whole number from %d to %d".formatted(text, least, most));
  }
}
