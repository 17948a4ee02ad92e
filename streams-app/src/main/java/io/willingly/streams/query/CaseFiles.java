package io.willingly.streams.query;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.fold.CustomerView;
import io.willingly.metrics.fold.CustomerView.FactView;
import io.willingly.metrics.fold.DealState;
import io.willingly.metrics.fold.Reason;
import io.willingly.streams.query.CaseFile.Case;
import io.willingly.streams.query.CaseFile.Entry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts together what is known of a deal: the facts that name it, and those its state rests on. */
final class CaseFiles {
  private CaseFiles() {}

  static Case of(CustomerView customer, String dealId) {
    CustomerView.DealView deal = customer.deals().get(dealId);
    DealState state = deal == null ? null : deal.state();
    Map<FactId, String> evidence =
        state == null
            ? Map.of()
            : state.evidence().stream()
                .collect(
                    Collectors.groupingBy(
                        DealState.Evidence::fact,
                        Collectors.mapping(each -> each.kind().name(), Collectors.joining("; "))));
    List<Entry> facts =
        customer.facts().stream()
            .filter(
                fact -> dealId.equals(fact.content().dealId()) || evidence.containsKey(fact.id()))
            .sorted(
                Comparator.comparingLong(FactView::occurredAt)
                    .thenComparing(fact -> fact.id().source())
                    .thenComparing(fact -> fact.id().eventId()))
            .map(fact -> entry(fact, evidence.get(fact.id())))
            .toList();
    return new Case(customer.customerId(), state, facts);
  }

  private static Entry entry(FactView fact, @Nullable String evidence) {
    Reason reason = fact.reason();
    return new Entry(
        Instant.EPOCH.plus(fact.occurredAt(), ChronoUnit.MICROS).toString(),
        Instant.ofEpochMilli(fact.arrival()).toString(),
        (fact.retracted() ? CaseFile.WITHDRAWN : "") + words(fact.content()),
        fact.id().source(),
        fact.id().eventId(),
        reason == Reason.NONE
            ? reason.outcome().name()
            : reason.outcome() + " " + reason + ": " + reason.text(),
        evidence == null ? "" : evidence);
  }

  private static String words(Content content) {
    if (content instanceof Content.Deal deal) {
      return "deal "
          + deal.kind()
          + said("amount", money(deal.amount()))
          + said("reason", deal.reversalReason())
          + said("loss", deal.lossReason())
          + said("stage", deal.stage())
          + said("rep", deal.repId());
    }
    if (content instanceof Content.Survey survey) {
      return "survey "
          + survey.kind()
          + " "
          + survey.step()
          + said("answers", answers(survey))
          + said("comment", survey.comment());
    }
    if (content instanceof Content.Call call) {
      return "call"
          + said("rep", call.repId())
          + said("minutes", call.durationMillis() == null ? null : call.durationMillis() / 60_000)
          + said("price objections", call.priceObjections());
    }
    if (content instanceof Content.Referral referral) {
      return "referral " + referral.step() + said("id", referral.referralId());
    }
    return content.getClass().getSimpleName();
  }

  private static @Nullable String money(@Nullable Money money) {
    return money == null ? null : MoneyText.of(money.minor(), money.currency());
  }

  private static @Nullable String answers(Content.Survey survey) {
    if (survey.answers().isEmpty()) {
      return null;
    }
    Map<Content.SurveyItem, String> texts = new TreeMap<>();
    survey
        .answers()
        .forEach(
            (item, answer) ->
                texts.put(
                    item,
                    item.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + " %d (of %d to %d)"
                            .formatted(answer.value(), answer.min(), answer.max())));
    return String.join(", ", texts.values());
  }

  private static String said(String name, @Nullable Object value) {
    return value == null ? "" : ", " + name + " " + value;
  }
}
