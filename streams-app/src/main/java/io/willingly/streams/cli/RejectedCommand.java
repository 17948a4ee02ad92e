package io.willingly.streams.cli;

import io.willingly.event.RejectedEvent;
import io.willingly.event.RejectedEventKey;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.config.Settings;
import io.willingly.streams.query.Sheet;
import io.willingly.streams.runtime.PublishedTopic;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code willingly rejected}: what was not counted, where it came from and why. */
@Command(
    name = "rejected",
    description =
        "Print the records that were rejected or left out by a mapping, the latest last, "
            + "with the place, the field, what was wrong and what to do.",
    mixinStandardHelpOptions = true)
final class RejectedCommand implements Callable<Integer> {
  private final Host host;

  @Mixin SessionOptions ask = new SessionOptions();
  @Mixin FormatOption format = new FormatOption();

  @Option(names = "--source", description = "only of this source")
  @Nullable String source;

  @Option(names = "--reason", description = "only with this reason, such as FUTURE")
  @Nullable String reason;

  @Option(
      names = "--last",
      defaultValue = "100",
      description = "how many, at most (default: ${DEFAULT-VALUE})")
  int last = 100;

  RejectedCommand(Host host) {
    this.host = host;
  }

  private record Found(RejectedEventKey key, RejectedEvent event) {}

  @Override
  public Integer call() {
    return ask.in(
        host,
        "rejected",
        session -> {
          Deque<Found> found = new ArrayDeque<>();
          long all = read(session, found);
          host.console().out().print(sheet(found).of(format.get()));
          if (all > found.size()) {
            host.console()
                .say("the last %,d of %,d; more with --last".formatted(found.size(), all));
          }
          return 0;
        });
  }

  private long read(Session session, Deque<Found> latest) {
    Settings settings = host.settings(ask.settings, Map.of());
    Map<String, Object> client = settings.kafka().clientOf(session.bootstrapServers());
    long[] all = {0};
    PublishedTopic.read(
        client,
        Topics.REJECTED_EVENTS,
        session.schemaIds(),
        (key, event) -> {
          if (event != null
              && (source == null || source.equals(event.getSource()))
              && (reason == null || reason.equals(event.getReason()))) {
            all[0]++;
            latest.addLast(new Found(key, event));
            if (latest.size() > last) {
              latest.removeFirst();
            }
          }
        });
    return all[0];
  }

  private static Sheet sheet(Iterable<Found> found) {
    Sheet sheet =
        new Sheet("arrived_at", "reason", "source", "event", "place", "field", "message", "rule");
    for (Found each : found) {
      RejectedEvent event = each.event();
      sheet.row(
          event.getArrival().toString(),
          event.getReason(),
          Objects.requireNonNullElse(event.getSource(), ""),
          Objects.requireNonNullElse(event.getEventId(), ""),
          place(each),
          Objects.requireNonNullElse(event.getField(), ""),
          event.getMessage(),
          event.getRule());
    }
    return sheet;
  }

  /** Row of a file, else where the record lies in the log. */
  private static String place(Found found) {
    RejectedEvent event = found.event();
    RejectedEventKey key = found.key();
    return event.getFile() == null
        ? key.getTopic() + "-" + key.getPartition() + "@" + key.getOffset()
        : event.getFile() + " row " + event.getRow();
  }
}
