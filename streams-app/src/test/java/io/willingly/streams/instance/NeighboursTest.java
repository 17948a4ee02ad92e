package io.willingly.streams.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.willingly.streams.config.Settings.Internal;
import io.willingly.streams.instance.Neighbours.Answer;
import io.willingly.streams.testing.Ports;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;

class NeighboursTest {
  private static final String SECRET = "of-all-our-instances";
  private static final Neighbours PATIENT = new Neighbours(SECRET, Duration.ofMinutes(1));

  private final int port = Ports.free();

  /** The address of the standard is in brackets, as in a URI, where it is advertised. */
  @Test
  void asksAnAddressOfIpv6() throws Exception {
    byte[] loopback = new byte[16];
    loopback[15] = 1;
    InetAddress address = InetAddress.getByAddress(loopback);
    assumeTrue(NetworkInterface.getByInetAddress(address) != null, "no IPv6");
    Internal settings = new Internal("::1", port, "", new Password(SECRET));
    try (InternalServer server = InternalServer.start(settings)) {
      server.guarded("/state", context -> context.result("all of it"));
      HostInfo known = HostInfo.buildFromEndpoint(server.advertised());

      assertThat(server.advertised()).isEqualTo("[::1]:" + port);
      assertThat(SharedStores.name(known)).isEqualTo(server.advertised());
      assertThat(told(PATIENT.ask(SharedStores.name(known), "/state", new byte[0])))
          .isEqualTo("all of it");
    }
  }

  /** Compose names containers so, and a URI has no such host. */
  @Test
  void findsTheAddressOfANameThatIsNoHostOfAnAddress() throws Exception {
    assertThat(Neighbours.uri("left.acme.com:8701", "/state"))
        .hasToString("http://left.acme.com:8701/state");
    assertThatThrownBy(() -> Neighbours.uri("no_such_name.invalid:8701", "/state"))
        .isInstanceOf(UnknownHostException.class);
    Answer answer = PATIENT.ask("no_such_name.invalid:8701", "/state", new byte[0]);
    assertThatThrownBy(answer::await)
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("internal.advertised");
  }

  @Test
  void tellsAnInstanceThatIsStartingFromOneOfAnotherBuild() {
    Internal settings = new Internal("127.0.0.1", port, "", new Password(SECRET));
    try (InternalServer server = InternalServer.start(settings)) {
      Answer starting = PATIENT.ask(server.advertised(), "/state", new byte[0]);
      assertThatThrownBy(starting::await)
          .isInstanceOfSatisfying(Unavailable.class, e -> assertThat(e.moving()).isTrue())
          .hasMessageContaining("it is starting");

      server.guarded("/vitals", context -> context.result("well"));
      Answer other = PATIENT.ask(server.advertised(), "/state", new byte[0]);
      assertThatThrownBy(other::await)
          .isInstanceOfSatisfying(Unavailable.class, e -> assertThat(e.moving()).isFalse())
          .hasMessageContaining("another build");
    }
  }

  private static String told(Answer answer) {
    return new String(answer.await(), StandardCharsets.UTF_8);
  }
}
