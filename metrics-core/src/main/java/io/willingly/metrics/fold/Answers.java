package io.willingly.metrics.fold;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.RespondentRole;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.fact.Content.SurveyKind;
import io.willingly.metrics.fact.Content.SurveyStep;
import io.willingly.metrics.fold.DealState.Vote;
import io.willingly.metrics.tally.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What answers say (R26 to R28, R35). A question is an item asked in a purchase survey, by its
 * ordinal; one more is whether a customer was served, asked in any survey (R36). Of each respondent
 * the first answer to a question is his voice; on the price also the first after the answer window,
 * his later voice.
 */
record Answers(Definition definition) {
  /** The item of this ordinal, asked in any survey. */
  static final int SERVED_IN_ANY = SurveyItem.values().length;

  /** In a mask of questions: the answer is its respondent's later voice on the price. */
  static final int LATER = 1 << 16;

  private static final int HAPPY = SurveyItem.HAPPY_WITH_PRICE.ordinal();
  private static final SurveyItem[] ITEMS = SurveyItem.values();
  private static final int QUESTION_SHIFT = 4;
  private static final int PAYER = 1 << 3;

  /** Yes, neutral and no; a single answer is never split. */
  private static final int VOTES = 3;

  static Content.Survey survey(SeenFact fact) {
    return (Content.Survey) fact.content();
  }

  static boolean isAnswer(SeenFact fact) {
    return fact.content() instanceof Content.Survey survey && survey.step() == SurveyStep.ANSWERED;
  }

  /** Who answered; without a name each survey has a respondent of its own. */
  static String respondent(Content.Survey survey) {
    String named = survey.respondentId();
    return named == null ? "survey " + survey.surveyId() : "person " + named;
  }

  /** Mask of the questions an answer answers. */
  static int questions(Content.Survey survey) {
    int mask = survey.answers().containsKey(SurveyItem.FELT_SERVED) ? 1 << SERVED_IN_ANY : 0;
    if (survey.kind() == SurveyKind.PURCHASE) {
      for (SurveyItem item : survey.answers().keySet()) {
        mask |= 1 << item.ordinal();
      }
    }
    return mask;
  }

  /** Answers to the price can be later voices. */
  static boolean isOnPrice(int questions) {
    return (questions & 1 << HAPPY) != 0;
  }

  /** The questions an answer answers, as numbers to be summed. */
  static Tally says(int questions) {
    Tally.Builder sum = new Tally.Builder();
    for (int question = 0; question <= SERVED_IN_ANY; question++) {
      sum.add(Trait.SAYS.key(question), questions >> question & 1);
    }
    return sum.build();
  }

  static ToLongFunction<Tally> saying(int question) {
    return sum -> sum.get(Trait.SAYS.key(question));
  }

  /** When the answer window of a deal signed then is over, microseconds. */
  long windowEnd(@Nullable Long signedAt) {
    return signedAt == null
        ? Long.MAX_VALUE
        : definition.firstMicros(
            definition.dayOfMicros(signedAt) + definition.answerWindowDays() + 1);
  }

  /** What an answer says, of which it is a voice in the questions of a mask. */
  Tally weigh(Content.Survey survey, int voices) {
    Tally.Builder sum = new Tally.Builder();
    int payer = survey.respondentRole() == RespondentRole.PAYER_OR_SIGNER ? PAYER : 0;
    survey
        .answers()
        .forEach(
            (item, answer) -> {
              int who = payer | vote(item, answer).ordinal();
              int question = item.ordinal();
              if ((voices & 1 << question) != 0) {
                sum.add(Trait.VOICE.key(question << QUESTION_SHIFT | who), 1);
                sum.add(Trait.BOX.key(question), answer.box(boxes(item)));
              }
              if (item == SurveyItem.FELT_SERVED && (voices & 1 << SERVED_IN_ANY) != 0) {
                sum.add(Trait.VOICE.key(SERVED_IN_ANY << QUESTION_SHIFT | who), 1);
              }
              if (question == HAPPY && (voices & LATER) != 0) {
                sum.add(Trait.LATER_VOICE.key(who), 1);
              }
            });
    sum.add(Trait.HAPPY.key(0), says(survey, SurveyItem.HAPPY_WITH_PRICE, Vote.YES));
    sum.add(Trait.UNHAPPY.key(0), says(survey, SurveyItem.HAPPY_WITH_PRICE, Vote.NO));
    sum.add(Trait.PRESSURED.key(0), says(survey, SurveyItem.FELT_PRESSURED, Vote.YES));
    // R27: regret, or would not pay it again.
    sum.add(
        Trait.REGRET.key(0),
        says(survey, SurveyItem.REGRET, Vote.YES)
            | says(survey, SurveyItem.WOULD_PAY_AGAIN, Vote.NO));
    return sum.build();
  }

