package io.willingly.streams.query;

import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of a closed period that somebody signs (R53): the reports of the organisation, the
 * teams and the reps as known on a day, byte for byte as {@code willingly report --format csv}
 * prints them with that day as {@code --as-known-on}.
 *
 * @param closesOn epoch day on which the period closes by rule
 * @param knownOn epoch day, which is the as-of day too
 * @param definitionHash of the rule set
 * @param foldVersion of the program that counts
 * @param lag records still to be read when they were made
 * @param sheets organisation, teams, reps
 * @param organisation the organisation's numbers by column; empty when there are none
 */
public record Figures(
    Period period,
    int closesOn,
    int knownOn,
    int definitionVersion,
    String definitionHash,
    int foldVersion,
    long lag,
    List<SignedSheet> sheets,
    Map<String, String> organisation) {

  public Figures {
    sheets = List.copyOf(sheets);
    organisation = Collections.unmodifiableMap(new LinkedHashMap<>(organisation));
  }

  /**
   * One report.
   *
   * @param rows lines below the header
   */
  public record SignedSheet(ScopeId.Kind kind, int rows, String csv) {
    /** SHA-256 of the text in UTF-8, in hex. */
    public String sha256() {
      return Figures.sha256(List.of(csv));
    }
  }

  /** SHA-256 of the sheets one after another, in hex. */
  public String sha256() {
    return sha256(sheets.stream().map(SignedSheet::csv).toList());
  }

  private static String sha256(List<String> texts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      texts.forEach(text -> digest.update(text.getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
