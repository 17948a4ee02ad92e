package io.willingly.streams.cli;

import io.willingly.streams.assemble.AliasTopic;
import io.willingly.streams.assemble.ObjectGroup;
import io.willingly.streams.query.Format;
import io.willingly.streams.query.PendingText;
import io.willingly.streams.query.Queries;
import io.willingly.streams.query.WaitingGroup;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code willingly pending}: what waits, for what and since when (R42). */
@Command(
    name = "pending",
    description =
        "Print what waits for another event, such as a deal's: how many, for what, and what to do; with"
            + " --all or as CSV or JSON each of them, the oldest first.",
    mixinStandardHelpOptions = true)
final class PendingCommand implements Callable<Integer> {
  private final Host host;

  @Mixin AskOptions ask = new AskOptions();
  @Mixin FormatOption format = new FormatOption();

  @Option(names = "--all", description = "Print each event, not only how many wait for what.")
  boolean all;

  PendingCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    return ask.ask(
        host,
        "pending",
        (session, asOf) -> {
          Queries queries = session.queries();
          List<WaitingGroup> groups = WaitingGroup.of(queries.pending(asOf), queries, asOf);
          if (format.get() != Format.TABLE || all) {
            host.console().out().print(PendingText.of(groups).of(format.get()));
            return 0;
          }
          List<ObjectGroup> objects = asOf.knownOn() == null ? objects(session) : List.of();
          if (objects.isEmpty() || !groups.isEmpty()) {
            host.console().out().print(PendingText.summary(groups));
          }
          objects.forEach(group -> host.console().out().print(group.text()));
          if (asOf.knownOn() != null) {
            host.console()
                .say(
                    "which objects waited to be put together is not kept by day: without"
                        + " --as-known-on those of now are told as well");
          }
          return 0;
        });
  }

  private List<ObjectGroup> objects(Session session) {
    return ObjectGroup.of(new AliasTopic(ask.cluster(host, session), host.clock()).waiting());
  }
}
