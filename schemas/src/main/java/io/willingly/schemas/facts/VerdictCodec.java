package io.willingly.schemas.facts;

import io.willingly.event.DealStatus;
import io.willingly.event.DealVerdict;
import io.willingly.event.Evidence;
import io.willingly.event.EvidenceKind;
import io.willingly.event.FactFamily;
import io.willingly.event.Money;
import io.willingly.event.Recurrence;
import io.willingly.event.RemorseReason;
import io.willingly.event.SaveListEntry;
import io.willingly.event.SaveReason;
import io.willingly.event.VerdictKind;
import io.willingly.event.Vote;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fold.DealState;
import io.willingly.metrics.fold.Verdict;
import io.willingly.metrics.tally.CellKey;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the rules say of a deal, as published. */
public final class VerdictCodec {
  private static final EnumBridge<DealStatus, DealState.Status> STATUSES =
      new EnumBridge<>(DealStatus.class, DealState.Status.class);
  private static final EnumBridge<Recurrence, CellKey.Recurrence> RECURRENCES =
      new EnumBridge<>(Recurrence.class, CellKey.Recurrence.class);
  private static final EnumBridge<VerdictKind, Verdict> VERDICTS =
      new EnumBridge<>(VerdictKind.class, Verdict.class);
  private static final EnumBridge<RemorseReason, DealState.RemorseReason> REMORSE =
      new EnumBridge<>(RemorseReason.class, DealState.RemorseReason.class);
  private static final EnumBridge<Vote, DealState.Vote> VOTES =
      new EnumBridge<>(Vote.class, DealState.Vote.class);
  private static final EnumBridge<SaveReason, DealState.SaveReason> SAVES =
      new EnumBridge<>(SaveReason.class, DealState.SaveReason.class);
  private static final EnumBridge<EvidenceKind, DealState.EvidenceKind> KINDS =
      new EnumBridge<>(EvidenceKind.class, DealState.EvidenceKind.class);
  private static final EnumBridge<FactFamily, Family> FAMILIES =
      new EnumBridge<>(FactFamily.class, Family.class);

  private VerdictCodec() {}

  /** The value of {@code deal-verdicts}. */
  public static DealVerdict verdict(DealState state) {
    DealVerdict verdict = new DealVerdict();
    verdict.setStatus(STATUSES.toAvro(state.status()));
    verdict.setRepId(state.repId());
    verdict.setCohortDay(LocalDate.ofEpochDay(state.cohortDay()));
    verdict.setProductLine(state.productLine());
    verdict.setRecurring(RECURRENCES.toAvro(state.recurring()));
    verdict.setAmount(amount(state));
    verdict.setVerdict(VERDICTS.toAvro(state.verdict()));
    verdict.setRemorseDay(state.remorseDay());
    verdict.setRemorseReason(REMORSE.toAvro(state.remorseReason()));
    verdict.setAnswer(VOTES.toAvroOrNull(state.answer()));
    verdict.setReferredDay(state.referredDay());
    verdict.setSaveReasons(saveReasons(state));
    verdict.setSaveUntil(
        state.saveReasons().isEmpty() ? null : LocalDate.ofEpochDay(state.saveUntil()));
    verdict.setEvidence(evidence(state));
    verdict.setEvidenceCount(state.evidenceCount());
    return verdict;
  }

  /**
   * The value of {@code save-list}, or null when the customer is not on it.
   *
   * @param definitionVersion the rule set of the state
   */
  public static @Nullable SaveListEntry saveListEntry(DealState state, int definitionVersion) {
    if (state.saveReasons().isEmpty()) {
      return null;
    }
    SaveListEntry entry = new SaveListEntry();
    entry.setRepId(state.repId());
    entry.setCohortDay(LocalDate.ofEpochDay(state.cohortDay()));
    entry.setProductLine(state.productLine());
    entry.setAmount(amount(state));
    entry.setReasons(saveReasons(state));
    entry.setUntil(LocalDate.ofEpochDay(state.saveUntil()));
    entry.setEvidence(evidence(state));
    entry.setEvidenceCount(state.evidenceCount());
    entry.setDefinitionVersion(definitionVersion);
    return entry;
  }

  private static @Nullable Money amount(DealState state) {
    Long minor = state.amountMinor();
    String currency = state.currency();
    return minor == null || currency == null ? null : new Money(minor, currency);
  }

  private static List<SaveReason> saveReasons(DealState state) {
    return state.saveReasons().stream().map(SAVES::toAvro).toList();
  }

  private static List<Evidence> evidence(DealState state) {
    return state.evidence().stream().map(VerdictCodec::evidence).toList();
  }

  private static Evidence evidence(DealState.Evidence evidence) {
    return new Evidence(
        FAMILIES.toAvro(evidence.fact().family()),
        evidence.fact().source(),
        evidence.fact().eventId(),
        KINDS.toAvro(evidence.kind()),
        evidence.day());
  }
}
