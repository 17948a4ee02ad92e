package io.willingly.connectors.pull;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.connectors.mapping.YamlNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A host of a pull: it keeps what it is given, and its time passes only while it waits. */
final class Puller {
  static final Instant NOW = Instant.parse("2026-03-31T10:00:00Z");
  static final Secret SECRET = new Secret("env:TOKEN", "key:s3cret");

  private final PullSpec spec;
  private final String base;
  private Instant now = NOW;
  private @Nullable Instant since;
  private Map<String, String> parameters = Map.of();
  private @Nullable Secret secret = SECRET;

  /** What the host keeps: payloads, and states by key. */
  final List<JsonNode> kept = new ArrayList<>();

  final List<String> notes = new ArrayList<>();
  final List<Duration> waits = new ArrayList<>();
  final Map<String, JsonNode> states = new LinkedHashMap<>();

  Puller(String yaml, StandIn vendor) {
    this(spec(yaml), vendor);
  }

  Puller(PullSpec spec, StandIn vendor) {
    this.spec = spec;
    this.base = vendor.base();
  }

  static PullSpec spec(String yaml) {
    return new PullParser("acme", YamlNode.parse("pull.yaml", yaml)).parse();
  }

  Puller since(String time) {
    since = Instant.parse(time);
    return this;
  }

  Puller with(String parameter, String value) {
    parameters = Map.of(parameter, value);
    return this;
  }

  Puller withoutSecret() {
    secret = null;
    return this;
  }

  /** Later, the same host. */
  Puller after(Duration time) {
    now = now.plus(time);
    return this;
  }

  Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  private void pause(Duration time) {
    waits.add(time);
    now = now.plus(time);
  }

  PullOptions options() {
    return new PullOptions(secret, parameters, base, since);
  }

  /** As a new process would be: it only has what was stored. */
  Pull open() {
    return new Pull(spec, options(), states::get, clock(), this::pause);
  }

  Fetch fetch() {
    return new Fetch(spec, options(), clock(), this::pause);
  }

  /** Keeps the next page. */
  boolean page(Pull pull) {
    try {
      Optional<PulledPage> page = pull.next();
      page.ifPresent(
          got -> {
            got.payloads().forEach(kept::add);
            notes.addAll(got.notes());
            states.put(got.key(), got.after());
          });
      return page.isPresent();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Reads everything there is, and gives what was new. */
  List<JsonNode> all() {
    kept.clear();
    Pull pull = open();
    while (page(pull)) {}
    return List.copyOf(kept);
  }

  /** From when on the next reading asks. */
  String nextSince(String key) {
    JsonNode state = states.get(key);
    return state == null ? "" : state.path("since").asText();
  }

  /** The texts at a pointer in what was kept. */
  List<String> kept(String pointer) {
    return kept.stream().map(payload -> payload.at(pointer).asText()).toList();
  }
}
