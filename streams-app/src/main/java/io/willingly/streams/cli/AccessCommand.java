package io.willingly.streams.cli;

import io.willingly.streams.access.AccessFile;
import io.willingly.streams.access.Grant;
import io.willingly.streams.access.Role;
import io.willingly.streams.access.Token;
import io.willingly.streams.access.Viewer;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.config.Settings;
import io.willingly.streams.query.Sheet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code willingly access}: who may ask the page and its API, and what they may see. */
@Command(
    name = "access",
    description = {
      "Who may see what on the page and in its API: give out, list and revoke access tokens. A live"
          + " pipeline heeds it at once."
    },
    mixinStandardHelpOptions = true)
final class AccessCommand {
  private final Host host;

  AccessCommand(Host host) {
    this.host = host;
  }

  @Command(
      description = {
        "Give out a token. It is printed once, on standard output; only its digest is kept.",
        "Roles: self (one rep: all of their own, totals of their team and the company), team (its"
            + " reps and deals, totals of all teams), company (all numbers, reps and deals, contests,"
            + " the access log), engineer (sources and what became of their records; no rep, no"
            + " deal)."
      },
      mixinStandardHelpOptions = true)
  int add(
      @Mixin SettingsOptions options,
      @Option(
              names = "--name",
              required = true,
              paramLabel = "NAME",
              converter = NameConverter.class,
              description = "who gets it")
          String name,
      @Option(
              names = "--role",
              required = true,
              paramLabel = "ROLE",
              description = "self, team, company or engineer; may be given several times")
          List<String> roles,
      @Option(names = "--rep", paramLabel = "ID", description = "who they are, for role self")
          @Nullable String rep,
      @Option(
              names = "--team",
              paramLabel = "ID",
              description = "a team they lead, for role team; may be given several times")
          @Nullable List<String> teams,
      @Option(
              names = "--expires",
              paramLabel = "YYYY-MM-DD",
              description = "the day, in definition.zone, from which on it is worth nothing")
          @Nullable String expires) {
    Settings settings = host.settings(options, Map.of());
    Instant now = host.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    Instant end = expires == null ? null : end(expires, settings, now);
    Viewer viewer = viewer(name, roles, rep, teams == null ? List.of() : teams);
    String token = Token.draw();
    new AccessFile(settings.http().accessFile()).add(Grant.of(viewer, token, now, end));
    host.console().out().println(token);
    host.console().say("the token of " + name + " is printed this once: keep it as a password");
    return 0;
  }

  @Command(description = "List who has a token, and for what.", mixinStandardHelpOptions = true)
  int list(@Mixin SettingsOptions options, @Mixin FormatOption format) {
    Sheet sheet = new Sheet("name", "roles", "rep", "teams", "created", "expires", "state");
    Instant now = host.clock().instant();
    for (Grant grant : file(options).read()) {
      Viewer viewer = grant.viewer();
      sheet.row(
          viewer.name(),
          viewer.roles().stream().sorted().map(Role::text).collect(Collectors.joining(" ")),
          Objects.requireNonNullElse(viewer.rep(), ""),
          viewer.teams().stream().sorted().collect(Collectors.joining(" ")),
          grant.created().toString(),
          grant.expires() == null ? "" : grant.expires().toString(),
          grant.validAt(now) ? "valid" : "expired");
    }
    host.console().out().print(sheet.of(format.get()));
    return 0;
  }

  @Command(description = "Take a token back.", mixinStandardHelpOptions = true)
  int revoke(
      @Mixin SettingsOptions options,
      @Parameters(paramLabel = "NAME", description = "whose") String name) {
    file(options).revoke(name);
    return 0;
  }

  private AccessFile file(SettingsOptions options) {
    return new AccessFile(host.settings(options, Map.of()).http().accessFile());
  }

  private static Viewer viewer(
      String name, List<String> roles, @Nullable String rep, List<String> teams) {
    Set<Role> parsed = new LinkedHashSet<>();
    roles.forEach(role -> parsed.add(AskOptions.parse(Role::parse, role)));
    try {
      return new Viewer(name, parsed, rep, Set.copyOf(teams));
    } catch (IllegalArgumentException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }

  private static Instant end(String expires, Settings settings, Instant now) {
    Instant end =
        LocalDate.ofEpochDay(AskOptions.day(expires))
            .atStartOfDay(settings.definition().zone())
            .toInstant();
    if (!end.isAfter(now)) {
      throw new BadInput("--expires " + expires + " is past: the token would be worth nothing");
    }
    return end;
  }
}
