package io.willingly.streams.peer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks the owner of a data directory, through the interface it answers. */
public final class PeerClient implements InvocationHandler {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofMinutes(5);

  private final OwnerAddress owner;
  private final Consumer<String> notes;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  private PeerClient(OwnerAddress owner, Consumer<String> notes) {
    this.owner = owner;
    this.notes = notes;
  }

  /**
   * The interface, answered by the owner.
   *
   * @param notes is told what an answer lacks, in words
   */
  public static <T> T of(Class<T> api, OwnerAddress owner, Consumer<String> notes) {
    Object proxy =
        Proxy.newProxyInstance(
            api.getClassLoader(), new Class<?>[] {api}, new PeerClient(owner, notes));
    return api.cast(proxy);
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws IOException {
    if (method.getDeclaringClass() == Object.class) {
      return method.getName().equals("toString") ? "owner at " + owner.query() : null;
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(owner.query() + PeerServer.path(method)))
            .timeout(ANSWER)
            .header("Authorization", PeerServer.authorization(owner.token()))
            .POST(BodyPublishers.ofByteArray(body(method, arguments)))
            .build();
    HttpResponse<byte[]> response = send(request);
    switch (response.statusCode()) {
      case 200 -> {
        response.headers().allValues(PeerServer.NOTE).forEach(notes);
        return read(method, response);
      }
      case 400 -> throw new IllegalArgumentException(message(response));
      default -> throw new IllegalStateException(message(response));
    }
  }

  private @Nullable Object read(Method method, HttpResponse<byte[]> response) {
    try {
      return PeerJson.read(method.getGenericReturnType(), PeerJson.tree(response.body()));
    } catch (IOException e) {
      throw new IllegalStateException(
          "the answer of the live `willingly %s` (process %d) to %s cannot be read"
              .formatted(owner.command(), owner.pid(), method.getName()),
          e);
    }
  }

  private static byte[] body(Method method, Object @Nullable [] arguments) throws IOException {
    List<JsonNode> array = new ArrayList<>();
    for (int i = 0; arguments != null && i < arguments.length; i++) {
      byte[] argument = PeerJson.write(method.getGenericParameterTypes()[i], arguments[i]);
      array.add(PeerJson.tree(argument));
    }
    return PeerJson.write(List.class, array);
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (HttpTimeoutException e) {
      throw new IllegalStateException(
          "the live `willingly %s` (process %d) has not answered for %d minutes; ask for less, or again"
              .formatted(owner.command(), owner.pid(), ANSWER.toMinutes()),
          e);
    } catch (IOException e) {
      throw new OwnerGone(owner, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String message(HttpResponse<byte[]> response) throws IOException {
    return PeerJson.tree(response.body()).asText();
  }

  /** The owner stopped before it answered. */
  public static final class OwnerGone extends RuntimeException {
    OwnerGone(OwnerAddress owner, IOException cause) {
      super(
          "the `willingly %s` that owns the data directory stopped".formatted(owner.command()),
          cause);
    }
  }
}
