package io.willingly.streams.cli;

import io.willingly.streams.runtime.ClusterException;
import io.willingly.streams.runtime.Futures;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * The consumer group of a pipeline.
 *
 * @param id the pipeline's application id
 */
record ConsumerGroup(Admin admin, String id) {

  /** Its members and their machines; one that died is a member until its session has timed out. */
  List<String> members() {
    try {
      return Futures.await(admin.describeConsumerGroups(List.of(id)).all(), "describe group " + id)
          .values()
          .stream()
          .flatMap(group -> group.members().stream())
          .map(member -> member.groupInstanceId().orElse(member.clientId()) + member.host())
          .sorted()
          .toList();
    } catch (ClusterException e) {
      if (noSuchGroup(e)) {
        return List.of();
      }
      throw e;
    }
  }

  /** Forgets how far it has read. */
  void delete() {
    try {
      Futures.await(admin.deleteConsumerGroups(List.of(id)).all(), "delete group " + id);
    } catch (ClusterException e) {
      if (!noSuchGroup(e)) {
        throw e;
      }
    }
  }

  private static boolean noSuchGroup(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof GroupIdNotFoundException) {
        return true;
      }
    }
    return false;
  }
}
