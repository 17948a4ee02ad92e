package io.willingly.streams.runtime;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.GroupProtocol;

/**
 * The group of a pipeline's instances. Brokers keep those of the two protocols apart: one that is
 * asked for as if it were of the other is said not to exist.
 *
 * @param id the pipeline's application id
 */
public record ConsumerGroup(Admin admin, String id) {
  private static final String STANDBYS = "streams.num.standby.replicas";

  /** Its members and their machines; one that died is a member until its session has timed out. */
  public List<String> members() {
    return Stream.of(GroupProtocol.values())
        .flatMap(protocol -> members(protocol).stream())
        .toList();
  }

  /**
   * Makes it ready for an instance.
   *
   * @param standbys copies of the state, which under {@code streams} are a setting of the group
   * @throws ClusterException when instances of the other protocol are in it: none could join them
   */
  void prepare(GroupProtocol protocol, int standbys) {
    GroupProtocol other =
        protocol == GroupProtocol.CLASSIC ? GroupProtocol.STREAMS : GroupProtocol.CLASSIC;
    List<String> others = members(other);
    if (!others.isEmpty()) {
      throw new ClusterException(
          ("instances of '%1$s' run with pipeline.group-protocol: %2$s (%3$s), this one has %4$s:"
                  + " none can join them. Set %2$s here too, or stop them all first; one that was"
                  + " killed is a member until its session times out")
              .formatted(id, told(other), String.join(", ", others), told(protocol)));
    }
    if (protocol == GroupProtocol.STREAMS) {
      ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, id);
      ConfigEntry copies = new ConfigEntry(STANDBYS, Integer.toString(standbys));
      Futures.await(
          admin
              .incrementalAlterConfigs(
                  Map.of(group, List.of(new AlterConfigOp(copies, AlterConfigOp.OpType.SET))))
              .all(),
          "set %s=%d of group %s".formatted(STANDBYS, standbys, id));
    }
  }

  private List<String> members(GroupProtocol protocol) {
    return switch (protocol) {
      case CLASSIC ->
          described(admin.describeConsumerGroups(List.of(id)).all()).stream()
              .flatMap(group -> group.members().stream())
              .map(member -> member.groupInstanceId().orElse(member.clientId()) + member.host())
              .sorted()
              .toList();
      case STREAMS ->
          described(admin.describeStreamsGroups(List.of(id)).all()).stream()
              .flatMap(group -> group.members().stream())
              .map(member -> member.instanceId().orElse(member.clientId()) + member.clientHost())
              .sorted()
              .toList();
    };
  }

  private <G> List<G> described(KafkaFuture<Map<String, G>> groups) {
    try {
      return List.copyOf(Futures.await(groups, "describe group " + id).values());
    } catch (ClusterException e) {
      if (noSuchGroup(e)) {
        return List.of();
      }
      throw e;
    }
  }

  /** Forgets how far it has read. */
  public void delete() {
    try {
      Futures.await(admin.deleteConsumerGroups(List.of(id)).all(), "delete group " + id);
    } catch (ClusterException e) {
      if (!noSuchGroup(e)) {
        throw e;
      }
    }
  }

  private static String told(GroupProtocol protocol) {
    return protocol.name.toLowerCase(Locale.ROOT);
  }

  private static boolean noSuchGroup(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      // A cluster without the protocol has no groups of it.
      if (cause instanceof GroupIdNotFoundException
          || cause instanceof UnsupportedVersionException) {
        return true;
      }
    }
    return false;
  }
}
