package io.willingly.streams.watch;

import io.willingly.event.AlarmDeal;
import io.willingly.metrics.alarm.Alarm;
import io.willingly.metrics.alarm.Watched;
import io.willingly.metrics.fold.DealState;
import io.willingly.schemas.alarm.AlarmCodec;
import io.willingly.streams.query.Alarms;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.CaseFile;
import io.willingly.streams.query.CaseFile.Case;
import io.willingly.streams.query.Queries;
import io.willingly.streams.watch.AlarmLog.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says why an alarm is withdrawn, as exactly as what it rested on tells. */
public record Withdrawals(Queries queries, int remorseDays) {

  String reason(Entry entry, Alarms now, AsOf asOf) {
    Alarm alarm = AlarmCodec.alarm(entry.key(), entry.value());
    List<String> undone = new ArrayList<>();
    long unknown = 0;
    for (AlarmDeal deal : entry.value().getEvidence()) {
      Optional<Case> known = known(deal, asOf);
      if (known.isEmpty()) {
        unknown++;
      } else {
        String what = undone(alarm, deal, known.get());
        if (what != null) {
          undone.add(
              "deal %s of customer %s %s".formatted(deal.getDealId(), deal.getCustomerId(), what));
        }
      }
    }
    if (unknown > 0) {
      undone.add(unknown + " of its deals left: withdrawn by their source, or erased");
    }
    if (!undone.isEmpty()) {
      return String.join("; ", undone);
    }
    double limit = now.limits().of(alarm.kind());
    return Math.abs(limit - alarm.limit()) > 1e-9
        ? "what is known now of the time before the quarter moves the limit from %s to %s"
            .formatted(number(alarm.limit()), number(limit))
        : "its %d deals stand, but with what is known now they are no longer too many there"
            .formatted(alarm.events());
  }

  /** Why a deal does not count for the alarm any more; null when it does. */
  private @Nullable String undone(Alarm alarm, AlarmDeal deal, Case known) {
    DealState state = known.state();
    if (state == null || !counts(state, alarm.metric())) {
      return noLonger(deal.getReason()) + withdrawn(known);
    }
    if (!state.repId().equals(deal.getRepId())) {
      return "counts for rep %s now, no longer for %s".formatted(state.repId(), deal.getRepId());
    }
    if (!alarm.productLine().isEmpty() && !state.productLine().equals(alarm.productLine())) {
      return "counts for product line '%s' now, no longer for '%s'"
          .formatted(state.productLine(), alarm.productLine());
    }
    return null;
  }

  /** The deals that are still known: of who was erased nothing is published again (R43). */
  List<AlarmDeal> known(Entry entry, AsOf asOf) {
    return entry.value().getEvidence().stream()
        .filter(deal -> known(deal, asOf).isPresent())
        .toList();
  }

  private Optional<Case> known(AlarmDeal deal, AsOf asOf) {
    return queries.deal(deal.getDealId(), asOf) instanceof CaseFile file
        ? file.cases().stream()
            .filter(each -> each.customerId().equals(deal.getCustomerId()))
            .findFirst()
        : Optional.empty();
  }

  private boolean counts(DealState state, Watched metric) {
    return io.willingly.streams.query.AlarmDeal.reason(metric, state, remorseDays) != null;
  }

  private static String noLonger(String reason) {
    return switch (reason) {
      case "TOOK_IT_BACK" -> "is no longer taken back";
      case "STATED_REGRET" -> "is no longer regretted";
      default -> "no longer has an unhappy answer";
    };
  }

  /** The facts of a deal that its source withdrew. */
  private static String withdrawn(Case known) {
    String facts =
        known.facts().stream()
            .filter(fact -> fact.what().startsWith(CaseFile.WITHDRAWN))
            .map(fact -> fact.what() + " (" + fact.source() + "/" + fact.eventId() + ")")
            .collect(Collectors.joining(", "));
    return facts.isEmpty() ? "" : ", " + facts;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
