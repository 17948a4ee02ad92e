package io.willingly.streams.demo;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import java.util.Iterator;
import java.util.List;

/** Runs the company a day at a time and hands its facts out as they arrive. */
final class Simulation implements Iterator<Fact> {
  private static final double FORGET_ME = 0.0015;

  private final Calendar calendar;
  private final Dice dice;
  private final Post post;
  private final Floor floor;
  private final Fates fates;
  private long nextDay;

  Simulation(Company.Settings settings, List<RepTruth> reps) {
    this.calendar = new Calendar(settings.zone());
    this.nextDay = settings.from().toEpochDay();
    this.dice = Dice.seeded(settings.seed() + 1);
    this.post = new Post(dice.split());
    Directory directory = new Directory(reps, calendar, nextDay, dice.split());
    directory.announce(post, dice.split());
    this.floor = new Floor(reps, directory, dice.split());
    this.fates = new Fates(calendar);
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public Fact next() {
    while (!post.hasBefore(calendar.at(nextDay, 0, 0))) {
      for (Lead lead : floor.leads(nextDay)) {
        live(fates.draw(lead, dice.split()), dice.split());
      }
      nextDay++;
    }
    return post.take();
  }

  /** Facts held in memory. */
  int onTheWay() {
    return post.size();
  }

  private void live(Fate fate, Dice luck) {
    Pen pen = new Pen(fate, calendar, post, luck);
    new DealStory(pen.split()).tell();
    new CallStory(pen.split()).tell();
    if (fate.won()) {
      new Aftermath(pen.split()).tell();
      new Reversals(pen.split()).tell();
    }
    new SurveyStory(pen.split()).tell();
    new Loyalty(pen.split(), floor).tell();
    if (fate.lead().kind() != Lead.Kind.FRAME_CONTRACT && luck.chance(FORGET_ME)) {
      long day = calendar.day(fate.closed()) + luck.between(20, 60);
      post.send(
          new FactId(Family.ERASURE, Source.PRIVACY, "forget:" + fate.dealId()),
          fate.customerId(),
          calendar.during(day, luck),
          new Content.Erasure(),
          0);
    }
  }
}
