package io.willingly.streams.instance;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.config.Settings.Internal;
import io.willingly.streams.query.NotReady;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to the other instances of the pipeline, who show the secret they share, and to whoever
 * watches this one, who need none. Answers {@code /livez} and {@code /readyz} from the start; what
 * else is answered is added.
 */
public final class InternalServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InternalServer.class);
  private static final String BEARER = "Bearer ";

  /** What an instance asks is a few keys. */
  private static final long MOST_BYTES = 4L << 20;

  private final Internal settings;
  private final Javalin server;
  private final Map<String, Handler> open = new ConcurrentHashMap<>();
  private final Map<String, Handler> guarded = new ConcurrentHashMap<>();
  private volatile BooleanSupplier ready = () -> false;

  private InternalServer(Internal settings) {
    this.settings = settings;
    this.server = Javalin.create(this::configure);
    open("/livez", context -> context.result("live\n"));
    open("/readyz", this::readiness);
  }

  /**
   * Starts.
   *
   * @throws BadInput when others would reach it and there is no secret, or the address is none of
   *     this machine
   * @throws IllegalStateException when it cannot listen there
   */
  public static InternalServer start(Internal settings) {
    if (settings.secret().value().isEmpty() && !address(settings.host()).isLoopbackAddress()) {
      throw new BadInput(
          "internal.host is %s, which others reach, and internal.secret is empty: set it to the same random text on all instances, such as `openssl rand -hex 32` prints, or leave internal.host at 127.0.0.1"
              .formatted(settings.host()));
    }
    InternalServer internal = new InternalServer(settings);
    try {
      internal.server.start(settings.host(), settings.port());
      return internal;
    } catch (RuntimeException e) {
      internal.close();
      throw new IllegalStateException(
          "cannot listen on %s:%d: another process may; set internal.port to another"
              .formatted(settings.host(), settings.port()),
          e);
    }
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new BadInput("internal.host is no address of this machine: '" + host + "'", e);
    }
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.maxRequestSize = MOST_BYTES;
    config.routes.get("/<path>", this::answerAnybody);
    config.routes.post("/<path>", this::answerInstance);
    config.routes.exception(
        NotReady.class, (e, context) -> context.status(503).result(String.valueOf(e.getMessage())));
    config.routes.exception(
        IOException.class, (e, context) -> LOG.debug("{}: who asked has gone", context.path(), e));
    config.routes.exception(
        Exception.class,
        (e, context) -> {
          LOG.error("{} failed", context.path(), e);
          context.status(500).result("it went wrong here; the log of this instance says what");
        });
  }

  /** From now on answers GET at a path to anybody. */
  public void open(String path, Handler handler) {
    open.put(path, handler);
  }

  /** From now on answers POST at a path to who shows the secret. */
  public void guarded(String path, Handler handler) {
    guarded.put(path, handler);
  }

  /** Says whether questions are answered here, which {@code /readyz} tells. */
  public void readyWhen(BooleanSupplier answers) {
    ready = answers;
  }

  /** {@code host:port} at which the other instances reach this one; empty when it has no secret. */
  public String advertised() {
    if (settings.secret().value().isEmpty()) {
      return "";
    }
    if (!settings.advertised().isEmpty()) {
      return settings.advertised();
    }
    try {
      InetAddress address = InetAddress.getByName(settings.host());
      String host =
          address.isAnyLocalAddress() ? InetAddress.getLocalHost().getHostName() : settings.host();
      return Neighbours.bracketed(host) + ":" + server.port();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(
          "this machine does not know its own name; set internal.advertised to the host:port at"
              + " which the other instances reach it",
          e);
    }
  }

  /** What an instance shows. */
  static String authorization(String secret) {
    return BEARER + secret;
  }

  private void readiness(Context context) {
    boolean answers = ready.getAsBoolean();
    context.status(answers ? 200 : 503).result(answers ? "ready\n" : "not ready\n");
  }

  private void answerAnybody(Context context) throws Exception {
    answer(context, open.get(context.path()));
  }

  private void answerInstance(Context context) throws Exception {
    byte[] secret = authorization(settings.secret().value()).getBytes(StandardCharsets.UTF_8);
    String header = context.header("Authorization");
    byte[] shown = (header == null ? "" : header).getBytes(StandardCharsets.UTF_8);
    if (settings.secret().value().isEmpty() || !MessageDigest.isEqual(shown, secret)) {
      context
          .status(401)
          .result("another internal.secret; all instances of a pipeline need the same");
    } else if (guarded.isEmpty()) {
      throw new NotReady("it is starting; ask again");
    } else {
      answer(context, guarded.get(context.path()));
    }
  }

  private static void answer(Context context, @Nullable Handler handler) throws Exception {
    if (handler == null) {
      context.status(404).result("nothing is here");
    } else {
      handler.handle(context);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
