package io.willingly.connectors.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.connectors.mapping.YamlNode;
import io.willingly.connectors.webhook.Answer.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sender is told, over HTTP. */
@Timeout(60)
class WebhookListenerTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_771_840_000);
  private static final Duration LONG = Duration.ofSeconds(40);

  /** Passes in each test that has it, and is long enough to read what has arrived. */
  private static final Duration SHORT = Duration.ofMillis(1500);

  private static final String TOKEN = "{\"token\":\"T-1\",\"n\":1}";
  private static final int CAP = 1000;

  private final HttpClient client = HttpClient.newHttpClient();
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<Offered> offered = new LinkedBlockingQueue<>();
  private @Nullable WebhookListener listener;

  /** A post the host has, and its word on it. */
  private record Offered(Post post, CompletableFuture<String> kept) {}

  @AfterEach
  void close() {
    offered.forEach(post -> post.kept().complete("kept"));
    if (listener != null) {
      listener.close();
    }
  }

  private CompletableFuture<String> later(Post post) {
    Offered one = new Offered(post, new CompletableFuture<>());
    offered.add(one);
    return one.kept();
  }

  private CompletableFuture<String> atOnce(Post post) {
    CompletableFuture<String> kept = later(post);
    kept.complete("kept");
    return kept;
  }

  private void listen(Intake intake) {
    listen(intake, LONG, LONG, 8, "token: {at: /token}", "T-1");
  }

  private void listen(
      Intake intake, Duration reading, Duration patience, int waiting, String yaml, String secret) {
    listener =
        new WebhookListener(
            new ListenerSettings(
                "127.0.0.1",
                0,
                "/in/shop",
                "https://hooks.example.com/shop",
                CAP,
                reading,
                patience,
                waiting),
            Webhook.parse(YamlNode.parse("webhook.yaml", yaml)),
            Secrets.parse(secret),
            Clock.fixed(NOW, ZoneOffset.UTC),
            intake,
            answers::add);
  }

  private int port() {
    return Objects.requireNonNull(listener).port();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  private CompletableFuture<HttpResponse<String>> post(String body) {
    return client.sendAsync(
        to("/in/shop?a=1").POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  private Socket connect(String head) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    write(socket, head);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  @Test
  void asksForUserAndPassword() throws Exception {
    listen(this::atOnce, LONG, LONG, 8, "basic: {}", "hook:pass");

    HttpResponse<String> unknown = post("{}").get();
    HttpResponse<String> known =
        send(
            to("/in/shop")
                .header("Authorization", "Basic aG9vazpwYXNz")
                .POST(BodyPublishers.ofString("{}"))
                .build());

    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(unknown.body()).isEqualTo("UNSIGNED");
    assertThat(unknown.headers().firstValue("WWW-Authenticate"))
        .hasValue("Basic realm=\"webhook\", charset=\"UTF-8\"");
    assertThat(known.statusCode()).isEqualTo(200);
    assertThat(known.headers().firstValue("WWW-Authenticate")).isEmpty();
  }

  /** All that the server says until it closes the connection. */
  private static String answer(Socket socket) throws IOException {
    StringBuilder text = new StringBuilder();
    try {
      for (int c = socket.getInputStream().read(); c >= 0; c = socket.getInputStream().read()) {
        text.append((char) c);
      }
    } catch (IOException e) {
      text.append("(reset)");
    }
    return text.toString();
  }

  @Test
  void answersOnlyWhenTheHostHasKeptIt() throws Exception {
    listen(this::later);

    CompletableFuture<HttpResponse<String>> response = post(TOKEN);
    Offered post = offered.take();

    assertThat(response).isNotDone();
    assertThat(Objects.requireNonNull(listener).waiting()).isEqualTo(1);
    assertThat(post.post().url()).isEqualTo("https://hooks.example.com/shop?a=1");
    assertThat(post.post().received()).isEqualTo(NOW);
    assertThat(new String(post.post().body(), StandardCharsets.UTF_8)).isEqualTo(TOKEN);
    assertThat(post.post()).hasToString("Post[21 bytes, received 2026-02-23T09:46:40Z]");
    post.kept().complete("kept");
    assertThat(response.get().statusCode()).isEqualTo(200);
    assertThat(answers.take().kind()).isEqualTo(Kind.KEPT);
  }

  @Test
  void asksTheSenderToComeAgainWhenTheHostCannotKeepIt() throws Exception {
    listen(post -> CompletableFuture.failedFuture(new IllegalStateException("the broker is away")));

    HttpResponse<String> response = post(TOKEN).get();

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("30");
    assertThat(answers.take().detail()).isEqualTo("not kept: the broker is away");
  }

  @Test
  void asksTheSenderToComeAgainWhenTheHostDoesNotSayInTime() throws Exception {
    listen(this::later, LONG, Duration.ofMillis(1), 8, "token: {at: /token}", "T-1");

    assertThat(post(TOKEN).get().statusCode()).isEqualTo(503);
    assertThat(answers.take().detail()).isEqualTo("not kept within 1 ms");
    assertThat(offered.take().kept()).isCancelled();
  }

  @Test
  void refusesWhatIsNotProvedWithNoMoreThanTheReason() throws Exception {
    listen(this::later);

    HttpResponse<String> wrong = post("{\"token\":\"T-2\"}").get();
    HttpResponse<String> none = post("hello").get();

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).isEqualTo("WRONG_SIGNATURE");
    assertThat(none.body()).isEqualTo("UNSIGNED");
    assertThat(answers.take().detail()).startsWith("WRONG_SIGNATURE: the token at /token");
    assertThat(offered).isEmpty();
  }

  @Test
  void answersAQuestionOfTheSourceWithoutTheHost() throws Exception {
    listen(
        this::later,
        LONG,
        LONG,
        8,
        """
        unsigned: a test
        challenge: {at: /type, is: url_verification, sign: /challenge, reply: {challenge: "{value}"}}
        """,
        "");

    HttpResponse<String> response =
        post("{\"type\":\"url_verification\",\"challenge\":\"c-1\"}").get();

    assertThat(response.body()).isEqualTo("{\"challenge\":\"c-1\"}");
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(offered).isEmpty();
  }

  @Test
  void tellsWhoKnocksAtAWrongDoor() throws Exception {
    listen(this::later);

    assertThat(send(to("/in/shop").build()).statusCode()).isEqualTo(200);
    assertThat(send(to("/in/shop").method("HEAD", BodyPublishers.noBody()).build()).statusCode())
        .isEqualTo(200);
    assertThat(send(to("/in/shop/").POST(BodyPublishers.ofString(TOKEN)).build()).statusCode())
        .isEqualTo(404);
    HttpResponse<String> put = send(to("/in/shop").PUT(BodyPublishers.ofString(TOKEN)).build());
    assertThat(put.statusCode()).isEqualTo(405);
    assertThat(put.headers().firstValue("Allow")).contains("GET, HEAD, POST");
    assertThat(offered).isEmpty();
  }

  @Test
  void takesOnePostAfterTheOtherOverAConnection() throws Exception {
    listen(this::atOnce);
    String head = "POST /in/shop HTTP/1.1\r\nHost: x\r\nContent-Length: " + TOKEN.length() + "\r\n";

    try (Socket socket = connect(head + "\r\n" + TOKEN)) {
      offered.take();
      write(socket, head + "Connection: close\r\n\r\n" + TOKEN);

      assertThat(answer(socket).split("HTTP/1.1 200 OK", -1)).hasSize(3);
    }
  }

  @Test
  void refusesACompressedBody() throws Exception {
    listen(this::later);

    HttpRequest zipped =
        to("/in/shop")
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofString(TOKEN))
            .build();

    assertThat(send(zipped).statusCode()).isEqualTo(415);
  }

  @Test
  void takesABodyOfTheLargestSizeAndNoneLarger() throws Exception {
    listen(this::atOnce, LONG, LONG, 8, "unsigned: a test", "");

    assertThat(post("x".repeat(CAP)).get().statusCode()).isEqualTo(200);
    assertThat(post("x".repeat(CAP + 1)).get().statusCode()).isEqualTo(413);
  }

  @Test
  void stopsReadingABodyThatIsAnnouncedToBeTooLarge() throws Exception {
    listen(this::atOnce);

    try (Socket socket =
        connect("POST /in/shop HTTP/1.1\r\nHost: x\r\nContent-Length: 10485760\r\n\r\n")) {
      // More is announced than is ever sent, so only one who does not wait for it can answer.
      write(socket, "x".repeat(64 << 10));

      assertThat(answer(socket)).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void stopsReadingChunksWithoutEnd() throws Exception {
    listen(this::atOnce);
    String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";

    try (Socket socket =
        connect("POST /in/shop HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")) {
      write(socket, chunk.repeat(20));

      assertThat(answer(socket)).startsWith("HTTP/1.1 413 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /in/shop HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{",
        "POST /in/shop HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"
      })
  void endsABodyThatDoesNotComeInTime(String begun) throws Exception {
    listen(this::later, SHORT, LONG, 8, "token: {at: /token}", "T-1");

    try (Socket socket = connect(begun)) {
      assertThat(answer(socket)).startsWith("HTTP/1.1 408 ");
    }
    assertThat(answers.take().kind()).isEqualTo(Kind.TOO_SLOW);
  }

  @Test
  void endsABodyThatTricklesForEver() throws Exception {
    listen(this::later, SHORT, LONG, 8, "token: {at: /token}", "T-1");

    try (Socket socket =
        connect("POST /in/shop HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n")) {
      // Byte after byte until the other side has had enough: it never waits long for the next one.
      Thread trickle = new Thread(() -> trickle(socket));
      trickle.start();

      assertThat(answer(socket)).startsWith("HTTP/1.1 408 ");
      trickle.join();
    }
  }

  private static void trickle(Socket socket) {
    try {
      while (true) {
        write(socket, " ");
        LockSupport.parkNanos(20_000_000);
      }
    } catch (IOException e) {
      // The listener has closed the connection, as it should.
    }
  }

  @Test
  void closesTheConnectionOfHeadersThatDoNotCome() throws Exception {
    listen(this::later, SHORT, LONG, 8, "token: {at: /token}", "T-1");

    try (Socket socket = connect("POST /in/shop HTTP/1.1\r\nHost: ")) {
      assertThat(answer(socket)).isIn("", "(reset)");
    }
  }

  @Test
  void keepsTheLimitOfOneRequestOffTheNext() throws Exception {
    listen(this::atOnce, SHORT, LONG, 1, "token: {at: /token}", "T-1");
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 5; i++) { // as many as there are threads
      slow.add(connect("POST /in/shop HTTP/1.1\r\nHost: "));
    }
    for (Socket socket : slow) {
      try (socket) {
        assertThat(answer(socket)).isIn("", "(reset)");
      }
    }

    assertThat(post(TOKEN).get().statusCode()).isEqualTo(200);
  }

  @Test
  void tellsTheRestToComeAgainWhenTooManyWait() throws Exception {
    int most = 3;
    listen(this::later, LONG, LONG, most, "token: {at: /token}", "T-1");
    List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
    List<Offered> had = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      waiting.add(post(TOKEN));
      had.add(offered.take());
    }

    for (int i = 0; i < 2 * most; i++) {
      HttpResponse<String> tooMuch = post(TOKEN).get();
      assertThat(tooMuch.statusCode()).isEqualTo(503);
      assertThat(tooMuch.headers().firstValue("Retry-After")).contains("30");
      assertThat(answers.take().detail()).isEqualTo("too many posts wait");
    }

    assertThat(offered).isEmpty();
    had.forEach(post -> post.kept().complete("kept"));
    for (CompletableFuture<HttpResponse<String>> one : waiting) {
      assertThat(one.get().statusCode()).isEqualTo(200);
    }
    CompletableFuture<HttpResponse<String>> next = post(TOKEN);
    offered.take().kept().complete("kept");
    assertThat(next.get().statusCode()).isEqualTo(200);
  }

  @Test
  void answersThoseThatWaitBeforeItCloses() throws Exception {
    listen(this::later);
    WebhookListener open = Objects.requireNonNull(listener);
    CompletableFuture<HttpResponse<String>> waiting = post(TOKEN);
    Offered post = offered.take();

    CompletableFuture<Void> closed = CompletableFuture.runAsync(open::close);
    assertThat(closed).isNotDone();
    post.kept().complete("kept");

    assertThat(waiting.get().statusCode()).isEqualTo(200);
    closed.get();
    assertThat(post(TOKEN)).failsWithin(LONG);
  }

  @Test
  void saysThatItsPortIsTaken() {
    listen(this::later);

    assertThatThrownBy(
            () ->
                new WebhookListener(
                    new ListenerSettings("127.0.0.1", port(), "/", "", CAP, LONG, LONG, 1),
                    Webhook.parse(YamlNode.parse("webhook.yaml", "unsigned: a test")),
                    Secrets.parse(""),
                    Clock.systemUTC(),
                    this::later,
                    answers::add))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot listen on 127.0.0.1 port " + port())
        .hasMessageContaining("give this source a host and port of its own");
  }
}
