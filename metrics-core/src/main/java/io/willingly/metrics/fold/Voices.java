package io.willingly.metrics.fold;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.tally.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answers that fall to each deal of a long history, and of each who has a voice by it ({@link
 * Answers}): an answer that comes or goes passes voices on within its respondent's answers, and
 * costs nothing for those of others.
 */
final class Voices {
  private final Answers rules;

  /** (deal, order) with the mask of voices and the content. */
  private final PagedMap answers;

  /** (deal, respondent, order) with the mask of questions. */
  private final PagedMap respondents;

  Voices(Rows rows, int pageSize, Answers rules) {
    this.rules = rules;
    answers = new PagedMap(rows, 'a', pageSize, this::weigh);
    respondents =
        new PagedMap(rows, 'p', pageSize, value -> Answers.says(new ByteReader(value).getInt()));
  }

  private Tally weigh(byte[] value) {
    ByteReader in = new ByteReader(value);
    int voices = in.getInt();
    return rules.weigh((Content.Survey) ContentBytes.read(in), voices);
  }

  void flush() {
    answers.flush();
    respondents.flush();
  }

  FactLog log(String dealId) {
    byte[] deal = deal(dealId);
    PagedMap.Entry any = answers.ceiling(deal);
    if (any == null || !startsWith(any.key(), deal)) {
      return ListLog.EMPTY;
    }
    return new PagedLog(answers, deal, new byte[0], Voices::read);
  }

  private static SeenFact read(Key.Reader order, byte[] value) {
    ByteReader in = new ByteReader(value);
    in.getInt();
    return Index.seen(Family.SURVEY, order, ContentBytes.read(in));
  }

  private static byte[] deal(String dealId) {
    return new Key().put(dealId).toBytes();
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** An answer and where it lies. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Answer(byte[] deal, byte[] order, Content.Survey survey, long at) {
    static Answer of(String dealId, SeenFact fact) {
      byte[] order = Index.order(new Key(), fact).toBytes();
      return new Answer(Voices.deal(dealId), order, Answers.survey(fact), fact.occurredAt());
    }

    byte[] key() {
      return new Key().putRaw(deal).putRaw(order).toBytes();
    }

    /** What the keys of all answers of its respondent begin with. */
    byte[] who() {
      return new Key().putRaw(deal).put(Answers.respondent(survey)).toBytes();
    }

    byte[] whoKey() {
      return new Key().putRaw(who()).putRaw(order).toBytes();
    }
  }

  /** Adds or removes an answer that falls to a deal whose answer window ends at a time. */
  void set(String dealId, SeenFact fact, long windowEnd, boolean there) {
    if (there) {
      add(dealId, fact, windowEnd);
    } else {
      remove(dealId, fact, windowEnd);
    }
  }

  private void add(String dealId, SeenFact fact, long windowEnd) {
    Answer answer = Answer.of(dealId, fact);
    int questions = Answers.questions(answer.survey());
    int voices = 0;
    boolean later = answer.at() >= windowEnd && Answers.isOnPrice(questions);
    for (int voice : voicesOf(later ? questions | Answers.LATER : questions)) {
      byte[] first = first(answer.who(), voice, windowEnd);
      if (first == null || Arrays.compareUnsigned(answer.order(), first) < 0) {
        voices |= voice;
        give(answer.deal(), first, voice, false);
      }
    }
    respondents.put(answer.whoKey(), new ByteWriter(4).putInt(questions).toBytes());
    answers.put(answer.key(), value(voices, answer.survey()));
  }

  private void remove(String dealId, SeenFact fact, long windowEnd) {
    Answer answer = Answer.of(dealId, fact);
    byte[] value = answers.get(answer.key());
    int voices = value == null ? 0 : new ByteReader(value).getInt();
    answers.remove(answer.key());
    respondents.remove(answer.whoKey());
    for (int voice : voicesOf(voices)) {
      give(answer.deal(), first(answer.who(), voice, windowEnd), voice, true);
    }
  }

  /** Passes later voices on where the window ends at another time; reads what lies between. */
  void moveWindow(String dealId, long was, long now) {
    for (Answer answer : between(dealId, Math.min(was, now), Math.max(was, now))) {
      byte[] later = first(answer.who(), Answers.LATER, now);
      byte[] before = first(answer.who(), Answers.LATER, was);
      give(answer.deal(), before, Answers.LATER, false);
      give(answer.deal(), later, Answers.LATER, true);
    }
  }

  private List<Answer> between(String dealId, long from, long to) {
    List<Answer> found = new ArrayList<>();
    if (from < to) {
      byte[] deal = deal(dealId);
      for (SeenFact fact :
          new PagedLog(answers, deal, new byte[0], Voices::read)
              .list(Place.at(from), Place.at(to), sum -> 1, Integer.MAX_VALUE)) {
        if (Answers.isOnPrice(Answers.questions(Answers.survey(fact)))) {
          found.add(Answer.of(dealId, fact));
        }
      }
    }
    return found;
  }

  private static List<Integer> voicesOf(int mask) {
    List<Integer> voices = new ArrayList<>();
    for (int rest = mask; rest != 0; rest &= rest - 1) {
      voices.add(Integer.lowestOneBit(rest));
    }
    return voices;
  }

  /** Order key of the respondent's first answer that can have a voice, or null. */
  private byte @Nullable [] first(byte[] who, int voice, long windowEnd) {
    boolean later = voice == Answers.LATER;
    int question =
        later ? SurveyItem.HAPPY_WITH_PRICE.ordinal() : Integer.numberOfTrailingZeros(voice);
    PagedMap.Entry entry =
        respondents.reach(
            Place.at(later ? windowEnd : Long.MIN_VALUE).toBytes(who),
            new Key().putRaw(who).end(),
            Answers.saying(question),
            1);
    return entry == null ? null : Arrays.copyOfRange(entry.key(), who.length, entry.key().length);
  }

  private void give(byte[] deal, byte @Nullable [] order, int voice, boolean given) {
    if (order != null) {
      byte[] key = new Key().putRaw(deal).putRaw(order).toBytes();
      byte[] value = answers.get(key);
      if (value != null) {
        ByteReader in = new ByteReader(value);
        int voices = in.getInt();
        Content.Survey survey = (Content.Survey) ContentBytes.read(in);
        answers.put(key, value(given ? voices | voice : voices & ~voice, survey));
      }
    }
  }

  private static byte[] value(int voices, Content.Survey survey) {
    return new ByteWriter().putInt(voices).putRaw(ContentBytes.write(survey)).toBytes();
  }
}
