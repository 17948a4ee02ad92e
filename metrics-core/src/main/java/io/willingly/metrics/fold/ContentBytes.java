package io.willingly.metrics.fold;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Money;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Canonical bytes of a fact's content (R4): field number and value of the fields that differ from
 * their default, in ascending order. A field added later never changes the bytes of older facts, so
 * equal bytes mean equal content. Field numbers are stored and never reused.
 */
final class ContentBytes {
  private static final int END = 0;
  private static final Content.DealKind[] DEAL_KINDS = Content.DealKind.values();
  private static final Content.ReversalReason[] REVERSALS = Content.ReversalReason.values();
  private static final Content.ReasonSetBy[] SETTERS = Content.ReasonSetBy.values();
  private static final Content.LossReason[] LOSSES = Content.LossReason.values();
  private static final Content.RenewalMode[] RENEWALS = Content.RenewalMode.values();
  private static final Content.Origin[] ORIGINS = Content.Origin.values();
  private static final Content.CreditRole[] ROLES = Content.CreditRole.values();
  private static final Content.StartedBy[] STARTERS = Content.StartedBy.values();
  private static final Content.CaringQuestion[] CARING = Content.CaringQuestion.values();
  private static final Content.SurveyStep[] SURVEY_STEPS = Content.SurveyStep.values();
  private static final Content.SurveyKind[] SURVEY_KINDS = Content.SurveyKind.values();
  private static final Content.RespondentRole[] RESPONDENTS = Content.RespondentRole.values();
  private static final Content.SurveyItem[] ITEMS = Content.SurveyItem.values();
  private static final Content.ReferralStep[] REFERRAL_STEPS = Content.ReferralStep.values();

  private static final int DEAL = 1;
  private static final int CALL = 2;
  private static final int SURVEY = 3;
  private static final int REFERRAL = 4;
  private static final int ERASURE = 5;
  private static final int REP = 6;

  private ContentBytes() {}

  static byte[] write(Content content) {
    Fields out = new Fields(new ByteWriter(192));
    if (content instanceof Content.Deal deal) {
      writeDeal(out, deal);
    } else if (content instanceof Content.Call call) {
      writeCall(out, call);
    } else if (content instanceof Content.Survey survey) {
      writeSurvey(out, survey);
    } else if (content instanceof Content.Referral referral) {
      out.bytes.putByte(REFERRAL);
      out.number(1, (long) referral.step().ordinal());
      out.text(2, referral.referralId());
      out.text(3, referral.dealId());
      out.text(4, referral.referredParty());
      out.text(5, referral.convertedDealId());
    } else if (content instanceof Content.Rep rep) {
      out.bytes.putByte(REP);
      out.text(1, rep.repId());
      out.text(2, rep.name());
      out.text(3, rep.team());
      out.text(4, rep.region());
      out.text(5, rep.role());
      out.text(6, rep.segment());
      out.number(7, rep.hiredOn());
      out.number(8, rep.effectiveFrom());
    } else {
      out.bytes.putByte(ERASURE);
    }
    return out.bytes.putByte(END).toBytes();
  }

  private static void writeDeal(Fields out, Content.Deal deal) {
    out.bytes.putByte(DEAL);
    out.number(1, (long) deal.kind().ordinal());
    out.text(2, deal.dealId());
    out.money(3, deal.amount());
    out.money(4, deal.listPrice());
    out.text(5, deal.productLine());
    out.flag(6, deal.recurring());
    out.choice(7, deal.reversalReason());
    out.choice(8, deal.reasonSetBy());
    out.choice(9, deal.lossReason());
    out.choice(10, deal.renewalMode());
    out.choice(11, deal.origin());
    out.text(12, deal.referredByCustomerId());
    out.text(13, deal.repId());
    out.text(14, deal.stage());
    out.number(15, deal.dueAt());
    out.number(16, deal.paidAt());
    if (!deal.credits().isEmpty()) {
      out.bytes.putByte(17).putInt(deal.credits().size());
      for (Content.Credit credit : deal.credits()) {
        out.bytes.putString(credit.repId()).putByte(credit.role().ordinal());
        out.bytes.putInt(credit.shareBasisPoints()).putBoolean(credit.primary());
      }
    }
  }

  private static void writeCall(Fields out, Content.Call call) {
    out.bytes.putByte(CALL);
    out.text(1, call.callId());
    out.text(2, call.dealId());
    out.text(3, call.repId());
    out.choice(4, call.startedBy());
    out.number(5, call.durationMillis());
    out.number(6, call.repSpeechMillis());
    out.number(7, call.customerSpeechMillis());
    out.number(8, call.longestMonologueMillis());
    out.number(9, call.patienceMillis());
    out.number(10, wide(call.speakerSwitches()));
    out.number(11, wide(call.interruptions()));
    out.number(12, wide(call.repQuestions()));
    int known = 0;
    int asked = 0;
    for (Map.Entry<Content.CaringQuestion, Boolean> entry : call.caring().entrySet()) {
      known |= 1 << entry.getKey().ordinal();
      asked |= entry.getValue() ? 1 << entry.getKey().ordinal() : 0;
    }
    out.number(13, known == 0 ? null : (long) (known << 8 | asked));
    out.number(14, wide(call.priceObjections()));
    out.number(15, wide(call.aggressiveCues()));
    out.number(16, wide(call.directiveCues()));
    out.flag(17, call.nextStepAgreed());
  }

