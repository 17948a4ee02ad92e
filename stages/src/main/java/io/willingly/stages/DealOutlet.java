package io.willingly.stages;

import io.willingly.event.DealVerdict;
import io.willingly.event.DealVerdictKey;
import io.willingly.event.SaveListEntry;
import io.willingly.event.SaveListKey;
import io.willingly.metrics.fold.DealState;
import io.willingly.metrics.fold.Delta.DealResult;
import io.willingly.schemas.facts.VerdictCodec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Publishes what changed about deals, once a commit: the verdict, and the save list. */
public final class DealOutlet {
  private final DeltaBuffer<DealKey, Change> changes;
  private final Outlet<DealVerdictKey, DealVerdict> verdicts;
  private final Outlet<SaveListKey, SaveListEntry> saveList;
  private final int definitionVersion;

  public DealOutlet(
      DeltaBuffer<DealKey, Change> changes,
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
  public record Change(@Nullable DealState after, boolean wasToSave) {
    Change then(Change newer) {
      return new Change(newer.after, wasToSave);
    }
  }

  public static DeltaBuffer<DealKey, Change> buffer() {
    return new DeltaBuffer<>(
        Change::then,
        change -> change.after() == null ? 64 : 256 + 160 * change.after().evidence().size());
  }

  void add(DealResult result, boolean wasToSave) {
    changes.add(
        new DealKey(result.customerId(), result.dealId()), new Change(result.state(), wasToSave));
  }

  private void publish(List<Map.Entry<DealKey, Change>> entries) {
    for (Map.Entry<DealKey, Change> entry : entries) {
      DealKey deal = entry.getKey();
      DealState state = entry.getValue().after();
      verdicts.send(
          new DealVerdictKey(deal.customerId(), deal.dealId(), definitionVersion),
          state == null ? null : VerdictCodec.verdict(state));
      boolean toSave = state != null && !state.saveReasons().isEmpty();
      if (toSave || entry.getValue().wasToSave()) {
        publishSaved(deal, state);
      }
    }
  }

  /** Publishes whether a deal is on the save list; one that is gone is not. */
  void publishSaved(DealKey deal, @Nullable DealState state) {
    saveList.send(
        new SaveListKey(deal.customerId(), deal.dealId()),
        state == null ? null : VerdictCodec.saveListEntry(state, definitionVersion));
  }
}
