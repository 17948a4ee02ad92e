package io.willingly.connectors.guess;

import java.util.Optional;

/** The view in which the rows of a file know the customer of the deal they name. */
final class LinkedView {
  private LinkedView() {}

  /** A row that names a deal is about the deal's customer, whatever it calls the customer. */
  static String of(FileGuess file, Optional<FileGuess> deals, StringBuilder views) {
    Field deal = Links.deal(file.kind());
    if (deal == null || !file.has(deal) || deals.isEmpty() || !deals.get().has(Field.DEAL)) {
      return file.kind().key();
    }
    String view = file.kind().key() + "_linked";
    Field own = Links.customer(file.kind());
    String ownCustomer = own != null && file.has(own) ? sql("f", Values.need(file, own)) : "NULL";
    Column customer = deals.get().field(Field.CUSTOMER);
    String dealId = "d." + name(Values.need(deals.get(), Field.DEAL));
    String ofDeal = customer == null ? "NULL" : sql("d", customer);
    views.append(
        """
          %s: |
            SELECT f.*,
                   CASE WHEN %s IS NULL THEN %s
                        ELSE coalesce(%s, '~deal:' || %s) END AS deal_customer
            FROM %s f
            LEFT JOIN (SELECT DISTINCT ON (%s) * FROM deals ORDER BY %s, _file, _row) d
              ON f.%s = %s
            ORDER BY f._file, f._row
        """
            .formatted(
                view,
                dealId,
                ownCustomer,
                ofDeal,
                dealId,
                file.kind().key(),
                name(Values.need(deals.get(), Field.DEAL)),
                name(Values.need(deals.get(), Field.DEAL)),
                name(Values.need(file, deal)),
                dealId));
    return view;
  }

  private static String sql(String table, Column column) {
    String value = table + "." + name(column);
    return "nullif(%s, '')".formatted(column.mail() ? "lower(" + value + ")" : value);
  }

  private static String name(Column column) {
    return "\"" + column.name().replace("\"", "\"\"") + "\"";
  }
}
