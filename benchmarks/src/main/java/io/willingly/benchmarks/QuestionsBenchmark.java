package io.willingly.benchmarks;

import io.willingly.metrics.comparison.Segment;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.period.Closing;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.streams.demo.Company;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.BoardQueries;
import io.willingly.streams.query.ComparisonQueries;
import io.willingly.streams.query.Metric;
import io.willingly.streams.query.Queries;
import io.willingly.streams.query.Reading;
import io.willingly.streams.query.Reading.Outcome;
import io.willingly.streams.query.StateStores;
import io.willingly.streams.query.StreamsBoards;
import io.willingly.streams.query.StreamsComparisons;
import io.willingly.streams.query.StreamsQueries;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The same questions to one of three instances, and to the one that is left of them. */
@Command(name = "questions", description = "Answers over three instances, against one alone.")
final class QuestionsBenchmark implements Callable<Integer> {
  private static final LocalDate FROM = LocalDate.of(2024, 1, 1);
  private static final String COMPANY = "company";

  @Mixin private final Scratch options = new Scratch();

  @Option(names = "--sellers", defaultValue = "1000", description = "Reps of the company.")
  private int sellers;

  @Option(names = "--rounds", defaultValue = "7", description = "The median is told.")
  private int rounds;

  @Option(names = "--json", defaultValue = "questions.json", description = "Where to write to.")
  private Path json;

  private final SchemaIds ids = EmbeddedSchemaIds.inMemory();

  /** What was asked of so many instances: the answer, and how long it took. */
  private record Answer(Object answer, long nanos) {}

  @Override
  public Integer call() throws Exception {
    Path scratch = options.directory();
    Company company =
        new Company(new Company.Settings(Company.Settings.SEED, sellers, FROM, ZoneOffset.UTC));
    Map<String, Answer> together;
    Map<String, Answer> alone;
    try (Cluster cluster = Cluster.start(scratch)) {
      AsOf asOf;
      try (Instance one = new Instance(cluster, scratch, "one", ids)) {
        try (Instance two = new Instance(cluster, scratch, "two", ids);
            Instance three = new Instance(cluster, scratch, "three", ids)) {
          // While there is no state, nobody waits for a copy of it.
          Instance.share(List.of(one, two, three));
          Fact last = cluster.fill(company, options.events(), ids);
          asOf = AsOf.day(Contestant.DEFINITION.dayOfMillis(last.delivery().arrival()));
          one.drain();
          together = ask(one.stores(), asOf);
        }
        Instance.share(List.of(one));
        alone = ask(one.stores(), asOf);
      }
    }
    boolean equal = true;
    Results results = new Results("questions: %,d reps, median of %d".formatted(sellers, rounds));
    for (Map.Entry<String, Answer> question : alone.entrySet()) {
      Answer ofOne = question.getValue();
      Answer ofThree = Objects.requireNonNull(together.get(question.getKey()));
      equal &= ofThree.answer().equals(ofOne.answer());
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("question", question.getKey());
      row.put("one ms", ofOne.nanos() / 1e6);
      row.put("three ms", ofThree.nanos() / 1e6);
      row.put("three is x", (double) ofThree.nanos() / ofOne.nanos());
      results.add(row);
    }
    results.print(System.out);
    System.out.println(equal ? "answers are equal" : "answers are DIFFERENT");
    results.write(json);
    return equal ? 0 : 1;
  }

  private Map<String, Answer> ask(StateStores stores, AsOf asOf) {
    Map<String, Supplier<Object>> questions = questions(stores, asOf);
    // The first round is where the code is compiled.
    questions.values().forEach(QuestionsBenchmark::whole);
    Map<String, Answer> answers = new LinkedHashMap<>();
    questions.forEach((name, question) -> answers.put(name, median(question)));
    return answers;
  }

  private Answer median(Supplier<Object> question) {
    List<Object> answers = new ArrayList<>();
    long[] nanos = new long[rounds];
    for (int i = 0; i < rounds; i++) {
      long begun = System.nanoTime();
      answers.add(whole(question));
      nanos[i] = System.nanoTime() - begun;
    }
    Arrays.sort(nanos);
    return new Answer(answers.get(0), nanos[rounds / 2]);
  }

  private static Object whole(Supplier<Object> question) {
    Outcome<Object> outcome = Reading.of(question);
    if (!outcome.missing().isEmpty()) {
      throw new IllegalStateException("not whole: " + outcome.missing());
    }
    return outcome.answer();
  }

  private static Map<String, Supplier<Object>> questions(StateStores stores, AsOf asOf) {
    Queries queries =
        new StreamsQueries(
            stores,
            Contestant.DEFINITION,
            COMPANY,
            Closing.STANDARD,
            (scope, period) -> Map.of(),
            () -> 0);
    ComparisonQueries comparisons =
        new StreamsComparisons(stores, Contestant.DEFINITION, COMPANY, () -> 0);
    BoardQueries boards =
        new StreamsBoards(stores, Contestant.DEFINITION, COMPANY, comparisons, () -> 0);
    ScopeId.Kind rep = ScopeId.Kind.REP;
    Metric happy = Metric.HAPPY_TO_PAY;
    Map<String, Supplier<Object>> questions = new LinkedHashMap<>();
    questions.put("report of reps, all time", () -> queries.report(rep, Period.ALL, asOf));
    questions.put("report of reps, 30 days", () -> queries.report(rep, Period.ROLLING_30D, asOf));
    questions.put(
        "board of reps, all time", () -> boards.board(rep, happy, Period.ALL, Segment.ALL, asOf));
    questions.put(
        "board of reps, 90 days",
        () -> boards.board(rep, happy, Period.ROLLING_90D, Segment.ALL, asOf));
    questions.put("directory", () -> boards.directory(asOf));
    questions.put("save list", () -> queries.saveList(asOf));
    questions.put("pending", () -> queries.pending(asOf));
    questions.put("today of the company", () -> boards.today(ScopeId.organisation(COMPANY), asOf));
    return questions;
  }
}
