package io.willingly.streams.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.willingly.streams.access.Viewer;
import io.willingly.streams.http.Routes.Act;
import io.willingly.streams.http.Routes.Route;
import io.willingly.streams.http.Routes.Verb;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;

/** Hands requests to questions, and their answers back. */
final class Api {
  private static final int TAG_BYTES = 16;

  private final Routes routes;
  private final Gate gate;
  private final IntSupplier today;
  private final Looks looks;

  /** Is told of each look at a person. */
  @FunctionalInterface
  interface Looks {
    void at(String route, Asked asked);
  }

  /**
   * Answers.
   *
   * @param gate who asks
   * @param today the organisation's date, as an epoch day
   */
  Api(Routes routes, Gate gate, IntSupplier today, Looks looks) {
    this.routes = routes;
    this.gate = gate;
    this.today = today;
    this.looks = looks;
  }

  void addTo(RoutesConfig config) {
    for (Route route : routes.questions()) {
      config.get(Routes.PREFIX + route.path(), context -> answer(context, route));
    }
    for (Act act : routes.acts()) {
      Handler handler = context -> change(context, act);
      if (act.verb() == Verb.POST) {
        config.post(Routes.PREFIX + act.path(), handler);
      } else {
        config.delete(Routes.PREFIX + act.path(), handler);
      }
    }
  }

  private void answer(Context context, Route route) {
    Asked asked = asked(context, gate.viewer(context));
    Answer answer = route.ask(asked);
    looks.at(route.path(), asked);
    send(context, asked, answer);
  }

  private void change(Context context, Act act) {
    Asked asked = asked(context, gate.viewer(context));
    act.guard().check(asked);
    send(context, asked, act.change().make(asked, body(context)));
  }

  /** What was sent; missing when nothing was. */
  static JsonNode body(Context context) {
    String body = context.body();
    if (body.isEmpty()) {
      return MissingNode.getInstance();
    }
    try {
      return Answer.parse(body);
    } catch (IllegalStateException e) {
      throw new Problem(400, "Body not understood", "it is no JSON; send an object");
    }
  }

  /** What a request asks. */
  Asked asked(Context context, Viewer viewer) {
    Map<String, String> query = new HashMap<>();
    context
        .queryParamMap()
        .forEach((name, values) -> values.stream().findFirst().ifPresent(v -> query.put(name, v)));
    return new Asked(viewer, today.getAsInt(), context.pathParamMap(), query);
  }

  private static void send(Context context, Asked asked, Answer answer) {
    String accept = Objects.requireNonNullElse(context.header("Accept"), "");
    String format = asked.text("format").orElse(accept.startsWith("text/csv") ? "csv" : "json");
    String body =
        switch (format) {
          case "json" -> Paging.page(answer.json(), asked, context.path()).toString();
          case "csv" ->
              Paging.sorted(
                  answer.csvText().orElseThrow(Problem::noTable),
                  answer.json().path("rows"),
                  asked);
          default ->
              throw Problem.parameter("format", "'" + format + "'; allowed are json and csv");
        };
    boolean csv = format.equals("csv");
    context.contentType(csv ? "text/csv; charset=utf-8" : "application/json");
    if (csv) {
      String name = context.path().substring(Routes.PREFIX.length() + 1).replaceAll("\\W+", "-");
      context.header("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
    }
    JsonNode asOf = answer.json().path("as_of");
    if (asOf.isTextual()) {
      context.header("Willingly-As-Of", asOf.asText());
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String tag = '"' + hash(bytes) + '"';
    context.header("ETag", tag);
    String known = Objects.requireNonNullElse(context.header("If-None-Match"), "");
    if (List.of(known.split("\\s*,\\s*")).contains(tag)) {
      context.status(304);
    } else {
      context.result(bytes);
    }
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, TAG_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
