package io.willingly.streams.demo;

import io.willingly.streams.demo.RepTruth.Manner;
import io.willingly.streams.demo.RepTruth.Selling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Hires the reps: draws what is true of each, and writes the parts of the story by hand. */
final class Roster {
  /** The top seller by revenue, clearly below with customers. */
  static final int TOP_SELLER = 6;

  /** The quiet rep, clearly above with customers. */
  static final int QUIET = 10;

  /** The rep the directory does not know until later. */
  static final int LATE_ENTRY = 4;

  /** The rep who has surveys answered on his own device, right after a call. */
  static final int LENDER = 8;

  static final int SMALLEST = 12;
  private static final int TEAM_SIZE = 10;
  private static final List<String> REGIONS =
      List.of("DACH", "Nordics", "Iberia", "Britain", "Americas");

  private Roster() {}

  static List<RepTruth> hire(int reps, Dice dice) {
    List<RepTruth> roster = new ArrayList<>(reps);
    for (int i = 0; i < reps; i++) {
      roster.add(
          switch (i) {
            case TOP_SELLER -> topSeller();
            case QUIET -> quiet();
            default -> drawn(i, reps, dice);
          });
    }
    return List.copyOf(roster);
  }

  static String repId(int i) {
    return String.format(Locale.ROOT, "R-%03d", i + 1);
  }

  static int teams(int reps) {
    return Math.max(2, reps / TEAM_SIZE);
  }

  static String region(int team) {
    return REGIONS.get(team % REGIONS.size());
  }

  /** Two regions sell in a currency of their own. */
  static String currency(String region) {
    return switch (region) {
      case "Britain" -> "GBP";
      case "Americas" -> "USD";
      default -> "EUR";
    };
  }

  private static RepTruth drawn(int i, int reps, Dice dice) {
    double draw = dice.unit();
    Style style = draw < 0.6 ? Style.GENTLE : draw < 0.85 ? Style.DIRECTIVE : Style.AGGRESSIVE;
    boolean harsh = style == Style.AGGRESSIVE;
    double care =
        switch (style) {
          case GENTLE -> dice.between(0.70, 0.95);
          case DIRECTIVE -> dice.between(0.55, 0.80);
          case AGGRESSIVE -> dice.between(0.25, 0.50);
        };
    double talk = dice.between(0.40, 0.50);
    double pace = dice.between(24, 42);
    Manner careful =
        new Manner(dice.between(0.84, 0.95), talk, dice.between(0.50, 0.75), rounded(pace));
    Manner rushed =
        new Manner(
            careful.happy() - (harsh ? 0.35 : 0.12),
            talk + 0.15,
            dice.between(0.15, 0.30),
            rounded(pace * 0.6));
    int team = i % teams(reps);
    return new RepTruth(
        repId(i),
        Names.person(i),
        Names.team(team),
        region(team),
        style,
        rounded(care),
        rounded(careful),
        rounded(rushed),
        0.008,
        harsh ? 0.30 : 0.14,
        rounded(harsh ? dice.between(0.02, 0.06) : dice.between(0.06, 0.22)),
        harsh ? 0.12 : 0.30,
        rounded(dice.between(0.15, 0.55)),
        i == LENDER ? 0.6 : 0,
        selling(style, dice));
  }

  private static Selling selling(Style style, Dice dice) {
    boolean harsh = style == Style.AGGRESSIVE;
    return new Selling(
        rounded(dice.between(4.0, 8.0)),
        rounded(dice.between(0.40, 0.50) + (harsh ? 0.06 : 0)),
        rounded(dice.between(0.8, 1.2)),
        rounded(harsh ? dice.between(0.10, 0.20) : dice.between(0.03, 0.08)),
        switch (style) {
          case GENTLE -> 0.1;
          case DIRECTIVE -> 0.3;
          case AGGRESSIVE -> 0.7;
        });
  }

  private static RepTruth topSeller() {
    return new RepTruth(
        repId(TOP_SELLER),
        "Rex Hartigan-Moor",
        Names.team(0),
        region(0),
        Style.AGGRESSIVE,
        0.20,
        new Manner(0.80, 0.55, 0.35, 18),
        new Manner(0.45, 0.72, 0.08, 9),
        0.01,
        0.35,
        0.03,
        0.08,
        0.35,
        0,
        new Selling(16, 0.62, 1.6, 0.18, 0.9));
  }

  private static RepTruth quiet() {
    return new RepTruth(
        repId(QUIET),
        "Ines Vellamo",
        Names.team(1),
        region(1),
        Style.GENTLE,
        0.97,
        new Manner(0.985, 0.36, 0.85, 38),
        new Manner(0.90, 0.45, 0.40, 26),
        0.004,
        0.10,
        0.35,
        0.50,
        0.60,
        0,
        new Selling(9, 0.50, 0.6, 0.02, 0));
  }

  private static Manner rounded(Manner manner) {
    return new Manner(
        rounded(manner.happy()),
        rounded(manner.talkShare()),
        rounded(manner.asks()),
        manner.paceDays());
  }

  /** Two decimals, so that the documented truth is the exact truth. */
  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
