package io.willingly.connectors.guess;

import java.util.ArrayList;
import java.util.List;

/**
 * What a file must have to be counted.
 *
 * @param problems what is missing is added to them
 * @param notes what is only worth knowing
 */
record Requirements(FileGuess file, List<Problem> problems, List<String> notes) {
  void check() {
    switch (file.kind()) {
      case DEALS -> deals();
      case SURVEYS -> surveys();
      case CALLS -> {
        need(Field.CALLED, "the time of the call is not found", file.columnNames());
        linked(Field.CALL_CUSTOMER, Field.CALL_DEAL);
      }
      case REFERRALS -> {
        need(Field.REFERRER, "the customer who referred is not found", file.columnNames());
        need(Field.MADE, "the day of the referral is not found", times());
      }
      case REPS -> need(Field.TEAM_REP, "the rep is not found", file.columnNames());
      case OTHER -> notes.add(file.name() + " is not needed and is not read");
    }
  }

  private void deals() {
    need(Field.DEAL, "the id of the deal is not found", file.columnNames());
    need(Field.CLOSED, "the day the deal was closed is not found", times());
    Column id = file.field(Field.DEAL);
    if (id != null && id.distinct().size() < id.filled()) {
      notes.add(
          "%s: '%s' repeats (%,d values in %,d rows): of rows with one id only one counts"
              .formatted(file.name(), id.name(), id.distinct().size(), id.filled()));
    }
    if (!file.has(Field.STAGE)) {
      notes.add(file.name() + ": no stage is found: each row is taken as a deal that was won");
    }
    if (!file.has(Field.REP)) {
      notes.add(file.name() + ": no rep is found: only the company's numbers are told");
    }
  }

  private void surveys() {
    need(Field.ANSWERED, "the time of the answer is not found", times());
    if (file.items().isEmpty()) {
      problems.add(
          new Problem(
              file.name(),
              "no question with answers on a scale is found, such as how happy they are with the"
                  + " price",
              file.columns().stream()
                  .filter(column -> Scale.of(column, false).isPresent())
                  .map(Column::name)
                  .toList(),
              "surveys." + Item.HAPPY_WITH_PRICE.key()));
    }
    linked(Field.ANSWER_CUSTOMER, Field.ANSWER_DEAL);
  }

  private void linked(Field customer, Field deal) {
    if (!file.has(customer) && !file.has(deal)) {
      problems.add(
          new Problem(
              file.name(),
              "nothing says which customer or deal a row is about: no column shares its values with"
                  + " the deals' customers or ids (--set %s.deal= works as well)"
                      .formatted(file.kind().key()),
              file.columnNames(),
              file.kind().key() + "." + customer.key()));
    }
  }

  private List<String> times() {
    return file.columns().stream()
        .filter(column -> column.fits(Field.Shape.TIME))
        .map(Column::name)
        .toList();
  }

  private void need(Field field, String what, List<String> candidates) {
    String key = file.kind().key() + "." + field.key();
    List<String> ties = file.ties(field);
    Column column = file.field(field);
    if (column == null) {
      problems.add(new Problem(file.name(), what, candidates, key));
    } else if (!ties.isEmpty() && field.shape() == Field.Shape.TIME) {
      List<String> both = new ArrayList<>(List.of(column.name()));
      both.addAll(ties);
      problems.add(
          new Problem(
              file.name(), what.replace("is not found", "could be several columns"), both, key));
    }
  }
}
