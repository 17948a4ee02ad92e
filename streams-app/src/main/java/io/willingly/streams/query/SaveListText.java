package io.willingly.streams.query;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A save list as CSV or a table. */
public final class SaveListText {
  private static final List<String> HEADER =
      List.of("customer", "deal", "rep", "cohort_day", "days_left", "reasons", "evidence");

  private SaveListText() {}

  public static String csv(SaveList list) {
    Csv csv = new Csv().line(HEADER);
    for (SaveList.Entry entry : list.entries()) {
      csv.line(
          List.of(
              Csv.safe(entry.customer()),
              Csv.safe(entry.deal()),
              Csv.safe(entry.rep()),
              LocalDate.ofEpochDay(entry.cohortDay()).toString(),
              Integer.toString(entry.daysLeft()),
              String.join(";", entry.reasons()),
              evidence(entry)));
    }
    return csv.toString();
  }

  public static String table(SaveList list) {
    TextTable table =
        new TextTable("days left", "customer", "deal", "rep", "signed", "why", "evidence");
    for (SaveList.Entry entry : list.entries()) {
      table.row(
          Integer.toString(entry.daysLeft()),
          entry.customer(),
          entry.deal(),
          entry.rep(),
          LocalDate.ofEpochDay(entry.cohortDay()).toString(),
          String.join(", ", entry.reasons()).toLowerCase(Locale.ROOT).replace('_', ' '),
          evidence(entry));
    }
    return table.toString();
  }

  private static String evidence(SaveList.Entry entry) {
    return entry.evidence().stream().map(Evidence::text).collect(Collectors.joining("; "));
  }
}
