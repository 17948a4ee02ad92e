package io.willingly.testkit.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of one line, read by name; a field nobody asked for is a typing error. */
final class JsonFields {
  private final JsonNode json;
  private final ZoneId zone;
  private final Set<String> read = new HashSet<>();

  JsonFields(JsonNode json, ZoneId zone) {
    this.json = json;
    this.zone = zone;
  }

  void requireAllRead() {
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!read.contains(name)) {
        throw new IllegalArgumentException("unknown field " + name + " in " + json);
      }
    }
  }

  private @Nullable JsonNode find(String name) {
    read.add(name);
    return json.get(name);
  }

  String text(String name) {
    String text = maybeText(name);
    if (text == null) {
      throw new IllegalArgumentException("no " + name + " in " + json);
    }
    return text;
  }

  String text(String name, String otherwise) {
    String text = maybeText(name);
    return text == null ? otherwise : text;
  }

  @Nullable String maybeText(String name) {
    JsonNode value = find(name);
    return value == null ? null : value.asText();
  }

  long number(String name, long otherwise) {
    Long value = maybeLong(name);
    return value == null ? otherwise : value;
  }

  @Nullable Long maybeLong(String name) {
    JsonNode value = find(name);
    return value == null ? null : (Long) value.longValue();
  }

  @Nullable Integer maybeInt(String name) {
    JsonNode value = find(name);
    return value == null ? null : (Integer) value.intValue();
  }

  boolean flag(String name, boolean otherwise) {
    Boolean value = maybeFlag(name);
    return value == null ? otherwise : value;
  }

  @Nullable Boolean maybeFlag(String name) {
    JsonNode value = find(name);
    return value == null ? null : (Boolean) value.booleanValue();
  }

  <E extends Enum<E>> @Nullable E symbol(String name, Class<E> type) {
    String symbol = maybeText(name);
    return symbol == null ? null : Enum.valueOf(type, symbol);
  }

  /** An instant, or a date: that day's 00:00 in the organisation's zone (R12). */
  @Nullable Long maybeMicros(String name) {
    String text = maybeText(name);
    if (text == null) {
      return null;
    }
    Instant instant =
        text.contains("T")
            ? Instant.parse(text)
            : LocalDate.parse(text).atStartOfDay(zone).toInstant();
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  long micros(String name) {
    Long micros = maybeMicros(name);
    if (micros == null) {
      throw new IllegalArgumentException("no " + name + " in " + json);
    }
    return micros;
  }

  long epochDay(String name) {
    return LocalDate.parse(text(name)).toEpochDay();
  }

  /** Minor units and currency: {@code "12000 EUR"}. */
  @Nullable Money money(String name) {
    String text = maybeText(name);
    if (text == null) {
      return null;
    }
    String[] parts = text.split(" ", 2);
    return new Money(Long.parseLong(parts[0]), parts[1]);
  }

  /** {@code ["R-1", "R-2 SDR"]}: the first is the closer and primary, others have a role. */
  List<Content.Credit> credits(String name) {
    List<Content.Credit> credits = new ArrayList<>();
    JsonNode values = find(name);
    if (values != null) {
      for (JsonNode value : values) {
        String[] parts = value.asText().split(" ", 2);
        boolean primary = credits.isEmpty();
        Content.CreditRole role =
            parts.length == 1 ? Content.CreditRole.CLOSER : Content.CreditRole.valueOf(parts[1]);
        credits.add(new Content.Credit(parts[0], role, primary ? 10_000 : 0, primary));
      }
    }
    return credits;
  }

  /** {@code {"REGRET": 4, "EFFORT": "6 of 1-7"}}: of 1 to 5 unless said. */
  Map<Content.SurveyItem, Content.Answer> answers(String name) {
    Map<Content.SurveyItem, Content.Answer> answers = new EnumMap<>(Content.SurveyItem.class);
    JsonNode values = find(name);
    if (values != null) {
      for (Map.Entry<String, JsonNode> entry : values.properties()) {
        answers.put(Content.SurveyItem.valueOf(entry.getKey()), answer(entry.getValue().asText()));
      }
    }
    return answers;
  }

  private static Content.Answer answer(String text) {
    String[] parts = text.split(" of |-", 3);
    int value = Integer.parseInt(parts[0]);
    return parts.length == 1
        ? new Content.Answer(value, 1, 5)
        : new Content.Answer(value, Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }

  Map<Content.CaringQuestion, Boolean> caring(String name) {
    Map<Content.CaringQuestion, Boolean> caring = new EnumMap<>(Content.CaringQuestion.class);
    JsonNode values = find(name);
    if (values != null) {
      for (Map.Entry<String, JsonNode> entry : values.properties()) {
        caring.put(Content.CaringQuestion.valueOf(entry.getKey()), entry.getValue().booleanValue());
      }
    }
    return caring;
  }
}
