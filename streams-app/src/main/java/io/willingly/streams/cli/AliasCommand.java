package io.willingly.streams.cli;

import io.willingly.connectors.mapping.AliasKey;
import io.willingly.connectors.mapping.AliasKind;
import io.willingly.event.AliasEntry;
import io.willingly.streams.assemble.AliasTopic;
import io.willingly.streams.assemble.ObjectGroup;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.query.Sheet;
import java.util.List;
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
            + " (another id of the namespace); also at (since when, else since now) and by (who says"
            + " so). They hold, whatever sources tell, until they are set again or removed.",
        "Exit code 1 when a row is rejected; the others hold all the same."
      },
      mixinStandardHelpOptions = true)
  int importFiles(@Mixin ReplayOptions options) {
    return new ReplayRun(host, options, null).runAll(MAPPING);
  }

  @Command(
      description = {
        "Say who somebody is; what waited for it is counted. It holds, whatever sources tell, until"
            + " it is set again or removed."
      },
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
      description = {
        "Take back what persons have said; what sources tell holds again. Where they tell nothing,"
            + " what depends on it waits."
      },
      mixinStandardHelpOptions = true)
  int remove(
      @Mixin SessionOptions ask,
      @Mixin Which which,
      @Option(
              names = "--by",
              required = true,
              paramLabel = "NAME",
              converter = NameConverter.class,
              description = "who takes it back")
          String by) {
    AliasEntry nobody = new AliasEntry();
    nobody.setSetBy(by);
    return write(ask, which.key(), nobody);
  }

  @Command(
      description = "Print who is who, who says so and since when, and what of a source it hides.",
      mixinStandardHelpOptions = true)
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
          Sheet sheet =
              new Sheet("kind", "namespace", "id", "to", "same_as", "set_by", "since", "hides");
          topic
              .read()
              .forEach(
                  (text, known) -> {
                    AliasKey key = AliasKey.parse(text);
                    AliasEntry holds = known.holds();
                    if (holds != null
                        && (id == null || id.equals(key.id()) || id.equals(holds.getTarget()))) {
                      row(sheet, key, holds, known.hidden());
                    }
                  });
          host.console().out().print(sheet.of(format.get()));
          return 0;
        });
  }

  private static void row(
      Sheet sheet, AliasKey key, AliasEntry holds, @Nullable AliasEntry hidden) {
    sheet.row(
        key.kind().text(),
        key.namespace(),
        key.id(),
        Objects.requireNonNullElse(holds.getTarget(), ""),
        same(holds),
        holds.getSetBy(),
        holds.getAt().toString(),
        hidden == null
            ? ""
            : "%s of %s, since %s"
                .formatted(
                    Objects.requireNonNullElse(hidden.getTarget(), "same as " + same(hidden)),
                    hidden.getSetBy(),
                    hidden.getAt()));
  }

  private static String same(AliasEntry entry) {
    return entry.getSameAs() == null ? "" : AliasKey.parse(entry.getSameAs()).id();
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
          List<ObjectGroup> groups =
              ObjectGroup.of(topic.waiting()).stream()
                  .filter(group -> source == null || source.equals(group.source()))
                  .toList();
          host.console().out().print(ObjectGroup.sheet(groups).of(format.get()));
          return 0;
        });
  }

  private int write(SessionOptions ask, AliasKey key, AliasEntry entry) {
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
              topic.waiting().values().stream()
                  .filter(each -> key.text().equals(each.getAlias()))
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