  private static void writeSurvey(Fields out, Content.Survey survey) {
    out.bytes.putByte(SURVEY);
    out.number(1, (long) survey.step().ordinal());
    out.text(2, survey.surveyId());
    out.number(3, (long) survey.kind().ordinal());
    out.text(4, survey.dealId());
    out.text(5, survey.respondentId());
    out.number(6, (long) survey.respondentRole().ordinal());
    if (!survey.answers().isEmpty()) {
      out.bytes.putByte(7).putInt(survey.answers().size());
      for (Content.SurveyItem item : ITEMS) {
        Content.Answer answer = survey.answers().get(item);
        if (answer != null) {
          out.bytes.putByte(item.ordinal());
          out.bytes.putInt(answer.value()).putInt(answer.min()).putInt(answer.max());
        }
      }
    }
    out.text(8, survey.comment());
    out.text(9, survey.origin());
  }

  static Content read(byte[] bytes) {
    return read(new ByteReader(bytes));
  }

  static Content read(ByteReader in) {
    int type = in.getByte();
    return switch (type) {
      case DEAL -> readDeal(in);
      case CALL -> readCall(in);
      case SURVEY -> readSurvey(in);
      case REFERRAL -> readReferral(in);
      case ERASURE -> new Content.Erasure();
      case REP -> readRep(in);
      default -> throw new IllegalStateException("stored fact of unknown type " + type);
    };
  }

  private static Content readDeal(ByteReader in) {
    Content.DealKind kind = Content.DealKind.OPENED;
    String dealId = "";
    Money amount = null;
    Money listPrice = null;
    String productLine = null;
    Boolean recurring = null;
    Content.ReversalReason reversalReason = null;
    Content.ReasonSetBy reasonSetBy = null;
    Content.LossReason lossReason = null;
    Content.RenewalMode renewalMode = null;
    Content.Origin origin = null;
    String referredBy = null;
    String repId = null;
    String stage = null;
    Long dueAt = null;
    Long paidAt = null;
    List<Content.Credit> credits = List.of();
    for (int field = in.getByte(); field != END; field = in.getByte()) {
      switch (field) {
        case 1 -> kind = DEAL_KINDS[in.getInt()];
        case 2 -> dealId = in.getString();
        case 3 -> amount = readMoney(in);
        case 4 -> listPrice = readMoney(in);
        case 5 -> productLine = in.getString();
        case 6 -> recurring = in.getBoolean();
        case 7 -> reversalReason = REVERSALS[in.getInt()];
        case 8 -> reasonSetBy = SETTERS[in.getInt()];
        case 9 -> lossReason = LOSSES[in.getInt()];
        case 10 -> renewalMode = RENEWALS[in.getInt()];
        case 11 -> origin = ORIGINS[in.getInt()];
        case 12 -> referredBy = in.getString();
        case 13 -> repId = in.getString();
        case 14 -> stage = in.getString();
        case 15 -> dueAt = in.getLong();
        case 16 -> paidAt = in.getLong();
        case 17 -> credits = readCredits(in);
        default -> throw unknown(field);
      }
    }
    return new Content.Deal(
        kind,
        dealId,
        amount,
        listPrice,
        productLine,
        recurring,
        reversalReason,
        reasonSetBy,
        lossReason,
        renewalMode,
        origin,
        referredBy,
        repId,
        stage,
        dueAt,
        paidAt,
        credits);
  }

