package io.willingly.connectors.mapping;

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

  static AliasKind of(YamlNode node) {
    for (AliasKind kind : values()) {
      if (kind.text().equals(node.text())) {
        return kind;
      }
    }
    throw node.error("an alias is of a customer, rep or deal, not of '" + node.text() + "'");
  }
}
