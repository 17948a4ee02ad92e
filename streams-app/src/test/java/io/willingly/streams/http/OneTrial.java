package io.willingly.streams.http;

import io.willingly.connectors.guess.Guess;
import io.willingly.connectors.guess.Kind;
import io.willingly.connectors.guess.Problem;
import io.willingly.metrics.fold.Reason;
import io.willingly.streams.query.Queries;
import io.willingly.streams.query.ReadSide;
import io.willingly.streams.trial.NamedContent;
import io.willingly.streams.trial.TrialRun;
import io.willingly.streams.trial.Trials;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trials of which there is one, {@code T-1}, whose numbers are those of a read side. */
record OneTrial(ReadSide reads) implements Trials {
  static final String ID = "T-1";

  @Override
  public TrialRun open(List<? extends NamedContent> files) {
    return new Run(reads);
  }

  @Override
  public Optional<TrialRun> find(String id) {
    return id.equals(ID) ? Optional.of(new Run(reads)) : Optional.empty();
  }

  @Override
  public void close() {
    // Nothing is kept.
  }

  private record Run(ReadSide reads) implements TrialRun {
    @Override
    public String id() {
      return ID;
    }

    @Override
    public Guess guess() {
      return new Guess(
          List.of(new Guess.FileKind("deals.csv", Kind.DEALS, List.of("id", "buyer"))),
          List.of(
              new Guess.Row("deals.csv", "deals.deal", "id", "D-1", "", Guess.Certainty.SURE),
              new Guess.Row("deals.csv", "deals.rep", null, "", "", Guess.Certainty.NOT_FOUND)),
          List.of("all times are in UTC"),
          List.of(new Problem("deals.csv", "which column is the rep", List.of(), "deals.rep")),
          null);
    }

    @Override
    public Guess correct(Map<String, String> corrections) {
      return guess();
    }

    @Override
    public void start() {
      // It is done.
    }

    @Override
    public Progress progress() {
      return new Progress(
          State.DONE,
          3,
          0,
          12,
          "",
          Map.of("counted", 2L, "rejected", 1L),
          List.of("row 3: no id"),
          List.of("row 2: 'n/a' in column 'price' cannot be read and is left out"),
          1,
          List.of(new Waiting(Reason.NO_DEAL, 1, "A-1 of deal D-9")));
    }

    @Override
    public Queries queries() {
      return reads.queries();
    }

    @Override
    public int today() {
      return reads.today();
    }

    @Override
    public void close() {
      // Nothing is kept.
    }
  }
}