  private static List<Content.Credit> readCredits(ByteReader in) {
    int size = in.getInt();
    List<Content.Credit> credits = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      credits.add(
          new Content.Credit(in.getString(), ROLES[in.getByte()], in.getInt(), in.getBoolean()));
    }
    return credits;
  }

  private static Content readCall(ByteReader in) {
    String callId = "";
    String dealId = null;
    String repId = null;
    Content.StartedBy startedBy = null;
    Long[] numbers = new Long[18];
    Boolean nextStep = null;
    Map<Content.CaringQuestion, Boolean> caring = new EnumMap<>(Content.CaringQuestion.class);
    for (int field = in.getByte(); field != END; field = in.getByte()) {
      switch (field) {
        case 1 -> callId = in.getString();
        case 2 -> dealId = in.getString();
        case 3 -> repId = in.getString();
        case 4 -> startedBy = STARTERS[in.getInt()];
        case 13 -> readCaring(in.getInt(), caring);
        case 17 -> nextStep = in.getBoolean();
        default -> {
          if (field > 17) {
            throw unknown(field);
          }
          numbers[field] = in.getLong();
        }
      }
    }
    return new Content.Call(
        callId,
        dealId,
        repId,
        startedBy,
        numbers[5],
        numbers[6],
        numbers[7],
        numbers[8],
        numbers[9],
        narrow(numbers[10]),
        narrow(numbers[11]),
        narrow(numbers[12]),
        caring,
        narrow(numbers[14]),
        narrow(numbers[15]),
        narrow(numbers[16]),
        nextStep);
  }

  private static void readCaring(int mask, Map<Content.CaringQuestion, Boolean> caring) {
    for (Content.CaringQuestion question : CARING) {
      if ((mask >> 8 & 1 << question.ordinal()) != 0) {
        caring.put(question, (mask & 1 << question.ordinal()) != 0);
      }
    }
  }

  private static Content readSurvey(ByteReader in) {
    Content.SurveyStep step = Content.SurveyStep.INVITED;
    String surveyId = "";
    Content.SurveyKind kind = Content.SurveyKind.OTHER;
    String dealId = null;
    String respondentId = null;
    Content.RespondentRole role = Content.RespondentRole.OTHER;
    Map<Content.SurveyItem, Content.Answer> answers = new EnumMap<>(Content.SurveyItem.class);
    String comment = null;
    String origin = null;
    for (int field = in.getByte(); field != END; field = in.getByte()) {
      switch (field) {
        case 1 -> step = SURVEY_STEPS[in.getInt()];
        case 2 -> surveyId = in.getString();
        case 3 -> kind = SURVEY_KINDS[in.getInt()];
        case 4 -> dealId = in.getString();
        case 5 -> respondentId = in.getString();
        case 6 -> role = RESPONDENTS[in.getInt()];
        case 7 -> {
          for (int left = in.getInt(); left > 0; left--) {
            Content.SurveyItem item = ITEMS[in.getByte()];
            answers.put(item, new Content.Answer(in.getInt(), in.getInt(), in.getInt()));
          }
        }
        case 8 -> comment = in.getString();
        case 9 -> origin = in.getString();
        default -> throw unknown(field);
      }
    }
    return new Content.Survey(
        step, surveyId, kind, dealId, respondentId, role, answers, comment, origin);
  }

  private static Content readReferral(ByteReader in) {
    Content.ReferralStep step = Content.ReferralStep.MADE;
    @Nullable String[] texts = new String[6];
    for (int field = in.getByte(); field != END; field = in.getByte()) {
      if (field == 1) {
        step = REFERRAL_STEPS[in.getInt()];
      } else if (field <= 5) {
        texts[field] = in.getString();
      } else {
        throw unknown(field);
      }
    }
    return new Content.Referral(step, text(texts[2]), texts[3], texts[4], texts[5]);
  }

  private static Content readRep(ByteReader in) {
    @Nullable String[] texts = new String[7];
    Long hiredOn = null;
    long effectiveFrom = 0;
    for (int field = in.getByte(); field != END; field = in.getByte()) {
      switch (field) {
        case 1, 2, 3, 4, 5, 6 -> texts[field] = in.getString();
        case 7 -> hiredOn = in.getLong();
        case 8 -> effectiveFrom = in.getLong();
        default -> throw unknown(field);
      }
    }
    return new Content.Rep(
        text(texts[1]), texts[2], texts[3], texts[4], texts[5], texts[6], hiredOn, effectiveFrom);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static Money readMoney(ByteReader in) {
    return new Money(in.getLong(), in.getString());
  }

  private static @Nullable Long wide(@Nullable Integer value) {
    return value == null ? null : Long.valueOf(value);
  }

  private static @Nullable Integer narrow(@Nullable Long value) {
    return value == null ? null : Math.toIntExact(value);
  }

  private static IllegalStateException unknown(int field) {
    return new IllegalStateException("stored fact has unknown field " + field + "; upgrade");
  }

  /** Writes a field number and its value where the value is present. */
  private record Fields(ByteWriter bytes) {
    void number(int field, @Nullable Long value) {
      if (value != null) {
        bytes.putByte(field).putLong(value);
      }
    }

    void choice(int field, @Nullable Enum<?> value) {
      number(field, value == null ? null : (long) value.ordinal());
    }

    void text(int field, @Nullable String value) {
      if (value != null) {
        bytes.putByte(field).putString(value);
      }
    }

    void flag(int field, @Nullable Boolean value) {
      if (value != null) {
        bytes.putByte(field).putBoolean(value);
      }
    }

    void money(int field, @Nullable Money value) {
      if (value != null) {
        bytes.putByte(field).putLong(value.minor()).putString(value.currency());
      }
    }
  }
}
