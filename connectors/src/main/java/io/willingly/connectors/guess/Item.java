package io.willingly.connectors.guess;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a survey can ask, named as in the event contract, and the words that tell. */
enum Item {
  WOULD_RECOMMEND("recommend|\\bnps\\b|weiterempf|recomend"),
  WOULD_PAY_AGAIN("(pay|buy|purchase|choose|kauf|sign).*(again|wieder|erneut)|again.*(pay|buy)"),
  REGRET("regret|bereu|arrepent"),
  FELT_PRESSURED("pressur|pushed|rushed|gedrangt|unter druck"),
  HAPPY_WITH_PRICE(
      "(happy|happiness|satisf|glad|pleased|zufrieden|content).*"
          + "(price|paid|pay|cost|preis|bezahl|prix|precio)"
          + "|(price|preis).*(happy|satisf|zufrieden)|happy to pay"),
  PRICE_FAIR(
      "fair.*(price|cost|preis)|(price|cost|preis).*fair|value for money|worth (the|its|it)"),
  MY_INTEREST_FIRST("interests? (first|at heart)|best interest"),
  CLEAR_AND_FREE("free to (say no|decline)|clear and free"),
  FELT_SERVED("felt served|well served"),
  GOAL_ACHIEVED("goals?\\b.*(achiev|reach|met)|(achiev|reach|met).*goals?\\b|goal achieved"),
  TRUST("\\btrust|vertrau"),
  EFFORT("\\beffort|how easy|\\bces\\b"),
  SATISFIED("satisf|\\bcsat\\b|zufrieden|overall rating");

  private static final Pattern BARE =
      Pattern.compile("(review |overall )?(score|rating|stars|happy)");

  private final Pattern words;

  Item(String words) {
    this.words = Pattern.compile(words);
  }

  /** As a correction names it. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a question or header of these words asks it. */
  boolean asked(String words) {
    return this.words.matcher(words).find();
  }

  /**
   * Whether the header is a bare score, which is taken for the price when nothing else is asked.
   */
  static boolean bare(String words) {
    return BARE.matcher(words).matches();
  }
}
