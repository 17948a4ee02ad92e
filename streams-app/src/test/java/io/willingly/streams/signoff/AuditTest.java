package io.willingly.streams.signoff;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.event.SignOff;
import io.willingly.event.SignedFigure;
import io.willingly.event.SignedSheet;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId.Kind;
import io.willingly.streams.query.Figures;
import io.willingly.streams.query.ScopeNames;
import io.willingly.streams.signoff.SignOffs.Signed;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditTest {
  private static final Period JANUARY = Period.parse("2026-01");
  private static final Figures FIGURES = figures("won\n1\n", "won\n1\n", "1", 1);

  private static Figures figures(String own, String reps, String won, int foldVersion) {
    return new Figures(
        JANUARY,
        20_494,
        20_500,
        1,
        "abc",
        foldVersion,
        0,
        List.of(
            new Figures.SignedSheet(Kind.ORGANISATION, 1, own),
            new Figures.SignedSheet(Kind.REP, 1, reps)),
        Map.of("won", won));
  }

  private static Signed signed(String by) {
    return new Signed(
        JANUARY,
        1,
        new SignOff(
            by,
            Instant.EPOCH,
            FIGURES.definitionHash(),
            FIGURES.foldVersion(),
            LocalDate.ofEpochDay(FIGURES.closesOn()),
            LocalDate.ofEpochDay(FIGURES.knownOn()),
            FIGURES.sha256(),
            FIGURES.sheets().stream()
                .map(
                    sheet ->
                        new SignedSheet(ScopeNames.of(sheet.kind()), sheet.rows(), sheet.sha256()))
                .toList(),
            List.of(new SignedFigure("won", "1"))));
  }

  @Test
  void equalFiguresHaveNoDifference() {
    assertThat(Audit.of(signed("Ann"), FIGURES).differences()).isEmpty();
    assertThat(Audit.columns(signed("Ann"))).containsExactly("won");
  }

  /** The digest is that of the sheets one after another: printf 'won\n1\nwon\n1\n' | sha256sum. */
  @Test
  void theDigestIsOfTheTextAlone() {
    assertThat(FIGURES.sha256())
        .isEqualTo("110bd0dc2f604b191ec58db2b89a9b07a6e33b0901f797c5e3f83e669bf343d8");
  }

  @Test
  void saysWhatIsOtherwise() {
    assertThat(Audit.of(signed("Ann"), figures("won\n2\n", "won\n1\n", "2", 1)).differences())
        .containsExactly(
            "the report of --scope organisation differs: 1 rows then, 1 now",
            "the organisation's won was '1', is '2'");
    assertThat(Audit.of(signed("Ann"), figures("won\n1\n", "won\n3\n", "1", 2)).differences())
        .containsExactly(
            "counted by version 1 of the fold then, by 2 now",
            "the report of --scope rep differs: 1 rows then, 1 now");
  }

  @Test
  void theLatestSignOffOfAPeriodCounts() {
    Signed other = new Signed(Period.parse("2026-02"), 1, signed("Cy").signOff());

    assertThat(SignOffs.latest(List.of(signed("Ann"), signed("Bo"), other), JANUARY))
        .map(signed -> signed.signOff().getSignedBy())
        .contains("Bo");
    assertThat(SignOffs.latest(List.of(other), JANUARY)).isEqualTo(Optional.empty());
  }
}
