package io.willingly.streams.cli;

import io.willingly.connectors.mapping.AliasKey;
import io.willingly.connectors.mapping.AliasKind;
import io.willingly.event.AliasEntry;
import io.willingly.streams.assemble.AliasTopic;
import io.willingly.streams.assemble.AliasTopic.Group;
import io.willingly.streams.assemble.AliasTopic.Waiting;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.query.Sheet;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code willingly alias}: who is who. */
@Command(
    name = "alias",
    description = {
      "Who is who: the customers, reps and deals behind the ids of sources. A change moves the"
          + " events it concerns."
    },
    mixinStandardHelpOptions = true)
final class AliasCommand {
  private static final String MAPPING = "aliases";

  private final Host host;

  AliasCommand(Host host) {
    this.host = host;
  }

  /** Which alias. */
  static final class Which {
    @Parameters(index = "0", paramLabel = "KIND", description = "customer, rep or deal")
    AliasKind kind = AliasKind.CUSTOMER;

    @Parameters(index = "1", paramLabel = "ID", description = "what it is called there")
    String id = "";

    @Option(
        names = "--namespace",
        required = true,
        paramLabel = "NAME",
        description = "who calls it so: a source, or what sources share, such as email")
    String namespace = "";

    AliasKey key() {
      try {
        return new AliasKey(kind, namespace, id);
      } catch (IllegalArgumentException e) {
        throw new BadInput(String.valueOf(e.getMessage()), e);
      }
    }
  }

  @Command(
      name = "import",
      description = {
        "Import aliases from CSV with the columns kind, namespace, id, and to (our id) or same_as"
            + " (another id of the namespace)."
      },
      mixinStandardHelpOptions = true)
  int importFiles(@Mixin ReplayOptions options) {
    return new ReplayRun(host, options, null).run(MAPPING);
  }

  @Command(
      description = "Say who somebody is; what waited for it is counted.",
      mixinStandardHelpOptions = true)
  int set(
      @Mixin SessionOptions ask,
      @Mixin Which which,
      @Parameters(index = "2", arity = "0..1", paramLabel = "OUR-ID", description = "our id")
          @Nullable String target,
      @Option(
              names = "--same-as",
              paramLabel = "ID",
              description = "instead of our id: another id of the namespace that is the same")
          @Nullable String sameAs,
      @Option(
              names = "--by",
              required = true,
              paramLabel = "NAME",
              converter = NameConverter.class,
              description = "who says so")
          String by) {
    if ((target == null) == (sameAs == null)) {
      throw new BadInput("give either our id or --same-as");
    }
    AliasKey key = which.key();
    AliasEntry entry = new AliasEntry();
    entry.setTarget(target);
    entry.setSameAs(
        sameAs == null ? null : new AliasKey(key.kind(), key.namespace(), sameAs).text());
    entry.setSetBy(by);
    return write(ask, key, entry);
  }

  @Command(
      description = "Forget who somebody is; what depends on it waits again.",
      mixinStandardHelpOptions = true)
  int remove(@Mixin SessionOptions ask, @Mixin Which which) {
    return write(ask, which.key(), null);
  }

  @Command(description = "Print who is who.", mixinStandardHelpOptions = true)
  int show(
      @Mixin SessionOptions ask,
      @Mixin FormatOption format,
      @Parameters(
              arity = "0..1",
              paramLabel = "ID",
              description = "only what has this id, on either side")
          @Nullable String id) {
    format.get();
    return in(
        ask,
        topic -> {
          Sheet sheet = new Sheet("kind", "namespace", "id", "to", "same_as", "set_by");
          topic
              .read()
              .forEach(
                  (text, entry) -> {
                    AliasKey key = AliasKey.parse(text);
                    if (id == null || id.equals(key.id()) || id.equals(entry.getTarget())) {
                      sheet.row(
                          key.kind().text(),
                          key.namespace(),
                          key.id(),
                          Objects.requireNonNullElse(entry.getTarget(), ""),
                          entry.getSameAs() == null ? "" : AliasKey.parse(entry.getSameAs()).id(),
                          entry.getSetBy());
                    }
                  });
          host.console().out().print(sheet.of(format.get()));
          return 0;
        });
  }

  @Command(
      description = "Print what objects of sources wait for, and the cure.",
      mixinStandardHelpOptions = true)
  int unresolved(
      @Mixin SessionOptions ask,
      @Mixin FormatOption format,
      @Option(names = "--source", paramLabel = "NAME", description = "only of this source")
          @Nullable String source) {
    format.get();
    return in(
        ask,
        topic -> {
          Sheet sheet =
              new Sheet("objects", "source", "type", "rule", "waits_for", "since", "first", "cure");
          topic.groups().stream()
              .filter(group -> source == null || source.equals(group.first().object().getSource()))
              .forEach(group -> row(sheet, group));
          host.console().out().print(sheet.of(format.get()));
          return 0;
        });
  }

  private static void row(Sheet sheet, Group group) {
    Waiting first = group.first();
    sheet.row(
        group.objects().size(),
        first.object().getSource(),
        first.object().getType(),
        first.row().getRule(),
        group.waitsFor(),
        first.row().getSince().toString(),
        first.object().getObjectId(),
        first.row().getMessage());
  }

  private int write(SessionOptions ask, AliasKey key, @Nullable AliasEntry entry) {
    return ask.in(
        host,
        "alias",
        session -> {
          AliasTopic topic = new AliasTopic(ask.cluster(host, session), host.clock());
          topic.write(key, entry);
          if (!ask.settle(session)) {
            boolean own = session instanceof OwnSession;
            host.console()
                .say(
                    own
                        ? "not all is counted yet; the rest is counted on the next start"
                        : "it is kept, and applied as soon as what came before it is read");
            return own ? CommandLineApp.FAILURE : 0;
          }
          long waiting =
              topic.waiting().stream()
                  .filter(each -> key.text().equals(each.row().getAlias()))
                  .count();
          host.console()
              .say(
                  waiting == 0
                      ? "no object waits for %s any more".formatted(key.text())
                      : "%,d objects wait for %s".formatted(waiting, key.text()));
          return 0;
        });
  }

  private int in(SessionOptions ask, ToIntFunction<AliasTopic> task) {
    return ask.in(
        host,
        "alias",
        session -> task.applyAsInt(new AliasTopic(ask.cluster(host, session), host.clock())));
  }
}
