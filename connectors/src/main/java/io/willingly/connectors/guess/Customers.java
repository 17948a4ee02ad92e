package io.willingly.connectors.guess;

import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whose a payload is. */
final class Customers {
  private static final String COMPANY = "(organi[sz]ation|company|account)( .*)?";
  private static final String PERSON = "(contact|customer|client|buyer)( .*)?";

  private Customers() {}

  /**
   * Drafts it: a company, and where one may be missing the person, else the deal is its own.
   *
   * @param deal the column, or property, that identifies the deal; empty when there is none
   */
  static void of(Rule rule, FileGuess file, Field field, String deal) {
    Column customer = file.field(field);
    String none = deal.isEmpty() ? "" : "~deal:{" + deal + "}";
    if (customer == null) {
      if (none.isEmpty()) {
        rule.fillIn("customerId", "whose it is, such as \"{/data/customer/id}\"");
      } else {
        rule.field(
            "customerId",
            Values.quoted(none)
                + "  # no customer was found: each deal has one of its own; name it if there is one");
      }
      return;
    }
    boolean company = customer.words().matches(COMPANY);
    boolean contact = customer.words().startsWith("contact");
    Column other = company || contact ? other(file, customer, company ? PERSON : COMPANY) : null;
    if (other == null || (company && other.filled() == 0)) {
      rule.guessed("customerId", Values.customer(customer, ""), customer);
      return;
    }
    if (company && customer.distinct().size() == 1 && other.distinct().size() > 1) {
      // The same in all samples, of several persons: the vendor's customer, which is you.
      rule.guessed("customerId", Values.customer(other, ""), other);
      return;
    }
    Column person = company ? other : customer;
    if (person.name().toLowerCase(Locale.ROOT).matches(".*/lead[^/]*")) {
      // Where customers are leads, the organization is mostly whose account it is.
      rule.fillIn(
          "customerId",
          "\"{%s}\", or \"{%s}\" if that is not your own account at the vendor's"
              .formatted(person.name(), (company ? customer : other).name()));
      return;
    }
    both(rule, company ? customer : other, person, none);
  }

  private static void both(Rule rule, Column customer, Column person, String none) {
    // Persons and companies are numbered apart: 7 and 7 are two customers.
    rule.guessed(
        "customerId",
        "{expr: %s%s}"
            .formatted(
                Values.quoted(
                    "if (%s) %s else if (%s) %s + %s"
                        .formatted(
                            Values.given(customer),
                            Values.accessor(customer),
                            Values.given(person),
                            Values.quoted(person.words() + ":"),
                            Values.accessor(person))),
                none.isEmpty() ? "" : ", default: " + Values.quoted(none)),
        customer.filled() == 0 ? person : customer);
    rule.note(
        "'%s' may be empty: then the customer is '%s'%s"
            .formatted(
                customer.name(),
                person.name(),
                none.isEmpty() ? "" : ", else the deal has one of its own"));
    rule.note(
        "see that '%s' is the customer, and not your own account at the vendor's"
            .formatted(customer.name()));
  }

  private static @Nullable Column other(FileGuess file, Column but, String words) {
    return file.columns().stream()
        .filter(column -> !column.equals(but) && column.name().startsWith("/"))
        .filter(column -> column.words().matches(words) && column.words().endsWith(" id"))
        .max(Comparator.comparingInt(Column::filled))
        .orElse(null);
  }

  static String place(@Nullable Column column) {
    return column == null ? "" : column.name();
  }
}
