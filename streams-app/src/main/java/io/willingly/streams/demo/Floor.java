package io.willingly.streams.demo;

import io.willingly.streams.demo.Lead.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;

/** Who may buy from whom, day by day: fresh leads, frame contracts, and those who come back. */
final class Floor {
  private static final double DAYS_PER_MONTH = 30.4;
  private static final double SELF_SERVE_PER_REP_DAY = 0.004;
  private static final int REPS_PER_FRAME_CONTRACT = 8;
  private static final double ACCOUNT_PER_DAY = 0.1;

  private final List<RepTruth> reps;
  private final Directory directory;
  private final Dice dice;
  private final PriorityQueue<Appointment> agenda =
      new PriorityQueue<>(
          Comparator.comparingLong((Appointment appointment) -> appointment.lead().day())
              .thenComparingLong(Appointment::number));
  private long appointments;
  private long customers;

  Floor(List<RepTruth> reps, Directory directory, Dice dice) {
    this.reps = reps;
    this.directory = directory;
    this.dice = dice;
  }

  private record Appointment(Lead lead, long number) {}

  void expect(Lead lead) {
    agenda.add(new Appointment(lead, appointments++));
  }

  String newCustomer() {
    return String.format(Locale.ROOT, "C-%06d", ++customers);
  }

  /** One account is far larger than all others, as large as the company allows. */
  private double largestPerDay() {
    return Math.max(2 * ACCOUNT_PER_DAY, Math.min(1, reps.size() / (double) Company.Settings.REPS));
  }

  /** Everybody whose deal opens that day. */
  List<Lead> leads(long day) {
    List<Lead> leads = new ArrayList<>();
    for (int i = 0; i < reps.size(); i++) {
      RepTruth rep = reps.get(i);
      if (directory.hiredOn(i) > day) {
        continue;
      }
      for (int n = dice.about(rep.selling().leadsPerMonth() / DAYS_PER_MONTH); n > 0; n--) {
        leads.add(new Lead(day, newCustomer(), rep, Kind.FRESH, null));
      }
      if (i % REPS_PER_FRAME_CONTRACT == 1) {
        int account = i / REPS_PER_FRAME_CONTRACT;
        double perDay = account == 0 ? largestPerDay() : ACCOUNT_PER_DAY;
        for (int n = dice.about(perDay); n > 0; n--) {
          String customer = String.format(Locale.ROOT, "A-%03d", account + 1);
          leads.add(new Lead(day, customer, rep, Kind.FRAME_CONTRACT, null));
        }
      }
    }
    for (int n = dice.about(SELF_SERVE_PER_REP_DAY * reps.size()); n > 0; n--) {
      leads.add(new Lead(day, newCustomer(), null, Kind.FRESH, null));
    }
    for (Appointment next = agenda.peek();
        next != null && next.lead().day() <= day;
        next = agenda.peek()) {
      leads.add(agenda.remove().lead());
    }
    return leads;
  }
}
