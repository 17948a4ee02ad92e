package io.willingly.streams.signoff;

import io.willingly.event.SignOff;
import io.willingly.streams.query.Sheet;
import io.willingly.streams.signoff.SignOffs.Signed;
import java.util.List;

/** Signed periods as rows. */
public final class SignOffsText {
  private SignOffsText() {}

  /** A row for each, with the organisation's headline rates as signed. */
  public static Sheet of(List<Signed> all) {
    Sheet sheet =
        new Sheet(
            "period",
            "rule_set",
            "signed_by",
            "signed_at",
            "known_on",
            "closes_on",
            "won",
            "happy_to_pay_rate",
            "remorse_rate_30",
            "referral_rate_90",
            "sha256");
    for (Signed signed : all) {
      SignOff signOff = signed.signOff();
      sheet.row(
          signed.period().toString(),
          (long) signed.definitionVersion(),
          signOff.getSignedBy(),
          signOff.getSignedAt().toString(),
          signOff.getKnownOn().toString(),
          signOff.getClosesOn().toString(),
          figure(signOff, "won"),
          figure(signOff, "happy_to_pay_rate"),
          figure(signOff, "remorse_rate_30"),
          figure(signOff, "referral_rate_90"),
          signOff.getSha256());
    }
    return sheet;
  }

  private static String figure(SignOff signOff, String column) {
    return signOff.getFigures().stream()
        .filter(figure -> figure.getColumn().equals(column))
        .map(figure -> figure.getValue())
        .findFirst()
        .orElse("");
  }
}
