package io.willingly.streams.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.willingly.streams.query.Missing;
import io.willingly.streams.query.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the methods of interfaces over loopback HTTP: {@code POST /INTERFACE/METHOD} with the
 * arguments as a JSON array. Only who can read the token, which lies in a file of the user's, is
 * answered.
 */
public final class PeerServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerServer.class);
  private static final int THREADS = 2;
  private static final int MAX_REQUEST = 1 << 20;

  /** What is to be told beside an answer. */
  static final String NOTE = "Willingly-Note";

  /** What a note begins with that tells of something missing. */
  public static final String INCOMPLETE = "INCOMPLETE: ";

  private final HttpServer server;
  private final ExecutorService threads;
  private final byte[] authorization;
  private final Map<String, Question> questions = new ConcurrentHashMap<>();

  private record Question(Method method, Object target) {}

  private PeerServer(HttpServer server, String token) {
    this.server = server;
    this.threads = Executors.newFixedThreadPool(THREADS, task -> daemon(task));
    this.authorization = authorization(token).getBytes(StandardCharsets.UTF_8);
  }

  /** Starts on a free port of the loopback interface. */
  public static PeerServer start(String token) {
    try {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
      PeerServer peer = new PeerServer(server, token);
      server.createContext("/", peer::handle);
      server.setExecutor(peer.threads);
      server.start();
      return peer;
    } catch (IOException e) {
      throw new UncheckedIOException("no address to answer on", e);
    }
  }

  /** From now on answers the methods of the interface too. */
  public <T> PeerServer answer(Class<T> api, T target) {
    for (Method method : api.getMethods()) {
      if (questions.put(path(method), new Question(method, target)) != null) {
        throw new IllegalArgumentException(api + " has two methods " + method.getName());
      }
    }
    return this;
  }

  static String path(Method method) {
    return "/" + method.getDeclaringClass().getSimpleName() + "/" + method.getName();
  }

  /** {@code http://host:port} */
  public String address() {
    InetSocketAddress address = server.getAddress();
    return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  static String authorization(String token) {
    return "Bearer " + token;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Question question = questions.get(exchange.getRequestURI().getPath());
      String shown = exchange.getRequestHeaders().getFirst("Authorization");
      if (shown == null
          || !MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), authorization)) {
        answer(exchange, 401, "wrong token");
      } else if (question == null || !exchange.getRequestMethod().equals("POST")) {
        answer(exchange, 404, "no such question");
      } else {
        ask(exchange, question);
      }
    }
  }

  private static void ask(HttpExchange exchange, Question question) throws IOException {
    Method method = question.method();
    byte[] body = exchange.getRequestBody().readNBytes(MAX_REQUEST);
    try {
      Object[] arguments = arguments(method, body);
      Reading.Outcome<@Nullable Object> read =
          Reading.of(() -> invoke(method, question.target(), arguments));
      notes(read).forEach(note -> exchange.getResponseHeaders().add(NOTE, note));
      send(exchange, 200, PeerJson.write(method.getGenericReturnType(), read.answer()));
    } catch (UndeclaredThrowableException e) {
      Throwable cause = e.getUndeclaredThrowable();
      boolean badInput = cause instanceof IllegalArgumentException;
      if (!badInput) {
        LOG.warn("question={} failed", method.getName(), cause);
      }
      answer(exchange, badInput ? 400 : 500, cause == null ? "failed" : cause.getMessage());
    }
  }

  private static @Nullable Object invoke(Method method, Object target, Object[] arguments) {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw new UndeclaredThrowableException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("methods of an interface are public", e);
    }
  }

  /** What to tell beside the answer, in words. */
  private static List<String> notes(Reading.Outcome<?> read) {
    List<String> notes = new ArrayList<>();
    for (Missing part : read.missing()) {
      notes.add(
          (INCOMPLETE + "part %d of the rows of %s, on instance %s, is missing: %s")
              .formatted(part.part(), part.of(), part.instance(), part.why())
              .replaceAll("[^ -~]", "?"));
    }
    if (read.behind() > 0) {
      notes.add(
          "read from copies that are %d changes behind: the instance that has the newest is silent"
              .formatted(read.behind()));
    }
    return notes;
  }

  private static Object[] arguments(Method method, byte[] body) throws IOException {
    JsonNode array = PeerJson.tree(body);
    Object[] arguments = new Object[method.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = PeerJson.read(method.getGenericParameterTypes()[i], array.path(i));
    }
    return arguments;
  }

  private static void answer(HttpExchange exchange, int status, @Nullable String message)
      throws IOException {
    send(exchange, status, PeerJson.write(String.class, message));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "peer");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}
