package io.willingly.connectors.guess;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a column can be. The patterns of a field are matched against the words of a header, the
 * surest first.
 */
public enum Field {
  DEAL(
      Kind.DEALS,
      Shape.ANY,
      Names.DEAL,
      "id|record id|nr|nummer|(deal|opportunity) name|deal title"),
  CUSTOMER(
      Kind.DEALS,
      Shape.ANY,
      Names.CUSTOMER,
      "associated compan(y|ies)( ids?)?|(deal )?organi[sz]ation( name| id)?|account|company"
          + "|(deal )?contact person|associated contacts?( ids?)?|kunde|kundin|firma|cliente|client"
          + "|buyer",
      "(.* )?e ?mail( address)?|contact( name)?"),
  REP(Kind.DEALS, Shape.ANY, Names.REP, "owner|agent|seller|seller id|assigned to|created by"),
  STAGE(
      Kind.DEALS,
      Shape.STAGE,
      "(deal |opportunity |order |sales )?(stage|status)",
      "phase|state|estado|statut|etapa|result|outcome|won( lost)?|is (closed )?won|closed won"),
  CLOSED(
      Kind.DEALS,
      Shape.TIME,
      "(deal |date )?(closed?|won|signed|signature|abschluss)( ?(date|time|at|on|day|datum))?",
      "(contract|sale|sold|order|booking|purchased?|approved|paid|invoice)( date| at| on| time| day)",
      "order (approved|purchase)( at| timestamp| date)|kaufdatum|auftragsdatum|fecha( de cierre)?",
      "date|datum|day|occurred at|timestamp"),
  LOST(Kind.DEALS, Shape.TIME, "(deal )?lost (date|time|at|on)"),
  OPENED(
      Kind.DEALS,
      Shape.TIME,
      "(deal |order )?(created?|opened|open|engage|started?|erstellt)( date| at| on| time| day| am)?",
      "(deal )?(creation|start|lead) date|erstelldatum|order purchase timestamp"),
  AMOUNT(
      Kind.DEALS,
      Shape.NUMBER,
      "(deal |order |sale |contract |total |close |closed |opportunity )?(amount|value)( cents)?",
      "(order |grand )?(total|sum)|revenue|acv|tcv|price|betrag|(auftrags|deal)?wert|summe|umsatz"
          + "|montant|importe|amount [a-z]{3}|betrag [a-z]{3}|amount in company currency"),
  CURRENCY(
      Kind.DEALS,
      Shape.CURRENCY,
      "(deal |amount |order )?currency( code| iso code| of value)?|wahrung|waehrung|moneda|devise"),
  PRODUCT(Kind.DEALS, Shape.ANY, "product( line| name| category)?|plan|package|produkt|producto"),
  RECURRING(Kind.DEALS, Shape.TRUTH, "(is )?(recurring|subscription)"),
  CANCELLED(
      Kind.DEALS,
      Shape.TIME,
      "(cancell?ed|cancell?ation|returned|reversed|reversal|storniert|storno|revoked)"
          + "( date| at| on| time| day| am)"),
  REFUNDED(Kind.DEALS, Shape.TIME, "(refund|refunded|erstattet)( date| at| on| time| day| am)"),
  REFUND_AMOUNT(Kind.DEALS, Shape.NUMBER, "refund(ed)? (amount|total|value)|erstattungsbetrag"),
  REVERSAL_REASON(
      Kind.DEALS,
      Shape.ANY,
      "(cancell?ation|cancel|refund|return|reversal|storno) ?(reason|grund)"),
  UPDATED(Kind.DEALS, Shape.TIME, "(last )?(modified|updated|update)( date| at| on| time)"),

  ANSWER(
      Kind.SURVEYS,
      Shape.UNIQUE,
      "(survey|response|respondent|submission|answer|review|network)( id| token| no)",
      "#|id|token|nr"),
  ANSWER_CUSTOMER(
      Kind.SURVEYS,
      Shape.ANY,
      Names.CUSTOMER,
      "account|company|organi[sz]ation|kunde|firma|client",
      "(.* )?e ?mail( address)?"),
  ANSWER_DEAL(Kind.SURVEYS, Shape.ANY, Names.DEAL),
  ANSWERED(
      Kind.SURVEYS,
      Shape.TIME,
      "(submit|submitted|end|answered|responded|response|completed|completion|finished|answer|review"
          + " answer)( date| at| on| time| timestamp)( utc)?",
      "timestamp|date|datum|zeitstempel|created at|date (submitted|created|modified)|occurred at"
          + "|date and time|fecha|submitted|answered|responded|completed|finished"),
  COMMENT(
      Kind.SURVEYS,
      Shape.ANY,
      "comments?|feedback|kommentar|comentario|(review )?(comment )?message|(any|anything) .*"),

