package io.willingly.streams.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.staticfiles.Location;
import io.javalin.router.Endpoint;
import io.willingly.streams.trial.Trials;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** The HTTP server: the API, the page and the probes. */
public final class WebServer implements AutoCloseable {
  private static final String LIVE = Routes.PREFIX + "/live";
  private static final long MOST_BYTES = 1L << 20;

  /** About as long as parts of the state need to move from one instance to another. */
  private static final String RETRY_AFTER_SECONDS = "5";

  /** Nothing from elsewhere, no inline script and no inline style. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
              + " img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'self';"
              + " frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(), geolocation=(), microphone=()",
          "Cache-Control",
          "no-cache");

  private final Javalin server;
  private final String host;
  private final AtomicReference<Requests> requests;

  private WebServer(Javalin server, String host, AtomicReference<Requests> requests) {
    this.server = server;
    this.host = host;
    this.requests = requests;
  }

  /**
   * Starts.
   *
   * @param host address it listens on
   * @param port 0 for any that is free
   * @param contract the OpenAPI document
   * @param ready whether questions are answered
   * @throws IllegalStateException when it cannot listen there
   */
  static WebServer start(
      String host,
      int port,
      Gate gate,
      Api api,
      ObjectNode contract,
      LiveRoute live,
      TryRoutes trials,
      BooleanSupplier ready) {
    AtomicReference<Requests> requests = new AtomicReference<>((method, route, status, took) -> {});
    Javalin server =
        Javalin.create(
            config -> {
              configure(config, gate);
              config.requestLogger.http((context, millis) -> tell(requests, context, millis));
              api.addTo(config.routes);
              config.routes.before(LIVE, live::check);
              config.routes.sse(LIVE, live::open);
              trials.addUpload(config.routes, gate);
              session(config.routes, gate);
              contract(config.routes, contract);
              probes(config.routes, ready);
              errors(config.routes);
            });
    try {
      return new WebServer(server.start(host, port), host, requests);
    } catch (RuntimeException e) {
      server.stop();
      throw new IllegalStateException(
          "cannot listen on %s:%d: another process may; set http.port to another, or to 0 for any"
              .formatted(host, port),
          e);
    }
  }

  private static void configure(JavalinConfig config, Gate gate) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.maxRequestSize = MOST_BYTES;
    config.jetty.multipartConfig.maxTotalRequestSize(Trials.MAX_BYTES / (1 << 20) + 1, SizeUnit.MB);
    config.staticFiles.add(
        files -> {
          files.hostedPath = "/";
          files.directory = "/web";
          files.location = Location.CLASSPATH;
          files.headers = HEADERS;
        });
    config.routes.before(
        context -> {
          HEADERS.forEach(context::header);
          gate.check(context);
        });
  }

  private static void session(RoutesConfig routes, Gate gate) {
    String path = Routes.PREFIX + "/session";
    routes.post(
        path,
        context -> {
          JsonNode token = Api.body(context).path("token");
          gate.enter(context, token.asText().strip());
          context.status(204);
        });
    routes.delete(
        path,
        context -> {
          gate.leave(context);
          context.status(204);
        });
  }

  private static void contract(RoutesConfig routes, ObjectNode contract) {
    byte[] bytes = contract.toString().getBytes(StandardCharsets.UTF_8);
    routes.get(
        Routes.PREFIX + "/openapi.json",
        context -> context.contentType("application/json").result(bytes));
  }

  private static void probes(RoutesConfig routes, BooleanSupplier ready) {
    routes.get("/livez", context -> context.result("live\n"));
    routes.get(
        "/readyz",
        context -> {
          boolean answers = ready.getAsBoolean();
          context.status(answers ? 200 : 503).result(answers ? "ready\n" : "not ready\n");
        });
  }

  private static void errors(RoutesConfig routes) {
    routes.exception(
        HttpResponseException.class,
        (e, context) ->
            send(
                context,
                new Problem(e.getStatus(), String.valueOf(e.getMessage()), advice(e.getStatus()))));
    routes.exception(
        Exception.class,
        (e, context) -> send(context, Problem.of(e, context.method() + " " + context.path())));
  }

  private static String advice(int status) {
    return status == 404
        ? "nothing is at this address; " + Routes.PREFIX + "/openapi.json lists all"
        : "see " + Routes.PREFIX + "/openapi.json";
  }

  private static void send(Context context, Problem problem) {
    ObjectNode json = problem.json(context.path());
    context.status(problem.status()).contentType(Problem.MEDIA_TYPE);
    if (problem.status() == 503) {
      context.header("Retry-After", RETRY_AFTER_SECONDS);
    }
    context.result(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** A live stream has no duration: it lasts as long as its page. */
  private static void tell(AtomicReference<Requests> told, Context context, float millis) {
    Endpoint endpoint = context.endpoints().lastHttpEndpoint();
    String route = endpoint == null ? null : endpoint.path;
    if (!LIVE.equals(route)) {
      Objects.requireNonNull(told.get())
          .answered(
              context.method().name(),
              route,
              context.status().getCode(),
              Duration.ofNanos((long) (millis * 1e6)));
    }
  }

  /** Has somebody told from now on of each answer. */
  public void onAnswer(Requests told) {
    requests.set(told);
  }

  /** Every route below the prefix, such as {@code GET /api/v1/status}. */
  List<String> routes() {
    return server.unsafe.internalRouter.allHttpHandlers().stream()
        .map(each -> each.endpoint.method.name() + " " + each.endpoint.path)
        .filter(route -> route.matches("(GET|POST|PUT|PATCH|DELETE) " + Routes.PREFIX + ".*"))
        .distinct()
        .toList();
  }

  /** {@code http://host:port} */
  public String address() {
    return "http://" + host + ":" + server.port();
  }

  @Override
  public void close() {
    server.stop();
  }
}
