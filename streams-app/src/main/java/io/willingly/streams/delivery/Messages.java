package io.willingly.streams.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.event.AlarmKind;
import io.willingly.event.AlarmState;
import io.willingly.event.QualityAlarm;
import io.willingly.event.QualityAlarmKey;
import io.willingly.event.SaveListEntry;
import io.willingly.event.SaveListKey;
import io.willingly.event.SaveReason;
import io.willingly.metrics.tally.CellKey;
import io.willingly.schemas.alarm.AlarmCodec;
import io.willingly.streams.query.AlarmText;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is said of records of published topics. */
final class Messages {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Messages() {}

  /**
   * Of an alarm or its withdrawal; none of what a newer version may publish.
   *
   * @param id of the message
   * @param at when it was published
   */
  static Optional<Message> alarm(String id, Instant at, QualityAlarmKey key, QualityAlarm alarm) {
    if (alarm.getKind() == AlarmKind.UNKNOWN || alarm.getState() == AlarmState.UNKNOWN) {
      return Optional.empty();
    }
    boolean raised = alarm.getState() == AlarmState.RAISED;
    String sentence = AlarmText.sentence(AlarmCodec.alarm(key, alarm));
    String text =
        raised
            ? "Early warning: %s.\n%s.\n%s"
                .formatted(
                    sentence,
                    AlarmText.worth(alarm.getFalseAlarmsPerQuarter(), AlarmCodec.delay(alarm)),
                    deals(alarm))
            : "Withdrawn: %s.\nWhy: %s.".formatted(sentence, alarm.getWithdrawal());
    return Optional.of(
        new Message(
            id,
            "quality_alarm." + (raised ? "raised" : "retracted"),
            at,
            text,
            data(key, alarm).put("text", text)));
  }

  private static String deals(QualityAlarm alarm) {
    return "Deals (%d of %d): %s"
        .formatted(
            alarm.getEvidence().size(),
            alarm.getEvents(),
            alarm.getEvidence().stream()
                .map(
                    deal ->
                        AlarmText.deal(
                            deal.getDealId(),
                            deal.getCustomerId(),
                            deal.getRepId(),
                            deal.getReason()))
                .collect(Collectors.joining(", ")));
  }

  private static ObjectNode data(QualityAlarmKey key, QualityAlarm alarm) {
    ObjectNode data =
        JSON.createObjectNode()
            .put("state", alarm.getState().name())
            .put("kind", alarm.getKind().name())
            .put("scope", key.getScope())
            .put("id", key.getId())
            .put("metric", key.getMetric())
            .put("definition_version", key.getDefinitionVersion())
            .put("product_line", alarm.getProductLine())
            .put("quarter", alarm.getQuarter())
            .put("from", alarm.getFrom() == null ? null : alarm.getFrom().toString())
            .put("day", alarm.getDay().toString())
            .put("deals", alarm.getDeals())
            .put("events", alarm.getEvents())
            .put("expected", alarm.getExpected())
            .put("statistic", alarm.getStatistic())
            .put("limit", alarm.getLimit())
            .put("false_alarms_per_quarter", alarm.getFalseAlarmsPerQuarter())
            .put("detection_delay_deals", alarm.getDetectionDelayDeals())
            .put("detection_delay_days", alarm.getDetectionDelayDays())
            .put("withdrawal", alarm.getWithdrawal());
    ArrayNode evidence = data.putArray("evidence");
    alarm
        .getEvidence()
        .forEach(
            deal ->
                evidence
                    .addObject()
                    .put("customer", deal.getCustomerId())
                    .put("deal", deal.getDealId())
                    .put("rep", deal.getRepId())
                    .put("reason", deal.getReason()));
    return data;
  }

  /** Of a customer who can still be helped. */
  static Message saveList(
      String id, Instant at, SaveListKey key, SaveListEntry entry, LocalDate today) {
    long daysLeft = entry.getUntil().toEpochDay() - today.toEpochDay();
    String reasons =
        entry.getReasons().stream().map(Messages::words).collect(Collectors.joining(", "));
    String rep = entry.getRepId();
    String text =
        "To save: customer %s, deal %s (%ssigned %s): %s. %s"
            .formatted(
                key.getCustomerId(),
                key.getDealId(),
                rep.equals(CellKey.NO_REP) ? "self-serve, " : "rep " + rep + ", ",
                entry.getCohortDay(),
                reasons,
                daysLeft == 0
                    ? "Today is the last day."
                    : daysLeft == 1 ? "1 day left." : daysLeft + " days left.");
    ObjectNode data =
        JSON.createObjectNode()
            .put("customer", key.getCustomerId())
            .put("deal", key.getDealId())
            .put("rep", rep)
            .put("signed", entry.getCohortDay().toString())
            .put("product_line", entry.getProductLine())
            .put("until", entry.getUntil().toString())
            .put("days_left", daysLeft)
            .put("text", text);
    ArrayNode all = data.putArray("reasons");
    entry.getReasons().forEach(reason -> all.add(reason.name()));
    return new Message(id, "save_list.added", at, text, data);
  }

  private static String words(SaveReason reason) {
    return switch (reason) {
      case UNHAPPY -> "not happy with the price";
      case FELT_PRESSURED -> "felt pressured";
      case REGRET -> "regrets it";
      case PAID_LATE -> "paid late";
      case DISPUTED -> "disputes an invoice";
      case CONCESSION -> "asked for money off";
      case OBJECTION -> "objects to the price";
      case UNKNOWN -> "for a reason this version does not know";
    };
  }
}
