package io.willingly.connectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** What an alias stands for. */
public enum AliasKind {
  /** A customer: a customerId. */
  CUSTOMER,
  /** A rep: a repId. */
  REP,
  /** A deal: a dealId. */
  DEAL;

  /** As mappings, topics and the command line write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind that a value of a row names. */
  static AliasKind of(JsonNode value) {
    String text = Scalars.text(value);
    for (AliasKind kind : values()) {
      if (kind.text().equals(text)) {
        return kind;
      }
    }
    throw new RowProblem(
        RejectCode.UNMAPPED_VALUE,
        null,
        text,
        "an alias is of a customer, rep or deal, not of '" + text + "'");
  }

  static AliasKind of(YamlNode node) {
    for (AliasKind kind : values()) {
      if (kind.text().equals(node.text())) {
        return kind;
      }
    }
    throw node.error("an alias is of a customer, rep or deal, not of '" + node.text() + "'");
  }
}
