package io.willingly.metrics.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Money;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContentBytesTest {
  private static final Content DEAL =
      new Content.Deal(
          Content.DealKind.WON,
          "d1",
          new Money(123_456, "EUR"),
          new Money(150_000, "EUR"),
          "línea",
          true,
          Content.ReversalReason.DEFECT,
          Content.ReasonSetBy.CUSTOMER,
          Content.LossReason.PRICE,
          Content.RenewalMode.ACTIVE,
          Content.Origin.REFERRAL,
          "c0",
          "r1",
          "Closed",
          1_000L,
          -1L,
          List.of(new Content.Credit("r1", Content.CreditRole.CLOSER, 10_000, true)));

  @Property
  void readsBackWhatItWrote(@ForAll("contents") Content content) {
    assertThat(ContentBytes.read(ContentBytes.write(content))).isEqualTo(content);
  }

  /** Rows and the winners of conflicts (R4) outlive releases: these bytes never change. */
  @ParameterizedTest
  @MethodSource("golden")
  void bytesAreThoseOfTheFirstRelease(Content content, String hex) {
    assertThat(HexFormat.of().formatHex(ContentBytes.write(content))).isEqualTo(hex);
    assertThat(ContentBytes.read(HexFormat.of().parseHex(hex))).isEqualTo(content);
  }

  @Test
  void aRowCutShortStopsTheReader() {
    byte[] whole = ContentBytes.write(DEAL);

    assertThatThrownBy(() -> ContentBytes.read(Arrays.copyOf(whole, whole.length - 1)))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aFieldOfALaterReleaseStopsTheReader() {
    byte[] row =
        ContentBytes.write(new Content.Referral(Content.ReferralStep.MADE, "f1", null, null, null));
    row[1] = 99;

    assertThatThrownBy(() -> ContentBytes.read(row))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("unknown field 99; upgrade");
  }

  @Provide
  Arbitrary<Content> contents() {
    return ContentArbitraries.contents();
  }

  static List<Arguments> golden() {
    return List.of(
        Arguments.of(
            DEAL,
            "010106020464310380890f0645555204e0a71206455552050c6cc3ad6e656106010704"
                + "080209020a040b020c0463300d0472310e0c436c6f7365640fd00f1001110204723102"
                + "a09c010100"),
        Arguments.of(
            new Content.Call(
                "k1",
                "d1",
                "r1",
                Content.StartedBy.CUSTOMER,
                60_000L,
                20_000L,
                30_000L,
                9_000L,
                500L,
                12,
                0,
                7,
                Map.of(Content.CaringQuestion.FIT, true, Content.CaringQuestion.CLARITY, false),
                1,
                0,
                2,
                false),
            "0201046b310204643103047231040405c0a90706c0b80207e0d40308d08c0109e8070a"
                + "180b000c0e0d88500e020f001004110000"),
        Arguments.of(
            new Content.Survey(
                Content.SurveyStep.ANSWERED,
                "s1",
                Content.SurveyKind.PURCHASE,
                "d1",
                "p1",
                Content.RespondentRole.PAYER_OR_SIGNER,
                Map.of(
                    Content.SurveyItem.REGRET,
                    new Content.Answer(1, 1, 5),
                    Content.SurveyItem.HAPPY_WITH_PRICE,
                    new Content.Answer(9, 0, 10)),
                "gern",
                "o1"),
            "030106020473310302040464310504703106020704001200140302020a08086765726e"
                + "09046f3100"),
        Arguments.of(
            new Content.Referral(Content.ReferralStep.CONVERTED, "f1", "d1", "c9", "d9"),
            "0401040204663103046431040463390504643900"),
        Arguments.of(new Content.Erasure(), "0500"),
        Arguments.of(
            new Content.Rep("r1", "Ada", "north", "EU", "AE", "smb", 18_000L, 19_000L),
            "06010472310206416461030a6e6f72746804044555050441450606736d6207a0990208" + "f0a80200"));
  }
}
