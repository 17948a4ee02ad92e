package io.willingly.streams.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
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
      Object value = method.invoke(question.target(), arguments(method, body));
      send(exchange, 200, PeerJson.write(method.getGenericReturnType(), value));
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      boolean badInput = cause instanceof IllegalArgumentException;
      if (!badInput) {
        LOG.warn("question={} failed", method.getName(), cause);
      }
      answer(exchange, badInput ? 400 : 500, cause == null ? "failed" : cause.getMessage());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("methods of an interface are public", e);
    }
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
