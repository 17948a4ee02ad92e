package io.willingly.connectors.connect;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.pull.Pull;
import io.willingly.connectors.pull.PullException;
import io.willingly.connectors.pull.PulledPage;
import io.willingly.connectors.records.InputRecord;
import io.willingly.connectors.records.RowRecords;
import io.willingly.schemas.wire.SchemaRegistryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a vendor's API: each poll gives a page. */
@SuppressWarnings("NullAway.Init") // a worker calls start before anything else
public final class PullSourceTask extends SourceTask {
  /** Of a partition: the key of a request. */
  static final String REQUEST = "request";

  /** Of an offset: the state after a page, as JSON. */
  static final String STATE = "state";

  private static final Logger LOG = LoggerFactory.getLogger(PullSourceTask.class);
  private static final Duration LONGEST_POLL = Duration.ofSeconds(1);

  private final Clock clock;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private PullConfig settings;
  private Mapping mapping;
  private String source;
  private RowRecords records;
  private RowMetrics metrics;
  private Pull pull;
  private Instant due = Instant.MIN;
  private @Nullable PulledPage unsent;

  /** For a worker. */
  public PullSourceTask() {
    this(Clock.systemUTC());
  }

  PullSourceTask(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String version() {
    return PluginVersion.VALUE;
  }

  @Override
  public void start(Map<String, String> given) {
    settings = new PullConfig(given);
    mapping = MappingConfig.payloads(settings);
    source = MappingConfig.source(settings, mapping);
    records = MappingConfig.records(settings, mapping);
    try {
      pull = new Pull(settings.spec(), settings.options(), this::kept, clock, this::pause);
    } catch (PullException e) {
      throw new ConnectException(e.getMessage(), e);
    }
    PluginMetrics plugin = context.pluginMetrics();
    metrics = new RowMetrics(plugin);
    ShownMetrics.add(
        plugin,
        plugin.metricName("requests-total", "HTTP requests to the vendor", new LinkedHashMap<>()),
        (config, now) -> pull.asked());
  }

  private @Nullable JsonNode kept(String key) {
    Map<String, Object> kept = context.offsetStorageReader().offset(Map.of(REQUEST, key));
    try {
      return kept == null
          ? null
          : Mapping.payload(String.valueOf(kept.get(STATE)).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new ConnectException("the offset of " + key + " is not JSON: " + kept, e);
    }
  }

  /** Waits no longer than the task lives. */
  private void pause(Duration time) throws InterruptedException {
    if (stopped.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new InterruptedException("the task is stopped");
    }
  }

  @Override
  public @Nullable List<SourceRecord> poll() throws InterruptedException {
    Instant now = clock.instant();
    if (due.isAfter(now)) {
      Duration left = Duration.between(now, due);
      pause(left.compareTo(LONGEST_POLL) < 0 ? left : LONGEST_POLL);
      return null;
    }
    try {
      if (unsent == null) {
        unsent = pull.next().orElse(null);
      }
      if (unsent == null) {
        due = clock.instant().plus(settings.interval());
        return null;
      }
      List<SourceRecord> made = records(unsent);
      unsent.notes().forEach(LOG::warn);
      // Not before: a page of which no records can be made now is tried again.
      unsent = null;
      return made;
    } catch (PullException e) {
      if (e.passing()) {
        due = clock.instant().plus(settings.interval());
        throw new RetriableException(e.getMessage(), e);
      }
      throw new ConnectException(e.getMessage(), e);
    } catch (SchemaRegistryException e) {
      // What was said once must be said again.
      records = MappingConfig.records(settings, mapping);
      throw MappingConfig.failed(e);
    }
  }

  /** Only the last record of a page says that the page is done. */
  private List<SourceRecord> records(PulledPage page) {
    List<InputRecord> inputs = new ArrayList<>();
    for (RowOutcome outcome : mapping.apply(page.payloads(), source)) {
      RowRecords.Made row = records.of(outcome, source);
      metrics.count(row.outcome());
      inputs.addAll(row.records());
    }
    List<SourceRecord> made = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      JsonNode state = i < inputs.size() - 1 ? page.before() : page.after();
      made.add(record(inputs.get(i), page.key(), state));
    }
    return made;
  }

  private SourceRecord record(InputRecord input, String key, JsonNode state) {
    return new SourceRecord(
        Map.of(REQUEST, key),
        Map.of(STATE, state.toString()),
        input.topic().name(),
        null,
        Schema.BYTES_SCHEMA,
        input.keyBytes(),
        Schema.BYTES_SCHEMA,
        input.value(),
        clock.millis());
  }

  @Override
  public void stop() {
    stopped.countDown();
  }
}
