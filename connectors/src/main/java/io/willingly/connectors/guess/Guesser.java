package io.willingly.connectors.guess;

import io.willingly.connectors.guess.Guess.Certainty;
import io.willingly.connectors.mapping.CsvSample;
import io.willingly.connectors.mapping.InputException;
import io.willingly.connectors.mapping.MappingLoader;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Guesses what CSV files are and makes a mapping of it. */
public final class Guesser {
  /** Rows looked at: enough to meet each stage and most customers of a company's export. */
  private static final int ROWS = 20_000;

  private static final String OWN_FORM = "generic-csv";

  private final List<FileGuess> files = new ArrayList<>();
  private final Corrections corrections;
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private Guesser(Map<String, String> corrections) {
    this.corrections = new Corrections(corrections);
  }

  /**
   * Looks at the files.
   *
   * @param corrections what somebody knows better: a field or kind of answer and its column, {@code
   *     won} and the stages, {@code currency} and its code, {@code dates} and {@code day-first} or
   *     {@code month-first}, a file's name and its kind
   * @throws InputException when a file is not CSV, or a correction fits nothing
   */
  public static Guess guess(List<Path> paths, Map<String, String> corrections) {
    if (corrections.isEmpty() && MappingLoader.takes(OWN_FORM, paths)) {
      return ownForm(paths);
    }
    return new Guesser(corrections).of(paths);
  }

  /** Files that are as we would write them need no guess. */
  private static Guess ownForm(List<Path> paths) {
    return new Guess(
        paths.stream()
            .map(
                path ->
                    new Guess.FileKind(
                        String.valueOf(path.getFileName()),
                        Kind.OTHER,
                        CsvSample.of(path, 1).columns()))
            .toList(),
        List.of(),
        List.of("the columns are those of our own form, " + OWN_FORM + ": nothing is guessed"),
        List.of(),
        MappingLoader.text(OWN_FORM));
  }

  private Guess of(List<Path> paths) {
    for (Path path : paths) {
      FileGuess file = new FileGuess(CsvSample.of(path, ROWS));
      corrections.kind(file).ifPresentOrElse(file::as, file::classify);
      file.twin()
          .ifPresent(
              twin ->
                  problems.add(
                      new Problem(
                          file.name(),
                          "two columns are named '" + twin + "': rename one of them",
                          List.of(),
                          "")));
      files.add(file);
    }
    onePerKind();
    files.forEach(corrections::apply);
    Optional<FileGuess> deals = of(Kind.DEALS);
    if (deals.isEmpty()) {
      noDeals();
    } else {
      Links links = new Links(deals.get());
      List<FileGuess> others = files.stream().filter(file -> file != deals.get()).toList();
      links.chooseCustomer(others);
      others.forEach(links::link);
    }
    files.forEach(file -> new Requirements(file, problems, notes).check());
    MappingText text = new MappingText(files, corrections, problems, notes);
    String mapping = text.write();
    corrections.requireAllUsed(files);
    if (problems.isEmpty()) {
      new MappingLoader(ZoneOffset.UTC).parse("guess", mapping); // what cannot be used is no guess
    }
    return new Guess(
        files.stream()
            .map(file -> new Guess.FileKind(file.name(), file.kind(), file.sample().columns()))
            .toList(),
        rows(text.readings()),
        notes,
        problems,
        problems.isEmpty() ? mapping : null);
  }

  private void noDeals() {
    String first = files.get(0).name();
    problems.add(
        new Problem(
            first,
            "none of the files holds deals: rows with an id, a day they were closed and a stage or"
                + " an amount",
            files.get(0).columnNames(),
            first));
  }

  /** Of two files of one kind the likelier is taken, and those with the same columns as it. */
  private void onePerKind() {
    Map<Kind, FileGuess> best = new HashMap<>();
    Comparator<FileGuess> likely = Comparator.comparingInt(file -> file.speaking(file.kind()));
    for (FileGuess file : List.copyOf(files)) {
      best.merge(file.kind(), file, (one, other) -> likely.compare(one, other) >= 0 ? one : other);
    }
    for (FileGuess file : files) {
      FileGuess kept = best.get(file.kind());
      boolean same = kept == null || kept.sample().columns().equals(file.sample().columns());
      if (file.kind() != Kind.OTHER && !same) {
        notes.add(
            "%s looks like %s too and is left out; --set %s=%s and --set %s=other take it instead"
                .formatted(
                    file.name(),
                    file.kind().key(),
                    file.name(),
                    file.kind().key(),
                    kept == null ? "" : kept.name()));
        file.as(Kind.OTHER);
      }
    }
  }

  private Optional<FileGuess> of(Kind kind) {
    return files.stream().filter(file -> file.kind() == kind).findFirst();
  }

  private List<Guess.Row> rows(Map<String, String> readings) {
    List<Guess.Row> rows = new ArrayList<>();
    for (FileGuess file : files) {
      for (Field field : Field.values()) {
        if (field.kind() == file.kind()) {
          rows.add(row(file, field.key(), file.field(field), file.sure(field), readings));
        }
      }
      file.items()
          .forEach(
              (item, found) ->
                  rows.add(row(file, item.key(), found.column(), found.sure(), readings)));
    }
    return rows;
  }

  private static Guess.Row row(
      FileGuess file, String key, @Nullable Column column, int sure, Map<String, String> readings) {
    return new Guess.Row(
        file.name(),
        file.kind().key() + "." + key,
        column == null ? null : column.name(),
        column == null ? "" : column.example(),
        column == null ? "" : readings.getOrDefault(file.name() + "/" + column.name(), ""),
        certainty(column == null ? 0 : sure));
  }

  private static Certainty certainty(int sure) {
    if (sure == 0) {
      return Certainty.NOT_FOUND;
    }
    return sure > 100
        ? Certainty.SAID
        : sure >= 90 ? Certainty.SURE : sure >= 70 ? Certainty.LIKELY : Certainty.GUESSED;
  }
}
