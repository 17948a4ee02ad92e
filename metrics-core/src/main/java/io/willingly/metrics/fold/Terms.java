package io.willingly.metrics.fold;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.tally.CellKey;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed and by whom, as known when the deal was decided (R15, R16, R34).
 *
 * @param credits of the decision, else of the rep of the last fact up to it that names one
 * @param amount of the last of WON and AMENDED after it, else of the last fact before
 * @param wordOfMouth origin as last stated up to the signing; UNKNOWN states nothing
 */
record Terms(
    List<Content.Credit> credits,
    String productLine,
    CellKey.Recurrence recurring,
    @Nullable Money amount,
    @Nullable Money listPrice,
    boolean wordOfMouth,
    boolean originKnown) {

  /** Reads them from a signed or lost deal. */
  static Terms of(Lifecycle life, SeenFact decision) {
    Reader reader = new Reader(life.log(), Place.after(decision), life.won());
    Content.Origin origin = reader.upTo(Trait.ORIGIN, Content.Deal::origin);
    boolean referred = reader.upTo(Trait.REFERRER, Content.Deal::referredByCustomerId) != null;
    String line = reader.stated(Trait.LINE, Content.Deal::productLine);
    return new Terms(
        reader.credits(((Content.Deal) decision.content()).credits()),
        line == null ? "" : line,
        CellKey.Recurrence.of(reader.stated(Trait.RECURRING, Content.Deal::recurring)),
        reader.price(Trait.AMENDED_AMOUNT, Trait.AMOUNT, Content.Deal::amount),
        reader.price(Trait.AMENDED_LIST_PRICE, Trait.LIST_PRICE, Content.Deal::listPrice),
        referred || origin == Content.Origin.REFERRAL,
        referred || origin != null);
  }

  String primaryRep() {
    return primary(credits);
  }

  /** Who carries a decided deal, without reading the other terms. */
  static String primaryRep(Lifecycle life, SeenFact decision) {
    Reader reader = new Reader(life.log(), Place.after(decision), life.won());
    return primary(reader.credits(((Content.Deal) decision.content()).credits()));
  }

  private static String primary(List<Content.Credit> credits) {
    for (Content.Credit credit : credits) {
      if (credit.primary()) {
        return credit.repId();
      }
    }
    return CellKey.NO_REP;
  }

  private record Reader(FactLog log, Place decided, boolean won) {
    private static <T> @Nullable T said(
        @Nullable SeenFact fact, Function<Content.Deal, @Nullable T> of) {
      return fact == null ? null : of.apply((Content.Deal) fact.content());
    }

    private <T> @Nullable T upTo(Trait trait, Function<Content.Deal, @Nullable T> of) {
      return said(log.last(Place.START, decided, trait::in), of);
    }

    /** What the deal was known to be when decided, else what was first said later. */
    private <T> @Nullable T stated(Trait trait, Function<Content.Deal, @Nullable T> of) {
      T value = upTo(trait, of);
      return value != null ? value : said(log.first(decided, Place.END, trait::in), of);
    }

    private @Nullable Money price(
        Trait amended, Trait asked, Function<Content.Deal, @Nullable Money> of) {
      Money money = won ? said(log.last(decided, Place.END, amended::in), of) : null;
      return money != null ? money : upTo(asked, of);
    }

    private List<Content.Credit> credits(List<Content.Credit> said) {
      String owner = said.isEmpty() ? upTo(Trait.REP, Content.Deal::repId) : null;
      return owner == null
          ? said
          : List.of(new Content.Credit(owner, Content.CreditRole.CLOSER, 10_000, true));
    }
  }
}
