package io.willingly.streams.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.claim.ClaimFinding;
import io.willingly.metrics.claim.ClaimFinding.Verdict;
import io.willingly.metrics.claim.ClaimTests;
import io.willingly.metrics.quality.Certainty.Bounds;
import io.willingly.metrics.quality.Value;
import io.willingly.metrics.statistics.Power;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Findings on claims as CSV, JSON or, for people, in sentences. */
public final class ClaimsText {
  /** Said with every finding. */
  public static final String CAVEAT = "goes together; no proof";

  private static final ObjectMapper JSON = new ObjectMapper();

  private ClaimsText() {}

  public static String of(Claims claims, Format format) {
    return switch (format) {
      case CSV -> csv(claims);
      case JSON -> json(claims).toPrettyString() + "\n";
      case TABLE -> sentences(claims);
    };
  }

  private static String csv(Claims claims) {
    Sheet sheet = null;
    for (ClaimFinding finding : claims.findings()) {
      Map<String, Object> fields = fields(finding);
      sheet = sheet == null ? new Sheet(fields.keySet().toArray(String[]::new)) : sheet;
      sheet.row(fields.values().toArray());
    }
    return sheet == null ? "" : sheet.of(Format.CSV);
  }

  private static ObjectNode json(Claims claims) {
    ObjectNode json = JSON.createObjectNode();
    json.put("period", claims.period().toString());
    claims.asOf().put(json);
    json.put("definition_version", claims.definitionVersion());
    json.put("records_to_read", claims.lag());
    json.put("caveat", CAVEAT);
    ArrayNode findings = json.putArray("findings");
    for (ClaimFinding finding : claims.findings()) {
      ObjectNode object = findings.addObject();
      fields(finding)
          .forEach((name, value) -> object.putPOJO(name, value == Sheet.MISSING ? null : value));
    }
    return json;
  }

  private static Map<String, Object> fields(ClaimFinding finding) {
    Bounds interval = finding.interval();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("claim", words(finding.claim()));
    fields.put("part", finding.part() == null ? "all" : words(finding.part()));
    fields.put("verdict", words(finding.verdict()));
    fields.put("exposed", finding.exposed());
    fields.put("exposed_yes", finding.exposedYes());
    fields.put("others", finding.others());
    fields.put("others_yes", finding.othersYes());
    fields.put("compared", finding.compared());
    fields.put("difference", decimal(finding.difference()));
    fields.put("low", interval == null ? Sheet.MISSING : interval.lowest().decimal());
    fields.put("high", interval == null ? Sheet.MISSING : interval.highest().decimal());
    fields.put("p_value", decimal(finding.pValue()));
    fields.put("q_value", decimal(finding.qValue()));
    fields.put("more_needed", finding.more() == null ? Sheet.MISSING : finding.more());
    fields.put("exposure", finding.claim().exposure());
    fields.put("comparison", finding.claim().comparison());
    fields.put("outcome", finding.claim().outcome().text());
    fields.put("claimed", words(finding.claim().direction()));
    return fields;
  }

  private static Object decimal(@Nullable Long millionths) {
    return millionths == null ? Sheet.MISSING : new Value.Rate(millionths).decimal();
  }

  private static String sentences(Claims claims) {
    StringBuilder text = new StringBuilder();
    for (ClaimFinding finding : claims.findings()) {
      text.append(sentence(finding)).append("\n\n");
    }
    return text.append(
            "Settled deals only; like with like is within rep, product line and one-off or recurring; ")
        .append(CAVEAT)
        .append(".\n")
        .toString();
  }

  private static String sentence(ClaimFinding finding) {
    String part = finding.part() == null ? "" : " (" + words(finding.part()) + " deals)";
    String head =
        "%s%s: %s%n  where %s,%n  %s: %s"
            .formatted(
                words(finding.claim()),
                part,
                verdict(finding),
                finding.claim().exposure(),
                often(finding),
                finding.claim().outcome().text());
    Bounds interval = finding.interval();
    Long difference = finding.difference();
    if (interval == null || difference == null) {
      return "%s%n  %,d deals with it and %,d without: at least %d of both to be compared"
          .formatted(head, finding.exposed(), finding.others(), ClaimTests.MINIMUM);
    }
    return "%s%n  %s of %,d deals with it, %s of %,d without; like with like %s points (%s to %s)"
        .formatted(
            head,
            share(finding.exposedYes(), finding.exposed()),
            finding.exposed(),
            share(finding.othersYes(), finding.others()),
            finding.others(),
            points(difference),
            points(interval.low()),
            points(interval.high()));
  }

  private static String often(ClaimFinding finding) {
    return switch (finding.claim().direction()) {
      case MORE -> "more often";
      case LESS -> "less often";
      case NO_DIFFERENCE -> "as often as elsewhere";
    };
  }

  private static String verdict(ClaimFinding finding) {
    if (finding.verdict() != Verdict.CANT_TELL) {
      return words(finding.verdict());
    }
    Long more = finding.more();
    return more == null
        ? "can't tell yet, more than %,d further deals needed".formatted(Power.MOST)
        : "can't tell yet, about %,d more deals".formatted(more);
  }

  private static String share(long yes, long all) {
    return ReportText.percent(Value.rate(yes, all).text());
  }

  private static String points(long millionths) {
    BigDecimal points = BigDecimal.valueOf(millionths, 4).setScale(1, RoundingMode.HALF_UP);
    return points.signum() > 0 ? "+" + points : points.toString();
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ').replace("cant", "can't");
  }
}