  private int says(Content.Survey survey, SurveyItem item, Vote vote) {
    Content.Answer answer = survey.answers().get(item);
    return answer != null && vote(item, answer) == vote ? 1 : 0;
  }

  /** The log of answers in memory, with the voices found out by reading all. */
  FactLog log(List<SeenFact> surveyFacts, long windowEnd) {
    List<SeenFact> answers = new ArrayList<>();
    List<Tally> weights = new ArrayList<>();
    Map<String, Integer> heard = new HashMap<>();
    for (SeenFact fact : surveyFacts) {
      if (isAnswer(fact)) {
        Content.Survey survey = survey(fact);
        int questions = questions(survey);
        if (isOnPrice(questions) && fact.occurredAt() >= windowEnd) {
          questions |= LATER;
        }
        String who = respondent(survey);
        int before = heard.getOrDefault(who, 0);
        heard.put(who, before | questions);
        answers.add(fact);
        weights.add(weigh(survey, questions & ~before));
      }
    }
    return answers.isEmpty() ? ListLog.EMPTY : new ListLog(answers, weights);
  }

  /** How many respondents have a voice in a question. */
  static long respondents(Tally voices, int question) {
    return respondents(voices, Trait.VOICE, question << QUESTION_SHIFT);
  }

  static long laterRespondents(Tally voices) {
    return respondents(voices, Trait.LATER_VOICE, 0);
  }

  private static long respondents(Tally voices, Trait trait, int bucket) {
    long all = 0;
    for (int vote = 0; vote < VOTES; vote++) {
      all += voices.get(trait.key(bucket | vote)) + voices.get(trait.key(bucket | PAYER | vote));
    }
    return all;
  }

  static Vote decide(Tally voices, int question) {
    return decide(voices, Trait.VOICE, question << QUESTION_SHIFT);
  }

  static Vote decideLater(Tally voices) {
    return decide(voices, Trait.LATER_VOICE, 0);
  }

  /**
   * R26: payer or signer decides, else all; more yes than not-yes is yes, a tie is split. So-so
   * counts as not-yes here and is kept apart where it outweighs the plain no.
   */
  private static Vote decide(Tally voices, Trait trait, int bucket) {
    long[] votes = votes(voices, trait, bucket | PAYER);
    if (votes[0] + votes[1] + votes[2] == 0) {
      votes = votes(voices, trait, bucket);
    }
    long yes = votes[Vote.YES.ordinal()];
    long neutral = votes[Vote.NEUTRAL.ordinal()];
    long no = votes[Vote.NO.ordinal()];
    if (yes == neutral + no) {
      return Vote.SPLIT;
    }
    if (yes > neutral + no) {
      return Vote.YES;
    }
    return neutral > no ? Vote.NEUTRAL : Vote.NO;
  }

  private static long[] votes(Tally voices, Trait trait, int bucket) {
    long[] votes = new long[VOTES];
    for (int vote = 0; vote < votes.length; vote++) {
      votes[vote] = voices.get(trait.key(bucket | vote));
    }
    return votes;
  }

  /** What one answer says on its own (R35). */
  private Vote vote(SurveyItem item, Content.Answer answer) {
    return switch (item) {
      case EFFORT -> cut(answer.box(7), definition.effortBox(), 3);
      case WOULD_RECOMMEND -> cut(answer.box(11), 10, 7);
      case REGRET -> cut(answer.box(5), definition.regretBox(), definition.unhappyBox());
      case FELT_PRESSURED -> cut(answer.box(5), definition.pressuredBox(), definition.unhappyBox());
      default -> cut(answer.box(5), definition.happyBox(), definition.unhappyBox());
    };
  }

  private static Vote cut(int box, int yesFrom, int noTo) {
    return box >= yesFrom ? Vote.YES : box <= noTo ? Vote.NO : Vote.NEUTRAL;
  }

  /** How many boxes an item's answers are mapped to. */
  static int boxes(SurveyItem item) {
    return switch (item) {
      case EFFORT -> 7;
      case WOULD_RECOMMEND -> 11;
      default -> 5;
    };
  }

  /** The items asked in a purchase survey that at least one respondent answered. */
  static List<SurveyItem> answered(Tally voices) {
    List<SurveyItem> items = new ArrayList<>();
    for (SurveyItem item : ITEMS) {
      if (respondents(voices, item.ordinal()) > 0) {
        items.add(item);
      }
    }
    return items;
  }
}
