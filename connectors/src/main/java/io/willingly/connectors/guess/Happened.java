package io.willingly.connectors.guess;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a type of event says happened to a deal. */
final class Happened {
  /** The first that is found. */
  private static final Map<Pattern, String> KINDS = new LinkedHashMap<>();

  static {
    put("dispute.*(won|closed)|charge ?back.*(won|reversed)", "DISPUTE_WON");
    put("dispute|charge ?back", "CHARGED_BACK");
    put("invoice (payment )?(paid|succeeded)", "PAYMENT");
    put("subscription (activat|creat|start)", "WON");
    put("refund|credit note|adjustment", "REFUNDED");
    put("return(ed|s)?\\b", "RETURNED");
    put("cancel|storno|void|terminat|revok|withdr|rescind", "CANCELLED");
    put("churn|expired|lapsed", "CHURNED");
    put("renew", "RENEWED");
    put("upgrade|expan", "EXPANDED");
    put("downgrade|contract(ed|ion)", "DOWNGRADED");
    put("\\blost\\b|declin|reject", "LOST");
    put("\\bwon\\b|complet|\\bpaid\\b|signed|accept|approved|succeed|purchase|sold", "WON");
    put("activat|deliver|fulfil|\\blive\\b", "ACTIVATED");
    put("payment (receiv|made|captur|creat|record|process|add)", "PAYMENT");
    put("delet", "DELETED");
  }

  private Happened() {}

  private static void put(String words, String kind) {
    KINDS.put(Pattern.compile(words), kind);
  }

  /** What a type says happened; null when it only says that something did. */
  static @Nullable String kind(String words) {
    return KINDS.entrySet().stream()
        .filter(each -> each.getKey().matcher(words).find())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
