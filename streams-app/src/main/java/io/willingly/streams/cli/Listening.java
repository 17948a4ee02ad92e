package io.willingly.streams.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.ObjectId;
import io.willingly.connectors.mapping.OutcomeLines;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.pull.PullException;
import io.willingly.connectors.records.InputRecord;
import io.willingly.connectors.records.RowRecords;
import io.willingly.connectors.records.RowRecords.Made;
import io.willingly.connectors.webhook.Answer;
import io.willingly.connectors.webhook.Inbox;
import io.willingly.connectors.webhook.ListenerSettings;
import io.willingly.connectors.webhook.Post;
import io.willingly.connectors.webhook.Secrets;
import io.willingly.connectors.webhook.Webhook;
import io.willingly.connectors.webhook.WebhookListener;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.schemas.wire.SchemaRegistryException;
import io.willingly.streams.assemble.AliasTopic;
import io.willingly.streams.assemble.ObjectPreview;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.query.Ledger;
import io.willingly.streams.runtime.EventProducer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Takes the posts of a source, sends what they make, and says of each what became of it. */
final class Listening implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration COUNTED = Duration.ofSeconds(30);

  private final Console console;
  private final Counting session;
  private final EventProducer producer;
  private final AliasTopic aliases;
  private final Source source;
  private final long run;
  private final Inbox inbox;
  private final WebhookListener listener;
  private final AtomicLong kept = new AtomicLong();
  private final CompletableFuture<@Nullable Void> firstKept = new CompletableFuture<>();
  private final Set<ObjectId> firstObjects = ConcurrentHashMap.newKeySet();
  private long posts;
  private RowRecords records;

  /** Set when the broker did not take something: what was said once must be said again. */
  private volatile boolean anew;

  /**
   * What is listened for.
   *
   * @param completion completes payloads that carry only ids
   * @param instance the source instance written into the events
   */
  record Source(
      Webhook webhook,
      Secrets secrets,
      UnaryOperator<JsonNode> completion,
      Mapping mapping,
      String instance) {
    List<RowOutcome> rows(Post post) {
      return webhook.rows(post, mapping, instance, completion);
    }
  }

  /** Begins to listen, and says where. */
  Listening(
      Host host,
      Counting session,
      EventProducer producer,
      AliasTopic aliases,
      Source source,
      ListenerSettings settings) {
    this.console = host.console();
    this.session = session;
    this.producer = producer;
    this.aliases = aliases;
    this.source = source;
    this.records = records();
    this.run = host.clock().millis();
    this.inbox = new Inbox(settings.waiting());
    try {
      this.listener =
          new WebhookListener(
              settings, source.webhook(), source.secrets(), host.clock(), inbox, this::answered);
    } catch (UncheckedIOException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
    String local = "http://%s:%d%s".formatted(settings.host(), listener.port(), settings.path());
    console.say("listening for posts of %s on %s".formatted(source.instance(), local));
    console.say(
        settings.publicUrl().isEmpty()
            ? "give the source an https address that a proxy or tunnel passes on to it, and name"
                + " that here with --public-url"
            : "give the source this address: " + settings.publicUrl());
  }

  /**
   * Takes posts.
   *
   * @param most stops when so many are kept
   * @return false when the pipeline stopped before
   */
  boolean run(long most) {
    CompletableFuture<@Nullable Void> firstFate =
        firstKept.thenRunAsync(this::tellFate).exceptionally(this::untold);
    try {
      while (kept.get() < most) {
        if (session instanceof OwnSession own && own.stopped().isDone()) {
          return false;
        }
        Inbox.Item item = inbox.poll(LOOK);
        if (item != null) {
          take(item);
        }
      }
      if (kept.get() > 0) {
        firstFate.join();
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private RowRecords records() {
    return new RowRecords(producer.records().values(), source.mapping());
  }

  private void take(Inbox.Item item) {
    if (anew) {
      anew = false;
      records = records();
    }
    List<RowOutcome> outcomes = new ArrayList<>();
    List<InputRecord> made = new ArrayList<>();
    try {
      for (RowOutcome row : source.rows(item.post())) {
        Made one = records.of(row, source.instance());
        outcomes.add(one.outcome());
        made.addAll(one.records());
      }
    } catch (PullException e) {
      console.out().println("a post cannot be completed now: " + e.getMessage());
      item.kept().completeExceptionally(e);
      return;
    } catch (SchemaRegistryException e) {
      anew = true;
      item.kept().completeExceptionally(e);
      return;
    }
    tell(++posts, item.post().body().length, outcomes, posts == 1);
    if (posts == 1) {
      firstObjects.addAll(ObjectPreview.objects(mapped(outcomes), source.instance()));
    }
    CompletableFuture<Void> delivered =
        producer.deliver(made, new Delivery(item.post().received().toEpochMilli(), run));
    delivered.whenComplete(
        (nothing, e) -> {
          if (e == null) {
            item.kept().complete(null);
            firstKept.complete(null);
            kept.incrementAndGet();
          } else {
            anew = true;
            item.kept().completeExceptionally(e);
          }
        });
  }

  private static List<RowOutcome.Mapped> mapped(List<RowOutcome> outcomes) {
    return outcomes.stream()
        .filter(RowOutcome.Mapped.class::isInstance)
        .map(RowOutcome.Mapped.class::cast)
        .toList();
  }

  private void tell(long number, int bytes, List<RowOutcome> outcomes, boolean all) {
    long events = 0;
    long parts = 0;
    long rejected = 0;
    for (RowOutcome outcome : outcomes) {
      if (outcome instanceof RowOutcome.Mapped mapped) {
        events += mapped.events().size();
        parts += mapped.parts().size() + mapped.aliases().size();
      } else if (outcome instanceof RowOutcome.Rejected) {
        rejected++;
      }
      if (all || outcome instanceof RowOutcome.Rejected) {
        OutcomeLines.of(outcome).forEach(console.out()::println);
      }
    }
    console
        .out()
        .println(
            "post %d: verified, %,d bytes: %d rows, %d events, %d parts of objects, %d rejected"
                .formatted(number, bytes, outcomes.size(), events, parts, rejected));
    if (outcomes.isEmpty()) {
      console
          .out()
          .println("  it holds no row, such as an empty list: nothing is kept of it, nor counted");
    }
  }

  private void tellFate() {
    boolean counted = session.awaitDrained(COUNTED, left -> {});
    for (Ledger.Row row : session.ledger().ofRun(run).rows()) {
      console
          .out()
          .println(
              "  %d %s: %s".formatted(row.count(), row.reason().outcome(), row.reason().text()));
    }
    if (!firstObjects.isEmpty()) {
      aliases
          .waiting(firstObjects)
          .forEach(
              (object, message) ->
                  console
                      .out()
                      .println("  %s %s waits: %s".formatted(object.type(), object.id(), message)));
    }
    if (!counted) {
      console.say("not all is counted yet; `willingly ledger` says when it is");
    }
  }

  /** The post is kept, whatever can be said of it. */
  private @Nullable Void untold(Throwable e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    console.say("what became of the first post cannot be told now: " + cause.getMessage());
    return null;
  }

  private void answered(Answer answer) {
    if (answer.kind() != Answer.Kind.KEPT) {
      console
          .out()
          .println(
              "answered %d %s%s"
                  .formatted(
                      answer.kind().status(),
                      answer.kind(),
                      answer.detail().isEmpty() ? "" : ": " + answer.detail()));
    }
  }

  @Override
  public void close() {
    inbox.close();
    listener.close();
  }
}
