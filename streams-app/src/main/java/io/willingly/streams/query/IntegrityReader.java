package io.willingly.streams.query;

import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.integrity.IntegrityCheck;
import io.willingly.metrics.statistics.Trials;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import io.willingly.streams.query.Integrity.Row;
import io.willingly.streams.query.Integrity.Share;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Judges units by the company's shares. */
final class IntegrityReader {
  private static final int HAPPY = SurveyItem.HAPPY_WITH_PRICE.ordinal();
  private static final int ANSWERED = 2;

  private IntegrityReader() {}

  /**
   * Rows of all units, and of the company under its id.
   *
   * @param units by id, in order
   * @param names of units, where they have one
   * @param minimum units with fewer trials are not judged
   */
  static List<Row> rows(
      Map<String, Tally> units,
      Map<String, String> names,
      String companyId,
      Tally company,
      int minimum) {
    Map<IntegrityCheck, Set<String>> suspicious = new EnumMap<>(IntegrityCheck.class);
    for (IntegrityCheck check : IntegrityCheck.values()) {
      suspicious.put(check, check.suspicious(units, minimum));
    }
    List<Row> rows = new ArrayList<>();
    units.forEach(
        (id, tally) -> {
          Set<IntegrityCheck> of = EnumSet.noneOf(IntegrityCheck.class);
          suspicious.forEach(
              (check, found) -> {
                if (found.contains(id)) {
                  of.add(check);
                }
              });
          rows.add(row(id, names.getOrDefault(id, ""), List.of(tally), tally, of));
        });
    rows.add(row(companyId, "", units.values(), company, Set.of()));
    return rows;
  }

  private static Row row(
      String id,
      String name,
      Collection<Tally> units,
      Tally tally,
      Set<IntegrityCheck> suspicious) {
    return new Row(
        id,
        name,
        Arrays.stream(IntegrityCheck.values()).map(check -> share(check.of(units))).toList(),
        new Share(tally.get(TallyField.ITEM_YES, HAPPY), answered(tally)),
        tookBack(tally, ANSWERED),
        tookBack(tally, 0),
        suspicious);
  }

  private static Share share(Trials trials) {
    return new Share(trials.successes(), trials.trials());
  }

  private static long answered(Tally tally) {
    return tally.get(TallyField.ITEM_YES, HAPPY)
        + tally.get(TallyField.ITEM_NEUTRAL, HAPPY)
        + tally.get(TallyField.ITEM_NO, HAPPY)
        + tally.get(TallyField.ITEM_SPLIT, HAPPY);
  }

  private static Share tookBack(Tally tally, int response) {
    long back = tally.get(TallyField.DEED_BY_RESPONSE, response + 1);
    return new Share(back, back + tally.get(TallyField.DEED_BY_RESPONSE, response));
  }
}
