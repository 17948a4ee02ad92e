package io.willingly.streams.query;

import java.time.LocalDate;
import java.util.stream.Collectors;

/** A save list as rows. */
public final class SaveListText {
  private SaveListText() {}

  public static String of(SaveList list, Format format) {
    Sheet sheet =
        new Sheet("customer", "deal", "rep", "cohort_day", "days_left", "reasons", "evidence");
    for (SaveList.Entry entry : list.entries()) {
      sheet.row(
          entry.customer(),
          entry.deal(),
          entry.rep(),
          LocalDate.ofEpochDay(entry.cohortDay()).toString(),
          (long) entry.daysLeft(),
          String.join(";", entry.reasons()),
          entry.evidence().stream().map(Evidence::text).collect(Collectors.joining("; ")));
    }
    return sheet.of(format);
  }
}
