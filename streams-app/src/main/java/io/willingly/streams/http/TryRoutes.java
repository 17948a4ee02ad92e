package io.willingly.streams.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import io.willingly.connectors.guess.Guess;
import io.willingly.connectors.mapping.InputException;
import io.willingly.metrics.period.Period;
import io.willingly.streams.access.Viewer;
import io.willingly.streams.http.Routes.Verb;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.trial.NamedContent;
import io.willingly.streams.trial.TrialRun;
import io.willingly.streams.trial.TrialRun.Progress;
import io.willingly.streams.trial.Trials;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Somebody's own files, counted aside. */
final class TryRoutes {
  private final Trials trials;

  TryRoutes(Trials trials) {
    this.trials = trials;
  }

  void addTo(Routes routes) {
    Guard operators = Sight.rule(Viewer::mayOperate);
    routes
        .get("/try/{trial}", operators, asked -> progress(trial(asked)))
        .get("/try/{trial}/report", operators, this::report)
        .act(
            Verb.POST,
            "/try/{trial}/start",
            operators,
            (asked, body) -> {
              TrialRun trial = trial(asked);
              Map<String, String> corrections = new HashMap<>();
              body.path("corrections")
                  .properties()
                  .forEach(each -> corrections.put(each.getKey(), each.getValue().asText()));
              return usable(
                  () -> {
                    trial.correct(corrections);
                    trial.start();
                    return progress(trial);
                  });
            })
        .act(
            Verb.DELETE,
            "/try/{trial}",
            operators,
            (asked, body) -> {
              trial(asked).close();
              return Answer.of(JsonNodeFactory.instance.objectNode());
            });
  }

  /** Files come as a form: {@code files} as often as there are some. */
  void addUpload(RoutesConfig routes, Gate gate) {
    routes.post(
        Routes.PREFIX + "/try",
        context -> {
          Sight.require(gate.viewer(context).mayOperate());
          context.contentType("application/json").result(upload(context).toString());
        });
  }

  private ObjectNode upload(Context context) {
    List<NamedContent> files = new ArrayList<>();
    context.uploadedFiles("files").forEach(file -> files.add(new Uploaded(file)));
    if (files.isEmpty()) {
      throw Problem.parameter("files", "no file was sent");
    }
    return usable(
        () -> {
          TrialRun trial = trials.open(files);
          return json(trial.id(), trial.guess());
        });
  }

  private record Uploaded(UploadedFile file) implements NamedContent {
    @Override
    public String name() {
      return file.filename();
    }

    @Override
    public InputStream open() {
      return file.content();
    }
  }

  private static <T> T usable(Supplier<T> work) {
    try {
      return work.get();
    } catch (InputException e) {
      throw new Problem(400, "Files not understood", String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      throw new Problem(409, "Not possible now", String.valueOf(e.getMessage()));
    }
  }

  private TrialRun trial(Asked asked) {
    return trials
        .find(asked.inPath("trial"))
        .orElseThrow(() -> Problem.notFound("this trial is over; begin anew with your files"));
  }

  private static ObjectNode json(String id, Guess guess) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id);
    ArrayNode files = json.putArray("files");
    for (Guess.FileKind file : guess.files()) {
      ObjectNode one = files.addObject().put("name", file.file());
      one.put("kind", file.kind().name().toLowerCase(Locale.ROOT));
      file.columns().forEach(one.putArray("columns")::add);
    }
    ArrayNode fields = json.putArray("fields");
    for (Guess.Row row : guess.rows()) {
      ObjectNode one = fields.addObject();
      one.put("file", row.file()).put("key", row.key()).put("column", row.column());
      one.put("example", row.example()).put("reading", row.reading());
      one.put("certainty", row.certainty().name().toLowerCase(Locale.ROOT));
      one.put(
          "required",
          guess.problems().stream().anyMatch(problem -> row.key().equals(problem.key())));
    }
    guess.notes().forEach(json.putArray("notes")::add);
    ArrayNode problems = json.putArray("problems");
    guess.problems().forEach(problem -> problems.add(problem.text()));
    return json;
  }

  private static Answer progress(TrialRun trial) {
    Progress now = trial.progress();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("state", now.state().name().toLowerCase(Locale.ROOT));
    json.put("counted", now.rows()).put("left", now.left()).put("millis", now.millis());
    json.put("message", now.message());
    ObjectNode outcomes = json.putObject("outcomes");
    now.outcomes().forEach(outcomes::put);
    now.rejected().forEach(json.putArray("rejected")::add);
    now.unread().forEach(json.putArray("unread")::add);
    json.put("unread_values", now.unreadValues());
    ArrayNode waiting = json.putArray("waiting");
    for (TrialRun.Waiting each : now.waiting()) {
      ObjectNode one = waiting.addObject().put("reason", each.reason().name());
      one.put("meaning", each.reason().text()).put("facts", each.facts());
      one.put("example", each.example());
    }
    return Answer.of(json);
  }

  private Answer report(Asked asked) {
    TrialRun trial = trial(asked);
    return usable(
        () ->
            Basis.of(
                trial
                    .queries()
                    .report(asked.kind("rep"), asked.period(Period.ALL), AsOf.day(trial.today()))));
  }
}
