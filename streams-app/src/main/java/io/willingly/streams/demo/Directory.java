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
  private final long[] hired;
  private final long[] moves;

  /** Draws hires and moves of the first 18 months from the first day on. */
  Directory(List<RepTruth> reps, Calendar calendar, long firstDay, Dice dice) {
    this.reps = reps;
    this.calendar = calendar;
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
      long unknown = i == Roster.LATE_ENTRY ? UNKNOWN_FOR_DAYS * DAY : 0;
      send(post, rep, rep.team(), hired[i], hired[i], unknown);
      if (moves[i] > 0) {
        // Three weeks of paperwork: the deals of those weeks move to the new team afterwards (R39).
        long paperwork = dice.chance(0.3) ? 21 * DAY : 0;
        send(post, rep, Names.team((i + 1) % teams), hired[i], moves[i], paperwork);
      }
    }
  }

  private void send(
      Post post, RepTruth rep, String team, long hiredOn, long effectiveFrom, long delay) {
    post.send(
        new FactId(Family.REP, Source.DIRECTORY, rep.repId() + ":" + (effectiveFrom - hiredOn)),
        rep.repId(),
        calendar.at(effectiveFrom, 6, 0),
        new Content.Rep(
            rep.repId(),
            rep.name(),
            team,
            rep.region(),
            "Account executive",
            null,
            hiredOn,
            effectiveFrom),
        delay);
  }
}
