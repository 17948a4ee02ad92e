package io.willingly.testkit.scenario;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The scenario files; {@code scenarios/README.md} lists them, a line each. */
public final class Scenarios {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ENTRY = Pattern.compile("- `([a-z0-9-]+)`: (.+)");

  private Scenarios() {}

  /** All of them, in the order of the list. */
  public static List<Scenario> all() {
    return text("README.md")
        .lines()
        .map(ENTRY::matcher)
        .filter(Matcher::matches)
        .map(Scenarios::load)
        .toList();
  }

  private static Scenario load(Matcher entry) {
    String name = entry.group(1);
    try {
      JsonNode expected = JSON.readTree(text(name + "/expected.json"));
      Definition definition = definition(expected.path("definition"));
      List<Fact> given = new ArrayList<>();
      for (String line : text(name + "/given.ndjson").lines().toList()) {
        given.add(FactJson.read(JSON.readTree(line), given.size() + 1, definition.zone()));
      }
      List<LocalDate> days =
          expected
              .path("asKnownOn")
              .propertyStream()
              .map(e -> LocalDate.parse(e.getKey()))
              .toList();
      return new Scenario(name, entry.group(2), definition, List.copyOf(given), days, expected);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException("scenario " + name + ": " + e.getMessage(), e);
    }
  }

  private static Definition definition(JsonNode json) {
    Map<String, Definition.ClockStart> clocks = new HashMap<>();
    json.path("clockStarts")
        .properties()
        .forEach(e -> clocks.put(e.getKey(), Definition.ClockStart.valueOf(e.getValue().asText())));
    Definition standard = Definition.standard(ZoneId.of(json.path("zone").asText("UTC")));
    return new Definition(
        standard.version(),
        standard.zone(),
        json.path("remorseDays").asInt(standard.remorseDays()),
        json.path("minReversedShare").asInt(standard.minReversedShare()),
        standard.regretBox(),
        standard.happyBox(),
        standard.unhappyBox(),
        standard.pressuredBox(),
        standard.effortBox(),
        standard.answerWindowDays(),
        standard.loyaltyWindowDays(),
        standard.comebackDays(),
        standard.minimumCount(),
        clocks);
  }

  private static String text(String path) {
    try (InputStream file =
        requireNonNull(Scenarios.class.getResourceAsStream("/scenarios/" + path), path)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
