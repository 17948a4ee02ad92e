package io.willingly.metrics.fold;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.RespondentRole;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.fact.Content.SurveyKind;
import io.willingly.metrics.fact.Content.SurveyStep;
import io.willingly.metrics.fold.DealState.Vote;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What the respondents of one deal said (R26 to R28).
 *
 * @param facts ANSWERED facts of the deal's surveys, in order
 */
record Answers(List<SeenFact> facts, Definition definition) {

  /** The first answer of a respondent to an item. */
  record Voice(SeenFact fact, RespondentRole role, Content.Answer answer) {}

  static Answers of(List<SeenFact> surveyFacts, Definition definition) {
    List<SeenFact> answered = new ArrayList<>();
    for (SeenFact fact : surveyFacts) {
      if (survey(fact).step() == SurveyStep.ANSWERED) {
        answered.add(fact);
      }
    }
    return new Answers(answered, definition);
  }

  static Content.Survey survey(SeenFact fact) {
    return (Content.Survey) fact.content();
  }

  /** First PURCHASE answers per respondent and item on days accepted after the signing (R26). */
  Map<SurveyItem, List<Voice>> purchaseVoices(int cohortDay, IntPredicate days) {
    Map<SurveyItem, Map<String, Voice>> first = new EnumMap<>(SurveyItem.class);
    for (SeenFact fact : facts) {
      Content.Survey survey = survey(fact);
      if (survey.kind() == SurveyKind.PURCHASE
          && days.test(definition.dayOfMicros(fact.occurredAt()) - cohortDay)) {
        collect(fact, survey, first);
      }
    }
    return listed(first);
  }

  /** First answers per respondent to any survey, whenever given. */
  Map<SurveyItem, List<Voice>> allVoices() {
    Map<SurveyItem, Map<String, Voice>> first = new EnumMap<>(SurveyItem.class);
    for (SeenFact fact : facts) {
      collect(fact, survey(fact), first);
    }
    return listed(first);
  }

  private static void collect(
      SeenFact fact, Content.Survey survey, Map<SurveyItem, Map<String, Voice>> first) {
    String named = survey.respondentId();
    String respondent = named == null ? "survey " + survey.surveyId() : "person " + named;
    survey
        .answers()
        .forEach(
            (item, answer) ->
                first
                    .computeIfAbsent(item, any -> new LinkedHashMap<>())
                    .putIfAbsent(respondent, new Voice(fact, survey.respondentRole(), answer)));
  }

  private static Map<SurveyItem, List<Voice>> listed(Map<SurveyItem, Map<String, Voice>> first) {
    Map<SurveyItem, List<Voice>> lists = new EnumMap<>(SurveyItem.class);
    first.forEach((item, voices) -> lists.put(item, List.copyOf(voices.values())));
    return lists;
  }

  /**
   * R26: payer or signer decides, else all; more yes than not-yes is yes, a tie is split. So-so
   * counts as not-yes here and is kept apart where it outweighs the plain no.
   */
  Vote decide(SurveyItem item, List<Voice> voices) {
    boolean payer = voices.stream().anyMatch(v -> v.role() == RespondentRole.PAYER_OR_SIGNER);
    int yes = 0;
    int neutral = 0;
    int no = 0;
    for (Voice voice : voices) {
      if (!payer || voice.role() == RespondentRole.PAYER_OR_SIGNER) {
        switch (vote(item, voice.answer())) {
          case YES -> yes++;
          case NO -> no++;
          default -> neutral++;
        }
      }
    }
    if (yes == neutral + no) {
      return Vote.SPLIT;
    }
    if (yes > neutral + no) {
      return Vote.YES;
    }
    return neutral > no ? Vote.NEUTRAL : Vote.NO;
  }

  /** What one answer says on its own (R35). */
  Vote vote(SurveyItem item, Content.Answer answer) {
    return switch (item) {
      case EFFORT -> cut(answer.box(7), definition.effortBox(), 3);
      case WOULD_RECOMMEND -> cut(answer.box(11), 10, 7);
      case REGRET -> cut(answer.box(5), definition.regretBox(), 2);
      case FELT_PRESSURED -> cut(answer.box(5), definition.pressuredBox(), 2);
      default -> cut(answer.box(5), definition.happyBox(), definition.unhappyBox());
    };
  }

  private static Vote cut(int box, int yesFrom, int noTo) {
    return box >= yesFrom ? Vote.YES : box <= noTo ? Vote.NO : Vote.NEUTRAL;
  }

  /** The box that sums are kept in: of seven for effort, eleven for recommending, else five. */
  static int box(SurveyItem item, Content.Answer answer) {
    return answer.box(
        switch (item) {
          case EFFORT -> 7;
          case WOULD_RECOMMEND -> 11;
          default -> 5;
        });
  }

  boolean says(SeenFact fact, SurveyItem item, Vote vote) {
    Content.Answer answer = survey(fact).answers().get(item);
    return answer != null && vote(item, answer) == vote;
  }

  /** R27: regret, or would not pay it again. */
  boolean regrets(SeenFact fact) {
    return says(fact, SurveyItem.REGRET, Vote.YES)
        || says(fact, SurveyItem.WOULD_PAY_AGAIN, Vote.NO);
  }

  @Nullable SeenFact firstRegret() {
    for (SeenFact fact : facts) {
      if (regrets(fact)) {
        return fact;
      }
    }
    return null;
  }
}
