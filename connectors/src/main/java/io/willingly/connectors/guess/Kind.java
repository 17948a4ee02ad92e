package io.willingly.connectors.guess;

import java.util.Locale;
import java.util.regex.Pattern;

/** What the rows of a file are. */
public enum Kind {
  DEALS("deal|opportunit|order|sale|pipeline|contract|auftr|vertr|ventas"),
  SURVEYS("survey|answer|response|review|feedback|nps|csat|umfrage|encuesta|typeform"),
  CALLS("call|meeting|conversation|anruf|llamada"),
  REFERRALS("referral|recommend|empfehl"),
  REPS("\\brep|team|agent|seller|owner|staff|user"),
  /** Not needed. */
  OTHER("^$");

  private final Pattern names;

  Kind(String names) {
    this.names = Pattern.compile(names);
  }

  /** As corrections and the mapping name it, such as {@code deals}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a file of this name is likely of this kind. */
  boolean named(String file) {
    return names.matcher(file.toLowerCase(Locale.ROOT)).find();
  }
}
