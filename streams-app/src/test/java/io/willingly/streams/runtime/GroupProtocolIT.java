package io.willingly.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fold.Reason;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.testing.Malformed;
import io.willingly.streams.testing.PipelineRun;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.GroupProtocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Instances share the work by one of two protocols, and what looks at their group knows both. */
@SuppressWarnings("NullAway.Init") // set before each test
class GroupProtocolIT {
  private static final Definition DEFINITION = Definition.standard(ZoneOffset.UTC);

  @TempDir Path directory;

  private DevBroker broker;
  private String bootstrap;
  private Admin admin;

  @BeforeEach
  void startBroker() {
    broker = DevBroker.start(directory.resolve("broker"), DevBroker.ANY_PORT);
    bootstrap = broker.bootstrapServers();
    admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
  }

  @AfterEach
  void stopBroker() {
    admin.close();
    broker.close();
  }

  @Test
  void thereAndBackNothingIsCountedTwice() {
    long sent = 0;
    for (GroupProtocol protocol :
        List.of(GroupProtocol.CLASSIC, GroupProtocol.STREAMS, GroupProtocol.CLASSIC)) {
      try (PipelineRun run = start(protocol)) {
        PipelineRun.send(bootstrap, List.of(Malformed.good("deal-" + ++sent)));

        assertThat(sum(run.drained().ledger())).isEqualTo(sent);
      }
    }
  }

  /** A rebuild waits until no member is there, and would delete under one it does not see. */
  @ParameterizedTest
  @EnumSource
  void whatLooksAtTheGroupKnowsBoth(GroupProtocol protocol) {
    GroupProtocol other =
        protocol == GroupProtocol.CLASSIC ? GroupProtocol.STREAMS : GroupProtocol.CLASSIC;
    ConsumerGroup group = new ConsumerGroup(admin, "willingly");
    assertThat(group.members()).isEmpty();

    try (PipelineRun run = start(protocol)) {
      assertThat(group.members()).hasSize(2).allMatch(name -> name.endsWith("/127.0.0.1"));
      assertThatThrownBy(() -> start(other))
          .isInstanceOf(ClusterException.class)
          .hasMessageContaining("run with pipeline.group-protocol: " + told(protocol))
          .hasMessageContaining("Set " + told(protocol) + " here too, or stop them all first");
      PipelineRun.send(bootstrap, List.of(Malformed.good("good")));
      run.drained();
    }
    assertThat(group.members()).isEmpty();

    group.delete();
    assertThatThrownBy(() -> start(protocol))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("no committed offsets");
  }

  private static long sum(Map<Reason, Long> ledger) {
    return ledger.values().stream().mapToLong(Long::longValue).sum();
  }

  private PipelineRun start(GroupProtocol protocol) {
    return PipelineRun.start(
        PipelineRun.config(bootstrap, directory.resolve("state"), DEFINITION, protocol));
  }

  private static String told(GroupProtocol protocol) {
    return protocol == GroupProtocol.CLASSIC ? "classic" : "streams";
  }
}
