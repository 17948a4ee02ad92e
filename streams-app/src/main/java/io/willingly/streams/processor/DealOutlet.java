package io.willingly.streams.processor;

import io.willingly.event.DealVerdict;
import io.willingly.event.DealVerdictKey;
import io.willingly.event.SaveListEntry;
import io.willingly.event.SaveListKey;
import io.willingly.metrics.fold.DealState;
import io.willingly.metrics.fold.Delta.DealResult;
import io.willingly.schemas.facts.VerdictCodec;
import io.willingly.streams.buffer.CommitBuffer;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/** Publishes what changed about deals, once a commit: the verdict, and the save list. */
final class DealOutlet {
  private final CommitBuffer<DealKey, Change> changes;
  private final Outlet<DealVerdictKey, DealVerdict> verdicts;
  private final Outlet<SaveListKey, SaveListEntry> saveList;
  private final int definitionVersion;

  DealOutlet(
      CommitBuffer<DealKey, Change> changes,
      Outlet<DealVerdictKey, DealVerdict> verdicts,
      Outlet<SaveListKey, SaveListEntry> saveList,
      int definitionVersion) {
    this.changes = changes;
    this.verdicts = verdicts;
    this.saveList = saveList;
    this.definitionVersion = definitionVersion;
    changes.drainTo(this::publish);
  }

  /**
   * What became of a deal since the last commit.
   *
   * @param wasToSave whether it was on the published save list
   */
  record Change(@Nullable DealState after, boolean wasToSave) {
    Change then(Change newer) {
      return new Change(newer.after, wasToSave);
    }
  }

  static StoreBuilder<CommitBuffer<DealKey, Change>> buffer(String name) {
    return CommitBuffer.builder(
        name,
        Change::then,
        change -> change.after() == null ? 64 : 256 + 160 * change.after().evidence().size());
  }

  void add(DealResult result, boolean wasToSave) {
    changes.add(
        new DealKey(result.customerId(), result.dealId()), new Change(result.state(), wasToSave));
  }

  private void publish(List<KeyValue<DealKey, Change>> entries) {
    for (KeyValue<DealKey, Change> entry : entries) {
      DealKey deal = entry.key;
      DealState state = entry.value.after();
      verdicts.send(
          new DealVerdictKey(deal.customerId(), deal.dealId(), definitionVersion),
          state == null ? null : VerdictCodec.verdict(state));
      SaveListEntry toSave =
          state == null ? null : VerdictCodec.saveListEntry(state, definitionVersion);
      if (toSave != null || entry.value.wasToSave()) {
        saveList.send(new SaveListKey(deal.customerId(), deal.dealId()), toSave);
      }
    }
  }
}
