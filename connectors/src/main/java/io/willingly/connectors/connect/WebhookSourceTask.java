package io.willingly.connectors.connect;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.pull.PullException;
import io.willingly.connectors.records.InputRecord;
import io.willingly.connectors.records.RowRecords;
import io.willingly.connectors.records.RowRecords.Made;
import io.willingly.connectors.webhook.Answer;
import io.willingly.connectors.webhook.Inbox;
import io.willingly.connectors.webhook.ListenerSettings;
import io.willingly.connectors.webhook.Post;
import io.willingly.connectors.webhook.Webhook;
import io.willingly.connectors.webhook.WebhookListener;
import io.willingly.schemas.wire.SchemaRegistryException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The task of {@link WebhookSourceConnector}: listener, mapping, and answers as records arrive. */
public final class WebhookSourceTask extends SourceTask {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookSourceTask.class);

  /** Short, so that the worker may stop the task. */
  private static final Duration LOOK = Duration.ofMillis(200);

  /** Posts may have to be completed one after the other; the senders of those done wait. */
  private static final Duration GATHER = Duration.ofMillis(500);

  private volatile @Nullable Running running;
  private @Nullable RowRecords records;

  /** Set when a record was lost: what was said once must be said again. */
  private volatile boolean anew;

  /** What is there while it runs. */
  private record Running(
      WebhookConfig config,
      String source,
      Webhook webhook,
      UnaryOperator<JsonNode> completion,
      Mapping mapping,
      RowMetrics rows,
      Inbox inbox,
      int batch,
      WebhookListener listener) {}

  @Override
  public String version() {
    return PluginVersion.VALUE;
  }

  @Override
  public void start(Map<String, String> given) {
    WebhookConfig config = new WebhookConfig(given);
    Mapping mapping = MappingConfig.payloads(config);
    Webhook webhook = config.webhook();
    ListenerSettings settings = config.listener(mapping);
    Inbox inbox = new Inbox(settings.waiting());
    PostMetrics metrics = new PostMetrics(context.pluginMetrics(), this::waiting);
    try {
      WebhookListener listener =
          new WebhookListener(
              settings,
              webhook,
              config.secrets(),
              Clock.systemUTC(),
              inbox,
              answer -> tell(answer, metrics));
      running =
          new Running(
              config,
              MappingConfig.source(config, mapping),
              webhook,
              config.completion(),
              mapping,
              new RowMetrics(context.pluginMetrics()),
              inbox,
              settings.waiting(),
              listener);
      LOG.info(
          "listening on {} port {} path {}", settings.host(), listener.port(), settings.path());
    } catch (UncheckedIOException e) {
      throw new ConnectException(e.getMessage(), e);
    }
  }

  private int waiting() {
    Running now = running;
    return now == null ? 0 : now.listener().waiting();
  }

  @Override
  public @Nullable List<SourceRecord> poll() throws InterruptedException {
    Running now = running;
    if (now == null) {
      return null;
    }
    if (records == null || anew) {
      anew = false;
      records = MappingConfig.records(now.config(), now.mapping());
    }
    List<SourceRecord> batch = new ArrayList<>();
    Inbox.Item item = now.inbox().poll(LOOK);
    long began = System.nanoTime();
    for (int posts = 1; item != null; posts++) {
      add(now, records, item, batch);
      boolean late = !batch.isEmpty() && System.nanoTime() - began >= GATHER.toNanos();
      item = posts < now.batch() && !late ? now.inbox().poll(Duration.ZERO) : null;
    }
    return batch.isEmpty() ? null : batch;
  }

  private void add(Running now, RowRecords rows, Inbox.Item item, List<SourceRecord> batch) {
    try {
      List<InputRecord> made = new ArrayList<>();
      for (RowOutcome row : rows(now, item.post())) {
        Made one = rows.of(row, now.source());
        now.rows().count(one.outcome());
        made.addAll(one.records());
      }
      if (made.isEmpty()) {
        item.kept().complete(null);
      }
      long arrival = item.post().received().toEpochMilli();
      batch.addAll(PostRecord.of(now.source(), made, arrival, item.kept()));
    } catch (PullException e) {
      LOG.warn("a post is not taken now, for it cannot be completed: {}", e.getMessage());
      item.kept().completeExceptionally(e);
    } catch (SchemaRegistryException e) {
      anew = true;
      item.kept().completeExceptionally(e);
      if (!e.retriable()) {
        throw MappingConfig.failed(e);
      }
    }
  }

  private static List<RowOutcome> rows(Running now, Post post) {
    return now.webhook().rows(post, now.mapping(), now.source(), now.completion());
  }

  /** Called when the broker has the record, in the producer's thread. */
  @Override
  public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
    if (record instanceof PostRecord mine) {
      if (metadata == null) {
        anew = true;
        mine.dropped();
      } else {
        mine.delivered();
      }
    }
  }

  /** The records that are on their way may still arrive; all other posts are answered 503. */
  @Override
  public void stop() {
    Running now = running;
    if (now != null) {
      now.inbox().close();
      now.listener().close();
    }
  }

  /** Counts answers, and tells who has to act, without a line for each post. */
  private static void tell(Answer answer, PostMetrics metrics) {
    metrics.count(answer);
    long total = metrics.total(answer.kind());
    // The first, and then ever fewer: a sender that is refused may try without end.
    if (answer.kind().status() >= 400 && Long.bitCount(total) == 1) {
      LOG.warn(
          "answered {} {}, for the {}. time: {}",
          answer.kind().status(),
          answer.kind(),
          total,
          answer.detail());
    }
  }
}
