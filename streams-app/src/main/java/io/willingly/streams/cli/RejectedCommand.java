package io.willingly.streams.cli;

import io.willingly.schemas.topic.Topics;
import io.willingly.streams.rejected.Payload;
import io.willingly.streams.rejected.Rejected;
import io.willingly.streams.rejected.RejectedLog;
import io.willingly.streams.rejected.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
            + "with the place, the field, what was wrong, what to do and when it was sent again.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "[COMMAND]")
final class RejectedCommand implements Callable<Integer> {
  private static final int WHOLE = 64 << 10;

  private final Host host;

  @Mixin SessionOptions ask = new SessionOptions();
  @Mixin FormatOption format = new FormatOption();
  @Mixin Selected selected = new Selected();

  /** Which records. */
  static final class Selected {
    @Option(
        names = "--where",
        paramLabel = "NAME=VALUE,...",
        description = {
          "only those with such a reason, source, field, file, event or place,",
          "such as reason=MAPPING,source=crm"
        })
    List<String> where = List.of();

    @Option(names = "--source", description = "only of this source")
    @Nullable String source;

    @Option(names = "--reason", description = "only with this reason, such as FUTURE")
    @Nullable String reason;

    @Option(
        names = "--last",
        defaultValue = "100",
        description = "how many, at most (default: ${DEFAULT-VALUE})")
    int last = 100;

    /** Whether a record is meant. */
    Where get() {
      List<String> all = new ArrayList<>(where);
      if (source != null) {
        all.add("source=" + source);
      }
      if (reason != null) {
        all.add("reason=" + reason);
      }
      return AskOptions.parse(words -> Where.parse(all), "");
    }
  }

  RejectedCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    return ls(ask, format, selected);
  }

  @Command(description = "The same: list them.", mixinStandardHelpOptions = true)
  int ls(@Mixin SessionOptions ask, @Mixin FormatOption format, @Mixin Selected selected) {
    Where where = selected.get();
    return ask.in(
        host,
        "rejected",
        session -> {
          RejectedLog.Found found =
              new RejectedLog(ask.cluster(host, session)).all(selected.last, where);
          tellUnreadable(host.console(), found);
          List<Rejected> latestLast = new ArrayList<>(found.rows());
          Collections.reverse(latestLast);
          host.console().out().print(Rejected.sheet(latestLast).of(format.get()));
          if (found.all() > latestLast.size()) {
            host.console()
                .say(
                    "the last %,d of %,d; more with --last"
                        .formatted(latestLast.size(), found.all()));
          }
          return 0;
        });
  }

  static void tellUnreadable(Console console, RejectedLog.Found found) {
    if (found.unreadable() > 0) {
      console.say(
          "left out: %,d records of %s that cannot be read; the log says the first"
              .formatted(found.unreadable(), Topics.REJECTED_EVENTS.name()));
    }
  }

  @Command(
      description = "Print all of the latest that are meant: what each held, too.",
      mixinStandardHelpOptions = true)
  int show(@Mixin SessionOptions ask, @Mixin Selected selected) {
    Where where = selected.get();
    return ask.in(
        host,
        "rejected",
        session -> {
          RejectedLog.Found found =
              new RejectedLog(ask.cluster(host, session)).latest(selected.last, WHOLE, where);
          tellUnreadable(host.console(), found);
          List<Rejected> latestLast = new ArrayList<>(found.rows());
          Collections.reverse(latestLast);
          latestLast.forEach(this::print);
          return 0;
        });
  }

  private void print(Rejected each) {
    StringBuilder text = new StringBuilder();
    line(text, "place", each.place());
    line(text, "arrived", each.event().getArrival().toString());
    line(text, "source", each.event().getSource());
    line(text, "event", each.event().getEventId());
    line(text, "reason", each.event().getReason());
    line(text, "rule", each.event().getRule());
    line(text, "field", each.event().getField());
    line(text, "message", each.event().getMessage());
    Rejected.Resent again = each.resent();
    if (again != null) {
      line(text, "sent again", again.at() + (again.by() == null ? "" : " by " + again.by()));
    }
    Payload payload = each.payload();
    if (payload != null) {
      line(text, "note", payload.note());
      line(text, "held", payload.text());
    }
    host.console().out().println(text);
  }

  private static void line(StringBuilder text, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      text.append("%-11s %s%n".formatted(name, value));
    }
  }
}
