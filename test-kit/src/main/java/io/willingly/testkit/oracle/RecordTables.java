package io.willingly.testkit.oracle;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.fold.Verdict;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Currency;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Writes delivered records and the rule set into the oracle's tables; no rule is applied here. */
final class RecordTables {
  private static final String MAIN = DuckDBConnection.DEFAULT_SCHEMA;

  private final DuckDBConnection database;
  private final Definition definition;
  private long seq;

  RecordTables(DuckDBConnection database, Definition definition) {
    this.database = database;
    this.definition = definition;
  }

  void writeRuleSet() throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(
          String.format(
              "INSERT INTO definition VALUES (%d, %d, %d, %d, %d, %d, %d, %d, %d, %d)",
              definition.remorseDays(),
              definition.minReversedShare(),
              definition.regretBox(),
              definition.happyBox(),
              definition.unhappyBox(),
              definition.pressuredBox(),
              definition.effortBox(),
              definition.answerWindowDays(),
              definition.loyaltyWindowDays(),
              definition.comebackDays()));
    }
    try (DuckDBAppender clocks = database.createAppender(MAIN, "clock_start")) {
      for (Map.Entry<String, Definition.ClockStart> clock : definition.clockStarts().entrySet()) {
        clocks.beginRow().append(clock.getKey()).append(clock.getValue().name()).endRow();
      }
    }
    try (DuckDBAppender codes = database.createAppender(MAIN, "code")) {
      writeCodes(codes, Content.DealKind.values());
      writeCodes(codes, Content.ReversalReason.values());
      writeCodes(codes, Content.LossReason.values());
      writeCodes(codes, Content.SurveyKind.values());
      writeCodes(codes, Content.SurveyItem.values());
      writeCodes(codes, Content.SurveyStep.values());
      writeCodes(codes, Content.ReferralStep.values());
      writeCodes(codes, Content.CaringQuestion.values());
      writeCodes(codes, Verdict.values());
      for (Currency currency : Currency.getAvailableCurrencies()) {
        writeCode(codes, "Currency", currency.getCurrencyCode(), currency.getNumericCode());
      }
    }
  }

  private static void writeCodes(DuckDBAppender codes, Enum<?>[] values) throws SQLException {
    for (Enum<?> value : values) {
      writeCode(codes, value.getDeclaringClass().getSimpleName(), value.name(), value.ordinal());
    }
  }

  private static void writeCode(DuckDBAppender codes, String type, String name, int number)
      throws SQLException {
    codes.beginRow().append(type).append(name).append(number).endRow();
  }

  void append(Stream<Fact> delivered) throws SQLException {
    try (DuckDBAppender records = database.createAppender(MAIN, "delivered");
        DuckDBAppender credits = database.createAppender(MAIN, "credit");
        DuckDBAppender answers = database.createAppender(MAIN, "answer");
        DuckDBAppender caring = database.createAppender(MAIN, "caring")) {
      for (Iterator<Fact> facts = delivered.iterator(); facts.hasNext(); ) {
        Fact fact = facts.next();
        seq++;
        appendRecord(records, fact);
        if (fact.content() instanceof Content.Deal deal) {
          for (Content.Credit credit : deal.credits()) {
            credits.beginRow().append(seq).append(credit.repId()).append(credit.role().name());
            credits.append(credit.primary()).endRow();
          }
        } else if (fact.content() instanceof Content.Survey survey) {
          for (Map.Entry<Content.SurveyItem, Content.Answer> entry : survey.answers().entrySet()) {
            Content.Answer answer = entry.getValue();
            answers.beginRow().append(seq).append(entry.getKey().name()).append(answer.value());
            answers.append(answer.min()).append(answer.max()).endRow();
          }
        } else if (fact.content() instanceof Content.Call call) {
          for (Map.Entry<Content.CaringQuestion, Boolean> entry : call.caring().entrySet()) {
            caring.beginRow().append(seq).append(entry.getKey().name());
            caring.append(entry.getValue()).endRow();
          }
        }
      }
    }
  }

  private void appendRecord(DuckDBAppender row, Fact fact) throws SQLException {
    Content content = fact.content();
    Content.@Nullable Deal deal = content instanceof Content.Deal d ? d : null;
    Content.@Nullable Survey survey = content instanceof Content.Survey s ? s : null;
    Content.@Nullable Call call = content instanceof Content.Call c ? c : null;
    Content.@Nullable Referral referral = content instanceof Content.Referral r ? r : null;
    Content.@Nullable Rep rep = content instanceof Content.Rep r ? r : null;
    row.beginRow().append(seq).append(fact.family().name()).append(fact.id().source());
    row.append(fact.id().eventId()).append(fact.customerId()).append(fact.version().revision());
    row.append(fact.version().mappingVersion()).append(fact.retracted());
    row.append(fact.occurredAt()).append(definition.dayOfMicros(fact.occurredAt()));
    row.append(fact.delivery().arrival()).append(definition.dayOfMillis(fact.delivery().arrival()));
    row.append(CanonicalText.sha256(fact)).append(kind(fact)).append(content.dealId());
    row.append(deal != null ? deal.repId() : call != null ? call.repId() : null);
    appendDeal(row, deal);
    row.append(survey == null ? null : survey.surveyId())
        .append(name(survey == null ? null : survey.kind()));
    row.append(survey == null ? null : survey.respondentId());
    row.append(name(survey == null ? null : survey.respondentRole()));
    row.append(survey == null ? null : survey.origin());
    row.append(referral == null ? null : referral.referralId());
    row.append(referral == null ? null : referral.referredParty());
    appendCall(row, call);
    row.append(rep == null ? null : rep.team());
    row.append(rep == null ? null : (Integer) Math.toIntExact(rep.effectiveFrom())).endRow();
  }

  private void appendDeal(DuckDBAppender row, Content.@Nullable Deal deal) throws SQLException {
    if (deal == null) {
      appendNulls(row, 13);
      return;
    }
    appendMoney(row, deal.amount());
    appendMoney(row, deal.listPrice());
    row.append(deal.productLine()).append(deal.recurring()).append(name(deal.reversalReason()));
    row.append(name(deal.lossReason()))
        .append(name(deal.renewalMode()))
        .append(name(deal.origin()));
    row.append(deal.referredByCustomerId()).append(day(deal.dueAt())).append(day(deal.paidAt()));
  }

  private static void appendCall(DuckDBAppender row, Content.@Nullable Call call)
      throws SQLException {
    if (call == null) {
      appendNulls(row, 13);
      return;
    }
    row.append(name(call.startedBy())).append(call.durationMillis()).append(call.repSpeechMillis());
    row.append(call.customerSpeechMillis()).append(call.longestMonologueMillis());
    row.append(call.patienceMillis()).append(call.speakerSwitches()).append(call.interruptions());
    row.append(call.repQuestions()).append(call.priceObjections()).append(call.aggressiveCues());
    row.append(call.directiveCues()).append(call.nextStepAgreed());
  }

  private static void appendMoney(DuckDBAppender row, @Nullable Money money) throws SQLException {
    row.append(money == null ? null : (Long) money.minor());
    row.append(money == null ? null : money.currency());
  }

  private static void appendNulls(DuckDBAppender row, int count) throws SQLException {
    for (int i = 0; i < count; i++) {
      row.appendNull();
    }
  }

  private @Nullable Integer day(@Nullable Long micros) {
    return micros == null ? null : (Integer) definition.dayOfMicros(micros);
  }

  private static @Nullable String name(@Nullable Enum<?> symbol) {
    return symbol == null ? null : symbol.name();
  }

  private static String kind(Fact fact) {
    Content content = fact.content();
    if (content instanceof Content.Deal deal) {
      return deal.kind().name();
    }
    if (content instanceof Content.Survey survey) {
      return survey.step().name();
    }
    return content instanceof Content.Referral referral
        ? referral.step().name()
        : fact.family().name();
  }
}
