package io.willingly.connectors.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One run of a mapping over files. */
final class Run {
  private final Mapping mapping;
  private final Map<Input, List<Path>> files;
  private final RunOptions options;
  private final Consumer<RowOutcome> outcomes;
  private final Map<Path, String> hashes = new HashMap<>();
  private long mapped;
  private long events;
  private long rejected;
  private long filtered;

  Run(
      Mapping mapping,
      Map<Input, List<Path>> files,
      RunOptions options,
      Consumer<RowOutcome> outcomes) {
    this.mapping = mapping;
    this.files = files;
    this.options = options;
    this.outcomes = outcomes;
  }

  RunSummary run() throws IOException, SQLException {
    for (Root root : mapping.roots()) {
      Input input = mapping.inputs().get(root.name());
      if (input != null) {
        for (Path file : files.getOrDefault(input, List.of())) {
          direct(root, input, file);
        }
      }
    }
    if (!mapping.views().isEmpty()) {
      views();
    }
    return new RunSummary(mapped + rejected + filtered, mapped, events, rejected, filtered);
  }

  private void direct(Root root, Input input, Path file) throws IOException {
    String sha256 = hash(file);
    long revision = options.revisions().of(file, sha256);
    read(
        input,
        file,
        (data, position) -> {
          data.put(Row.FILE, position.file());
          data.put(Row.ROW, position.row()).put(Row.SHA256, sha256);
          emit(root.map(new Row(data, position, options.source(), revision)));
        });
  }

  private void views() throws IOException, SQLException {
    Collection<Input> tables = Mapping.tables(mapping.views(), mapping.inputs());
    // A joined row is as new as the newest file it may have come from.
    long newest = 0;
    try (Views views = Views.open(tables)) {
      for (Input table : tables) {
        try (Views.Load load = views.load(table)) {
          for (Path file : files.getOrDefault(table, List.of())) {
            String sha256 = hash(file);
            newest = Math.max(newest, options.revisions().of(file, sha256));
            read(table, file, (data, position) -> load.row(data, position, sha256));
          }
        }
      }
      views.define(mapping.views());
      long revision = newest;
      for (Root root : mapping.roots()) {
        if (mapping.views().containsKey(root.name())) {
          long[] number = {0};
          views.read(
              root.name(),
              options.longestView(),
              data -> {
                Position position =
                    new Position(
                        data.path(Row.FILE).asText(root.name()),
                        data.path(Row.ROW).asLong(number[0] + 1),
                        0);
                number[0]++;
                emit(root.map(new Row(data, position, options.source(), revision)));
              });
        }
      }
    }
  }

  /** Takes a row, wherever it goes. */
  private interface Taker {
    void take(ObjectNode data, Position position) throws SQLException;
  }

  private void read(Input input, Path file, Taker taker) throws IOException {
    new InputReader(input)
        .read(
            file,
            new RowSink() {
              @Override
              public void row(ObjectNode data, Position position) {
                RowProblem problem = input.complete(data);
                if (problem != null) {
                  emit(problem.at(position, data.toString()));
                  return;
                }
                try {
                  taker.take(data, position);
                } catch (SQLException e) {
                  throw new InputException(position + ": " + e.getMessage(), e);
                }
              }

              @Override
              public void unreadable(Position position, String message, String original) {
                emit(
                    new RowOutcome.Rejected(
                        position, RejectCode.UNREADABLE, null, null, message, original));
              }
            });
  }

  private void emit(RowOutcome outcome) {
    if (outcome instanceof RowOutcome.Mapped row) {
      mapped++;
      events += row.events().size();
    } else if (outcome instanceof RowOutcome.Filtered) {
      filtered++;
    } else {
      rejected++;
    }
    outcomes.accept(outcome);
  }

  private String hash(Path file) throws IOException {
    String hash = hashes.get(file);
    if (hash == null) {
      hash = InputFiles.sha256(file);
      hashes.put(file, hash);
    }
    return hash;
  }
}
