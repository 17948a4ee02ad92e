package io.willingly.streams.access;

import static java.util.stream.Collectors.joining;

import io.willingly.metrics.scope.ScopeId;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who asks, and what they may see: the sum of what their roles grant, else nothing.
 *
 * <p>A total is hidden when it, or what is left of the company's after the totals that are shown,
 * is about fewer than the minimum of reps the viewer may not see one by one: {@link Groups}.
 *
 * @param name who, as in the access log
 * @param roles none sees nothing
 * @param rep who they are among the reps; {@link Role#SELF} needs it
 * @param teams the teams they lead; {@link Role#TEAM} needs one at least
 */
public record Viewer(String name, Set<Role> roles, @Nullable String rep, Set<String> teams) {
  private static final int LONGEST_NAME = 80;
  private static final String ASK =
      "; whoever runs Willingly here grants it with `willingly access add`";

  public Viewer {
    roles = Set.copyOf(roles);
    teams = Set.copyOf(teams);
    if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException(
          "name is no name: expected are 1 to " + LONGEST_NAME + " characters on one line");
    }
    if (roles.contains(Role.SELF) == (rep == null || rep.isBlank())) {
      throw new IllegalArgumentException("rep and role self belong together: give both or none");
    }
    if (roles.contains(Role.TEAM) == teams.isEmpty()) {
      throw new IllegalArgumentException("teams and role team belong together: give both or none");
    }
  }

  /** Whoever can read the data directory of the machine it runs on: all numbers, all sources. */
  public static Viewer localOwner() {
    return new Viewer("local owner", EnumSet.of(Role.COMPANY, Role.ENGINEER), null, Set.of());
  }

  /** The numbers of a scope: report, series, split, curve, restatements, targets. */
  public Access maySee(ScopeId scope, Groups groups) {
    return switch (scope.kind()) {
      case REP -> mayReadDealsOf(scope, groups);
      case TEAM -> team(scope.id(), groups);
      case ORGANISATION ->
          roles.isEmpty()
              ? denied("seeing the company's totals", "any")
              : shown(groups.hides(sum(unseen(groups))), "the company");
    };
  }

  /**
   * What is behind the numbers of a scope: its deals with their evidence, its save list and its
   * early warnings.
   */
  public Access mayReadDealsOf(ScopeId scope, Groups groups) {
    boolean granted =
        switch (scope.kind()) {
          case REP -> seesRep(scope.id(), groups.teamOf(scope.id()).orElse(null));
          case TEAM -> roles.contains(Role.COMPANY) || teams.contains(scope.id());
          case ORGANISATION -> roles.contains(Role.COMPANY);
        };
    return granted
        ? Access.GRANTED
        : switch (scope.kind()) {
          case REP ->
              denied("seeing this rep", "'self' of that rep, 'team' of their team or 'company'");
          case TEAM -> denied("seeing the deals of this team", "'team' of that team or 'company'");
          case ORGANISATION -> denied("seeing the deals of the company", "'company'");
        };
  }

  /**
   * A deal's case file, and contesting a fact in it.
   *
   * @param rep who carries the deal, null when nobody does or there is no such deal
   * @param teamOfRep the team that rep is in, null when none is known
   */
  public Access mayReadDeal(@Nullable String rep, @Nullable String teamOfRep) {
    return Access.granted(
        rep == null ? roles.contains(Role.COMPANY) : seesRep(rep, teamOfRep),
        text("seeing this deal", "'self' of its rep, 'team' of the rep's team or 'company'"));
  }

  /** Sources, ledger, rejected and pending records, mappings and schemas. */
  public Access mayOperate() {
    return one(Role.ENGINEER, "seeing the sources and what became of their records");
  }

  /** Definitions: what a number means is for whoever may see any number. */
  public Access mayReadDefinitions() {
    return Access.granted(!roles.isEmpty(), text("seeing the definitions", "any"));
  }

  /** Upholding or dismissing what was contested. */
  public Access mayDecide() {
    return one(Role.COMPANY, "deciding what was contested");
  }

  /**
   * Withdrawing what was contested: whoever contested it, and the rep who carries the deal.
   *
   * @param contest null when there is no such contest
   */
  public Access mayWithdraw(@Nullable Contest contest) {
    return Access.granted(
        contest != null
            && (contest.openedBy().equals(name)
                || (rep != null && rep.equals(contest.fact().rep()))),
        name + " cannot withdraw this: only who contested it can, or the rep who carries the deal");
  }

  /** Who looked at whom. */
  public Access mayReadAccessLog() {
    return one(Role.COMPANY, "seeing the access log");
  }

  /**
   * The teams whose totals are shown. Of those the roles grant, small groups are hidden; and when
   * what is left of the company's total after the shown ones is a small group, the smallest of them
   * is hidden too, or the hidden could be computed.
   */
  public Set<String> visibleTeams(Groups groups) {
    Map<String, Integer> unseen = unseen(groups);
    int rest = sum(unseen);
    Map<String, Integer> shown = new TreeMap<>();
    for (Map.Entry<String, Integer> team : unseen.entrySet()) {
      if (mayRank(team.getKey(), groups) && groups.hides(team.getValue())) {
        shown.put(team.getKey(), team.getValue());
        rest -= team.getValue();
      }
    }
    if (!groups.hides(rest)) {
      shown.entrySet().stream()
          .filter(team -> team.getValue() > 0)
          .min(Comparator.comparingInt(Map.Entry::getValue))
          .ifPresent(team -> shown.remove(team.getKey()));
    }
    return new TreeSet<>(shown.keySet());
  }

  private Access team(String team, Groups groups) {
    if (mayReadDealsOf(ScopeId.team(team), groups).granted()) {
      return Access.GRANTED;
    }
    if (!mayRank(team, groups)) {
      return denied("seeing this team's totals", "'self' of a rep in it, 'team' or 'company'");
    }
    // Nobody is credited for self-serve deals, so that nobody is told of.
    return shown(
        team.equals(ScopeId.SELF_SERVE) || visibleTeams(groups).contains(team), "this team");
  }

  /** Whether a role grants the totals of a team, large or small. */
  private boolean mayRank(String team, Groups groups) {
    return roles.contains(Role.COMPANY)
        || roles.contains(Role.TEAM)
        || (rep != null && groups.teamOf(rep).equals(Optional.of(team)));
  }

  private boolean seesRep(String id, @Nullable String team) {
    return roles.contains(Role.COMPANY) || id.equals(rep) || (team != null && teams.contains(team));
  }

  private Map<String, Integer> unseen(Groups groups) {
    return groups.unseen(id -> seesRep(id, groups.teamOf(id).orElse(null)));
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static Access shown(boolean shown, String group) {
    return Access.granted(
        shown,
        "small group: a number of %s would tell of too few people; role 'company' sees it"
                .formatted(group)
            + ASK);
  }

  private Access one(Role role, String what) {
    return Access.granted(roles.contains(role), text(what, "'" + role.text() + "'"));
  }

  private Access denied(String what, String needed) {
    return Access.denied(text(what, needed));
  }

  /** Names nobody: who have the same roles share the answers they watch. */
  private String text(String what, String needed) {
    String has = roles.stream().sorted().map(Role::text).collect(joining(", "));
    return "%s needs role %s; you have %s%s"
        .formatted(what, needed, has.isEmpty() ? "none" : has, ASK);
  }
}