  CALL(Kind.CALLS, Shape.UNIQUE, "(call|meeting|conversation|activity|event) id|id"),
  CALL_CUSTOMER(
      Kind.CALLS, Shape.ANY, Names.CUSTOMER, "account|company|e ?mail( address)?|contact"),
  CALL_DEAL(Kind.CALLS, Shape.ANY, Names.DEAL),
  CALL_REP(Kind.CALLS, Shape.ANY, Names.REP, "owner|agent|host|assigned to"),
  CALLED(
      Kind.CALLS,
      Shape.TIME,
      "(call |meeting )?(started|start|date|time|datetime)( date| at| on| time)?|occurred at"),
  DURATION(
      Kind.CALLS, Shape.NUMBER, "(call )?(duration|length)( s| sec| seconds| m| min| minutes)?"),

  REFERRAL(Kind.REFERRALS, Shape.UNIQUE, "(referral|referal) id|id"),
  REFERRER(
      Kind.REFERRALS,
      Shape.ANY,
      "(referrer|referring|referred by|advocate)( customer| account| company)?( id| email| name)?",
      Names.CUSTOMER),
  REFERRED(
      Kind.REFERRALS,
      Shape.ANY,
      "(referred|referee|lead|friend|prospect)( party| customer| account| company)?( id| email| name)?"),
  MADE(
      Kind.REFERRALS,
      Shape.TIME,
      "(referral |referred )?(date|at|on|created|made)( date| at| on)?|occurred at"),

  TEAM_REP(
      Kind.REPS,
      Shape.UNIQUE,
      Names.REP,
      "rep|id|agent|owner|user( id)?|seller( id)?|employee|name"),
  REP_NAME(Kind.REPS, Shape.ANY, "(full |rep |display )?name"),
  TEAM(Kind.REPS, Shape.ANY, "team( name)?|(sales )?group|department|squad", "manager|team lead"),
  REGION(Kind.REPS, Shape.ANY, "(regional |sales )?(region|office|territory)"),
  HIRED(Kind.REPS, Shape.TIME, "(hire|hired|joined|start)( date| on| at)?|hired on");

  /** What the values of a column must look like. */
  enum Shape {
    ANY,
    UNIQUE,
    TIME,
    NUMBER,
    CURRENCY,
    TRUTH,
    STAGE
  }

  private final Kind kind;
  private final Shape shape;

  @SuppressWarnings("ImmutableEnumChecker") // filled by the constructor, never changed
  private final List<Pattern> patterns = new ArrayList<>();

  Field(Kind kind, Shape shape, String... patterns) {
    this.kind = kind;
    this.shape = shape;
    for (String pattern : patterns) {
      this.patterns.add(Pattern.compile(pattern));
    }
  }

  /** The kind of file that has it. */
  public Kind kind() {
    return kind;
  }

  Shape shape() {
    return shape;
  }

  /** As a correction names it, within its kind of file: {@code customer}, {@code closed}. */
  public String key() {
    return switch (this) {
      case ANSWER_CUSTOMER, CALL_CUSTOMER -> "customer";
      case ANSWER_DEAL, CALL_DEAL -> "deal";
      case CALL_REP, TEAM_REP -> "rep";
      default -> name().toLowerCase(Locale.ROOT);
    };
  }

  /** How sure these words name it, from 1 to 100; 0 when they do not. */
  int score(String words) {
    for (int i = 0; i < patterns.size(); i++) {
      if (patterns.get(i).matcher(words).matches()) {
        return 100 - 15 * i;
      }
    }
    return 0;
  }

  /** Words several kinds of files share. */
  private static final class Names {
    static final String DEAL =
        "(deal|opportunity|order|sale|contract|invoice|booking|crm deal)"
            + " ?(id|no|nr|number|key|identifier|nummer)|(auftrags|vertrags|bestell)(nr|nummer|id)";
    static final String CUSTOMER =
        "(customer|client|account|company|organi[sz]ation|buyer|contact|kunden?)"
            + " ?(id|no|nr|number|key|name|nummer)|customer|client|buyer";
    static final String REP =
        "(deal|opportunity|account|record) owner( name| id| email)?"
            + "|(sales )?(rep|representative|agent|person|salesperson|seller)( id| name| email)?"
            + "|sales (agent|rep|person)|salesperson|closer|verkaufer|verkaeufer|betreuer|vendedor";
  }
}
