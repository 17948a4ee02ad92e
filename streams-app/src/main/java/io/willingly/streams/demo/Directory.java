package io.willingly.streams.demo;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import java.util.List;

/** The rep directory: who is hired when, and who changes team. */
final class Directory {
  private static final long DAY = 24 * 3_600_000L;
  private static final int UNKNOWN_FOR_DAYS = 200;

  private final List<RepTruth> reps;
  private final Calendar calendar;
  private final long firstDay;
  private final long[] hired;
  private final long[] moves;

  /** Draws hires and moves of the first 18 months from the first day on. */
  Directory(List<RepTruth> reps, Calendar calendar, long firstDay, Dice dice) {
    this.reps = reps;
    this.calendar = calendar;
    this.firstDay = firstDay;
    this.hired = new long[reps.size()];
    this.moves = new long[reps.size()];
    for (int i = 0; i < reps.size(); i++) {
      boolean story = i == Roster.TOP_SELLER || i == Roster.QUIET || i == Roster.LATE_ENTRY;
      hired[i] = firstDay + (!story && dice.chance(0.08) ? dice.between(60, 400) : 0);
      moves[i] = !story && dice.chance(0.10) ? hired[i] + dice.between(30, 120) : 0;
    }
  }

  long hiredOn(int rep) {
    return hired[rep];
  }

  /** Announces everybody hired or moved; entries of later days are sent ahead and arrive then. */
  void announce(Post post, Dice dice) {
    int teams = Roster.teams(reps.size());
    for (int i = 0; i < reps.size(); i++) {
      RepTruth rep = reps.get(i);
      Person person =
          new Person(rep.repId(), rep.name(), rep.region(), "Account executive", hired[i]);
      long unknown = i == Roster.LATE_ENTRY ? UNKNOWN_FOR_DAYS * DAY : 0;
      send(post, person, rep.team(), hired[i], unknown);
      if (moves[i] > 0) {
        // Three weeks of paperwork: the deals of those weeks move to the new team afterwards (R39).
        long paperwork = dice.chance(0.3) ? 21 * DAY : 0;
        send(post, person, Names.team((i + 1) % teams), moves[i], paperwork);
      }
    }
    staff(post, Staff.LEAD_DEVELOPERS, "Lead developer", reps.size());
    staff(post, Staff.ENGINEERS, "Sales engineer", reps.size() + 100);
    staff(post, Staff.ACCOUNT_MANAGERS, "Account manager", reps.size() + 200);
  }

  private void staff(Post post, List<String> ids, String role, int firstName) {
    for (int i = 0; i < ids.size(); i++) {
      int team = i % Roster.teams(reps.size());
      Person person =
          new Person(ids.get(i), Names.person(firstName + i), Roster.region(team), role, firstDay);
      send(post, person, Names.team(team), firstDay, 0);
    }
  }

  private record Person(String id, String name, String region, String role, long hiredOn) {}

  private void send(Post post, Person person, String team, long effectiveFrom, long delay) {
    post.send(
        new FactId(
            Family.REP, Source.DIRECTORY, person.id() + ":" + (effectiveFrom - person.hiredOn())),
        person.id(),
        calendar.at(effectiveFrom, 6, 0),
        new Content.Rep(
            person.id(),
            person.name(),
            team,
            person.region(),
            person.role(),
            null,
            person.hiredOn(),
            effectiveFrom),
        delay);
  }
}
