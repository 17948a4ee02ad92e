package io.willingly.schemas.facts;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fold.DealState;
import io.willingly.metrics.fold.Verdict;
import io.willingly.metrics.tally.CellKey;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.schemas.wire.WireFormat;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictCodecTest {
  private static final DealState WON =
      new DealState(
          DealState.Status.WON,
          "r1",
          20_000,
          "roof",
          CellKey.Recurrence.ONE_OFF,
          12_345L,
          "EUR",
          Verdict.TOLD_NOT_HAPPY,
          3,
          DealState.RemorseReason.STATED_REGRET,
          DealState.Vote.NO,
          null,
          List.of(DealState.SaveReason.UNHAPPY, DealState.SaveReason.REGRET),
          20_030,
          List.of(
              new DealState.Evidence(
                  new FactId(Family.SURVEY, "surveys", "s-9"), DealState.EvidenceKind.REGRET, 3)),
          40);

  @Test
  void verdictIsPublishedWholeAndReadBack() {
    WireFormat<DealVerdict> format =
        WireFormat.values(Topics.DEAL_VERDICTS, EmbeddedSchemaIds.inMemory());

    Decoded<DealVerdict> decoded = format.decode(format.encode(VerdictCodec.verdict(WON)));

    assertThat(decoded)
        .isEqualTo(
            new Decoded.Value<>(
                new DealVerdict(
                    DealStatus.WON,
                    "r1",
                    LocalDate.ofEpochDay(20_000),
                    "roof",
                    Recurrence.ONE_OFF,
                    new Money(12_345L, "EUR"),
                    VerdictKind.TOLD_NOT_HAPPY,
                    3,
                    RemorseReason.STATED_REGRET,
                    Vote.NO,
                    null,
                    List.of(SaveReason.UNHAPPY, SaveReason.REGRET),
                    LocalDate.ofEpochDay(20_030),
                    List.of(
                        new Evidence(FactFamily.SURVEY, "surveys", "s-9", EvidenceKind.REGRET, 3)),
                    40)));
  }

  @Test
  void customerOnTheSaveListIsPublishedThere() {
    assertThat(VerdictCodec.saveListEntry(WON, 3))
        .isNotNull()
        .returns(List.of(SaveReason.UNHAPPY, SaveReason.REGRET), SaveListEntry::getReasons)
        .returns(LocalDate.ofEpochDay(20_030), SaveListEntry::getUntil)
        .returns(3, SaveListEntry::getDefinitionVersion);
  }

  @Test
  void openDealWithoutAnythingKnownHasAbsentFieldsAndNoSaveListEntry() {
    DealState open =
        new DealState(
            DealState.Status.OPEN,
            CellKey.NO_REP,
            20_000,
            "",
            CellKey.Recurrence.UNKNOWN,
            null,
            null,
            Verdict.NO_WORD,
            null,
            DealState.RemorseReason.NONE,
            null,
            null,
            List.of(),
            0,
            List.of(),
            0);

    DealVerdict verdict = VerdictCodec.verdict(open);

    assertThat(verdict.getAmount()).isNull();
    assertThat(verdict.getAnswer()).isNull();
    assertThat(verdict.getSaveUntil()).isNull();
    assertThat(VerdictCodec.saveListEntry(open, 3)).isNull();
  }
}
