package io.willingly.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1:8701", "localhost:9092", "[::1]:8701", "10.0.0.1:1, 127.0.0.1:2"})
  void knowsWhatOnlyItsMachineReaches(String addresses) {
    assertThat(Loopback.is(addresses)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1:8701", "[2001:db8::1]:8701", "no-such-name.invalid:9092", ""})
  void andWhatOthersDo(String addresses) {
    assertThat(Loopback.is(addresses)).isFalse();
  }
}
