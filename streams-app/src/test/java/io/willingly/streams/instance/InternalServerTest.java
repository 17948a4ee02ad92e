package io.willingly.streams.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.streams.config.BadInput;
import io.willingly.streams.config.Settings.Internal;
import io.willingly.streams.query.NotReady;
import io.willingly.streams.testing.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

class InternalServerTest {
  private static final String SECRET = "of-all-our-instances";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final int port = Ports.free();

  @Test
  void tellsAnybodyHowItIs() throws Exception {
    try (InternalServer server = start(SECRET)) {
      HttpResponse<String> starting = get("/readyz");
      server.readyWhen(() -> true);
      server.open("/metrics", context -> context.result("events_total 7\n"));

      assertThat(get("/livez").body()).isEqualTo("live\n");
      assertThat(starting.statusCode()).isEqualTo(503);
      assertThat(get("/readyz").body()).isEqualTo("ready\n");
      assertThat(get("/metrics").body()).isEqualTo("events_total 7\n");
      assertThat(get("/state").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void answersInstancesThatShowTheSecretOnly() throws Exception {
    try (InternalServer server = start(SECRET)) {
      server.guarded("/state", context -> context.result(context.body() + "!"));
      server.guarded(
          "/moving",
          context -> {
            throw new NotReady("the state is being restored; ask again");
          });

      assertThat(post("/state", SECRET).body()).isEqualTo("what?!");
      assertThat(post("/state", "of-all-their-instances").statusCode()).isEqualTo(401);
      assertThat(post("/state", "").body()).contains("internal.secret").doesNotContain(SECRET);
      assertThat(get("/state").statusCode()).isEqualTo(404);
      assertThat(post("/moving", SECRET).statusCode()).isEqualTo(503);
      assertThat(post("/moving", SECRET).body()).contains("being restored");
      assertThat(post("/nothing", SECRET).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void whileItIsStartingSaysSo() throws Exception {
    try (InternalServer server = start(SECRET)) {
      assertThat(post("/state", SECRET).statusCode()).isEqualTo(503);
      assertThat(post("/state", SECRET).body()).contains("it is starting");
      assertThat(post("/state", "").statusCode()).isEqualTo(401);

      server.guarded("/state", context -> context.result("all of it"));
      assertThat(post("/state", SECRET).body()).isEqualTo("all of it");
      assertThat(post("/of-another-build", SECRET).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void withoutASecretAnswersNoInstance() throws Exception {
    try (InternalServer server = start("")) {
      server.guarded("/state", context -> context.result("all of it"));

      assertThat(post("/state", "").statusCode()).isEqualTo(401);
      assertThat(server.advertised()).isEmpty();
    }
  }

  @Test
  void saysWhereItIsReached() {
    try (InternalServer server = start(SECRET)) {
      assertThat(server.advertised()).isEqualTo("127.0.0.1:" + port);
    }
    Internal named = new Internal("127.0.0.1", port, "left.acme.com:80", new Password(SECRET));
    try (InternalServer server = InternalServer.start(named)) {
      assertThat(server.advertised()).isEqualTo("left.acme.com:80");
    }
    Internal everywhere = new Internal("0.0.0.0", port, "", new Password(SECRET));
    try (InternalServer server = InternalServer.start(everywhere)) {
      assertThat(server.advertised()).endsWith(":" + port).doesNotStartWith("0.0.0.0");
    }
  }

  @Test
  void refusesToAnswerOthersWithoutASecret() {
    Internal everywhere = new Internal("0.0.0.0", port, "", new Password(""));
    Internal nowhere = new Internal("[nowhere", port, "", new Password(""));

    assertThatThrownBy(() -> InternalServer.start(everywhere).close())
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("internal.secret is empty");
    assertThatThrownBy(() -> InternalServer.start(nowhere).close())
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("[nowhere");
  }

  @Test
  void saysWhichSettingToChangeWhenItsPortIsTaken() {
    try (InternalServer first = start(SECRET)) {
      assertThat(first.advertised()).isNotEmpty();
      assertThatThrownBy(() -> start(SECRET).close())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("127.0.0.1:" + port)
          .hasMessageContaining("internal.port");
    }
  }

  private InternalServer start(String secret) {
    return InternalServer.start(new Internal("127.0.0.1", port, "", new Password(secret)));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return CLIENT.send(request(path).GET().build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String secret)
      throws IOException, InterruptedException {
    return CLIENT.send(
        request(path)
            .header("Authorization", InternalServer.authorization(secret))
            .POST(BodyPublishers.ofString("what?"))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }
}
