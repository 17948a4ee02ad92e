package io.willingly.streams.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.connectors.mapping.InputForm;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.streams.access.AccessLog;
import io.willingly.streams.access.Viewer;
import io.willingly.streams.http.Routes.Verb;
import io.willingly.streams.mapping.PastedFiles;
import io.willingly.streams.mapping.PastedFiles.Pasted;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.DryRun;
import io.willingly.streams.query.DryRuns;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Mappings, and what a payload would become through one. */
final class MappingRoutes {
  private final Basis basis;
  private final SchemaIds ids;
  private final Clock clock;
  private final DryRuns dryRuns;
  private final AccessLog log;

  /** A mapping may hold queries of any cost: one at a time. */
  private final Semaphore one = new Semaphore(1);

  /**
   * Routes.
   *
   * @param clock of the pipeline: what is previewed arrives now
   * @param log is told whose numbers a preview showed
   */
  MappingRoutes(Basis basis, SchemaIds ids, Clock clock, DryRuns dryRuns, AccessLog log) {
    this.basis = basis;
    this.ids = ids;
    this.clock = clock;
    this.dryRuns = dryRuns;
    this.log = log;
  }

  void addTo(Routes routes) {
    Guard operators = Sight.rule(Viewer::mayOperate);
    routes
        .get("/mappings", operators, this::mappings)
        .act(Verb.POST, "/mappings/preview", operators, this::preview);
  }

  private Answer mappings(Asked asked) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode rows = json.putArray("rows");
    for (String name : MappingLoader.shipped()) {
      Mapping mapping = shipped(name);
      ObjectNode row = rows.addObject().put("name", name);
      row.put("version", mapping.version()).put("description", mapping.description());
      mapping.forms().forEach(form -> put(row.withArray("inputs").addObject(), form));
      row.put("text", MappingLoader.text(name));
    }
    return basis.object(AsOf.day(asked.today()), json);
  }

  private static void put(ObjectNode json, InputForm form) {
    json.put("name", form.name()).put("files", form.files()).put("example", form.example());
    json.put("format", form.format()).put("delimiter", form.delimiter());
    form.columns().forEach(json.putArray("columns")::add);
    form.optional().forEach(json.putArray("optional_columns")::add);
    json.put("required", form.required());
  }

  private Mapping shipped(String name) {
    return new MappingLoader(basis.rules().zone()).parse(name, MappingLoader.text(name));
  }

  private Answer preview(Asked asked, JsonNode body) {
    if (!one.tryAcquire()) {
      throw new Problem(409, "Not possible now", "another preview is running; ask again");
    }
    try {
      return NamedMapping.usable(() -> previewed(asked, body));
    } finally {
      one.release();
    }
  }

  private Answer previewed(Asked asked, JsonNode body) {
    Mapping mapping = NamedMapping.of(body, basis.rules().zone());
    if (mapping == null) {
      throw Problem.parameter("mapping", "is needed in the body, or 'mapping_text'");
    }
    String source = body.path("source").asText("");
    source = source.isBlank() ? mapping.name() : source;
    if (!source.matches(".{1,200}")) {
      throw Problem.parameter(
          "source", "a source has a name of up to 200 characters on one line, such as crm-eu");
    }
    long now = clock.millis();
    PreviewRows rows = new PreviewRows(ids, mapping, source, now);
    new PastedFiles(files(body, mapping)).map(mapping, source, now).forEach(rows::add);
    Viewer viewer = asked.viewer();
    DryRun run =
        dryRuns.of(
            rows.facts(), now, asked.today(), scope -> basis.sight().seesNumbers(viewer, scope));
    note(viewer, run);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("mapping", mapping.name()).put("mapping_version", mapping.version());
    json.put("source", source);
    rows.put(json, run);
    return Answer.of(AsOf.day(asked.today()), basis.rules().version(), run.lag(), json);
  }

  private void note(Viewer viewer, DryRun run) {
    run.effects().stream()
        .map(DryRun.Effect::scope)
        .filter(scope -> scope.kind() != ScopeId.Kind.ORGANISATION)
        .distinct()
        .forEach(scope -> log.record(viewer, new AccessLog.Look("/mappings/preview", scope, null)));
  }

  /** {@code files}, or one as {@code file} and {@code payload}. */
  private static List<Pasted> files(JsonNode body, Mapping mapping) {
    List<Pasted> files = new ArrayList<>();
    for (JsonNode each : body.path("files")) {
      files.add(new Pasted(each.path("name").asText(""), each.path("payload").asText("")));
    }
    String payload = body.path("payload").asText("");
    if (files.isEmpty() && !payload.isBlank()) {
      String file = body.path("file").asText("");
      files.add(new Pasted(file.isBlank() ? example(mapping) : file, payload));
    }
    if (files.isEmpty()) {
      throw Problem.parameter("payload", "is needed in the body and is not given");
    }
    return files;
  }

  private static String example(Mapping mapping) {
    String example = mapping.forms().isEmpty() ? null : mapping.forms().get(0).example();
    return example == null ? "payload" : example;
  }
}
