package io.willingly.streams.cli;

import io.willingly.schemas.topic.Topics;
import io.willingly.streams.config.Settings;
import io.willingly.streams.rejected.Rejected;
import io.willingly.streams.runtime.PublishedTopic;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
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

  @Override
  public Integer call() {
    return ask.in(
        host,
        "rejected",
        session -> {
          Deque<Rejected> found = new ArrayDeque<>();
          long all = read(session, found);
          host.console().out().print(Rejected.sheet(found).of(format.get()));
          if (all > found.size()) {
            host.console()
                .say("the last %,d of %,d; more with --last".formatted(found.size(), all));
          }
          return 0;
        });
  }

  private long read(Session session, Deque<Rejected> latest) {
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
            latest.addLast(new Rejected(key, event));
            if (latest.size() > last) {
              latest.removeFirst();
            }
          }
        });
    return all[0];
  }
}
