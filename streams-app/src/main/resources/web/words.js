// Plain words for technical names (docs: DESIGN, words on screen), and numbers as people read them. API and CSV keep
// the technical names.

/** What is missing: never a zero. */
export const MISSING = "–";

const NAMES = {
  happy_to_pay_rate: "happy with what they paid",
  remorse_rate_14: "took it back or regret it, by day 14",
  remorse_rate_30: "took it back or regret it",
  remorse_rate_60: "took it back or regret it, by day 60",
  remorse_rate_90: "took it back or regret it, by day 90",
  remorse_rate_30_upper: "took it back or regret it, at most",
  referral_rate_90: "sent someone",
  verdict_coverage: "whose verdict we know",
  answer_coverage: "told us",
  response_rate: "surveys answered",
  stated_only_rate: "happy, of those who told us",
  still_happy_rate: "still happy at a later time",
  nps: "would recommend, less would not",
  satisfied_rate: "satisfied",
  effort_mean: "ease, of 7",
  effort_rate: "found it easy",
  would_pay_again_rate: "would pay it again",
  price_fair_rate: "find the price fair",
  regret_rate: "say they regret it",
  felt_pressured_rate: "felt pressured",
  my_interest_first_rate: "say we put their interest first",
  trust_rate: "trust us",
  clear_and_free_rate: "found it clear, and free to say no",
  felt_served_rate: "felt served",
  goal_achieved_rate: "reached their goal",
  would_recommend_rate: "would recommend us",
  repeat_rate_90: "bought again within 90 days",
  repeat_rate_365: "bought again within a year",
  word_of_mouth_rate: "came by word of mouth",
  referral_conversion_rate: "of those sent became customers",
  referrals_per_100_won: "people sent, per 100 deals",
  grumbled_per_100_won: "grumbled",
  paid_late_per_100_won: "paid late",
  invoice_disputed_per_100_won: "disputed the invoice",
  concession_asked_per_100_won: "asked for money off after signing",
  price_objected_per_100_won: "objected to the price after signing",
  talk_share_pooled: "talking done by the rep",
  talk_share_mean: "talking done by the rep, mean of calls",
  caring_coverage: "caring questions asked",
  caring_successful_outcome_rate: "asked what success would be",
  caring_concerns_rate: "asked about concerns",
  caring_fit_rate: "asked whether it fits",
  caring_alternatives_rate: "asked about alternatives",
  caring_clarity_rate: "asked whether all is clear",
  questions_per_hour: "questions an hour",
  longest_monologue_seconds_mean: "longest monologue",
  patience_seconds_mean: "wait before speaking",
  interruptions_mean: "interruptions a call",
  speaker_switches_mean: "turns of speaker a call",
  aggressive_cues_mean: "aggressive pressure, cues a call",
  directive_cues_mean: "directive pressure, cues a call",
  next_step_rate: "calls that agreed a next step",
  objection_call_rate: "calls in which the customer objected to the price",
  customer_started_rate: "calls the customer started",
  call_signal_agreement_rate: "calls agree with what we were told",
  call_minutes_mean: "length of a call",
  pace_days_mean: "days from opening to signing",
  won: "deals won",
  lost: "deals lost",
  calls: "calls",
  kept_answered: "answers of customers who kept it",
  kept_happy: "of these happy",
  remorse_30: "took it back or regret it",
  referred_90: "sent someone",
  bar_happy: "happy",
  bar_not_happy: "not happy",
  bar_no_word: "no word yet",
  answered: "answers",
  told_happy: "told us: happy",
  told_so_so: "told us: so-so",
  told_unhappy: "told us: not happy",
  grumbled: "grumbled",
  referrals: "people sent to us",
  amount: "sold",
  discount: "discount given",
  refunded: "refunded",
};

/** Columns whose rise is bad news. */
const LESS_IS_BETTER = /^(remorse|regret|felt_pressured|grumbled|paid_late|invoice_disputed|concession|price_objected)/;

/** Plain words for a column, a metric (`remorse`) or any technical name. */
export function words(name) {
  return (
    NAMES[name] ??
    METRICS[name]?.label ??
    String(name)
      .toLowerCase()
      .replaceAll("_", " ")
      .replace(/ rate$/, "")
  );
}

export function lessIsBetter(column) {
  return LESS_IS_BETTER.test(column);
}

/** The three metrics by their name in the API. */
export const METRICS = {
  "happy-to-pay": {
    label: "happy with what they paid",
    title: "Happy to pay",
    column: "happy_to_pay_rate",
    trials: "answers",
    numerator: "kept_happy",
    denominator: "kept_answered",
  },
  remorse: {
    label: "took it back or regret it",
    title: "Took it back or regret it",
    column: "remorse_rate_30",
    trials: "deals",
    numerator: "remorse_30",
    denominator: "won",
  },
  referral: {
    label: "sent someone",
    title: "Sent someone",
    column: "referral_rate_90",
    trials: "deals",
    numerator: "referred_90",
    denominator: "won",
  },
};

const SAID = {
  // verdicts of deals, and what the feed tells
  TOOK_IT_BACK: "took it back",
  TOLD_HAPPY: "told us: happy with the price",
  TOLD_NEUTRAL: "told us: so-so about the price",
  TOLD_NOT_HAPPY: "told us: not happy with the price",
  TOLD_UNHAPPY: "told us: not happy with the price",
  TOLD_SPLIT: "told us: they do not agree",
  REFERRED: "sent someone",
  RENEWED: "renewed by choice",
  EXPANDED: "bought more",
  BOUGHT_AGAIN: "bought again",
  NO_WORD: "no word yet",
  UNKNOWN: "no word yet",
  WON: "signed",
  LOST: "lost",
  OPEN: "open",
  REOPENED: "opened again",
  // reasons of an explanation and of remorse
  NONE: "nothing against it",
  KEPT: "kept it",
  STATED_REGRET: "says they regret it",
  OUTSIDE_WINDOW: "happened after the window",
  OTHER_REVERSAL: "reversed, but not for a change of mind",
  UNKNOWN_REASON: "reversed, nobody knows why",
  PARTIAL_REFUND: "refunded in part",
  HAPPY: "happy with the price",
  SO_SO: "so-so about the price",
  NOT_HAPPY: "not happy with the price",
  SPLIT: "they do not agree",
  NO_ANSWER: "no word yet",
  NO_REFERRAL: "sent nobody yet",
  ERASED: "erased on request: only the count is left",
  YES: "yes",
  NEUTRAL: "so-so",
  NO: "no",
  // why somebody is on the save list
  UNHAPPY: "not happy with the price",
  FELT_PRESSURED: "felt pressured",
  REGRET: "regrets it",
  PAID_LATE: "paid late",
  DISPUTED: "disputes the invoice",
  CONCESSION: "asks for money off",
  OBJECTION: "objected to the price",
  // why it was taken back, or lost
  CHANGE_OF_MIND: "change of mind",
  DEFECT: "a defect",
  BILLING_ERROR: "wrongly billed",
  POLICY: "our own rule",
  NO_DECISION: "no decision",
  WE_ADVISED_AGAINST: "we advised against it",
  // what a fact is evidence of
  SIGNING: "signing",
  LOSS: "loss",
  REVERSAL: "taking it back",
  REVERSAL_OTHER_REASON: "reversal for another reason",
  REVERSAL_UNKNOWN_REASON: "reversal, reason unknown",
  ANSWER: "answer on the price",
  LATER_ANSWER: "later answer",
  REFERRAL: "sending someone",
  RENEWAL: "renewal",
  EXPANSION: "buying more",
  NEXT_DEAL: "buying again",
  GRUMBLE: "grumble",
  // outcomes of facts
  COUNTED: "counted",
  PENDING: "waiting",
  REJECTED: "rejected",
  DUPLICATE: "duplicate",
  SUPERSEDED: "replaced by a newer version",
  IGNORED: "ignored by a rule",
  // contests
  UPHELD: "upheld",
  DISMISSED: "dismissed",
  WITHDRAWN: "withdrawn",
};

/** Plain words for a constant of the API, such as a verdict or a reason code. */
export function said(constant) {
  return (
    SAID[constant] ??
    String(constant ?? "")
      .toLowerCase()
      .replaceAll("_", " ")
  );
}

const SCOPES = { organisation: "company", team: "team", rep: "rep" };

/** Name of a scope: "company", "team Alder", or the rep's name. */
export function scopeName(scope, id, name) {
  if (scope === "organisation") return "company";
  return someone(id) ?? (scope === "rep" ? name || id : `${SCOPES[scope] ?? scope} ${id}`);
}

/** Ids that are nobody. */
export function someone(id) {
  return { "~self-serve": "self-serve", "~none": "self-serve", "~unassigned": "reps without a team" }[id];
}

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const one = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const two = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

export function count(value) {
  return value === null || value === undefined ? MISSING : whole.format(value);
}

export function decimal(value) {
  return value === null || value === undefined ? MISSING : two.format(value);
}

/** "1 deal", "2 deals". */
export function counted(value, noun) {
  return `${count(value)} ${noun}${value === 1 ? "" : "s"}`;
}

/** A share as so many of 100, with a decimal where whole ones would say nothing. */
export function of100(share, fine = share < 0.0995) {
  if (share === null || share === undefined) return MISSING;
  return (fine && share > 0 && share < 1 ? one : whole).format(share * 100);
}

/** "likely 79 to 83", from shares; empty without an interval. */
export function likely(low, high, { per = 1 } = {}) {
  if (low === null || low === undefined || high === null || high === undefined) return "";
  const text = per === 1 ? (share) => of100(share, high < 0.15) : (value) => (high < 15 ? one : whole).format(value);
  return `likely ${text(low)} to ${text(high)}`;
}

const money = new Map();

/** Minor units by currency, largest first: "€5,421 · £311". */
export function amounts(byCurrency) {
  const known = Object.entries(byCurrency ?? {}).sort(([, a], [, b]) => b - a);
  return known.length === 0 ? MISSING : known.map(([currency, minor]) => amount(minor, currency)).join(" · ");
}

export function amount(minor, currency) {
  if (!money.has(currency)) {
    try {
      const format = new Intl.NumberFormat("en", { style: "currency", currency, maximumFractionDigits: 0 });
      const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions()
        .maximumFractionDigits;
      money.set(currency, (value) => format.format(value / 10 ** digits));
    } catch {
      // Sources may name a currency no standard knows.
      money.set(currency, (value) => `${whole.format(value)} ${currency} (minor units)`);
    }
  }
  return money.get(currency)(minor);
}

let zone = "UTC";
let formats = dates(zone);

function dates(timeZone) {
  return {
    time: new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", second: "2-digit" }),
    minute: new Intl.DateTimeFormat("en-GB", {
      timeZone,
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
    }),
    isoDay: new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }),
    full: new Intl.DateTimeFormat("en-GB", {
      timeZone,
      year: "numeric",
      month: "short",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      timeZoneName: "short",
    }),
    day: new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" }),
  };
}

/** All times are shown in the organisation's zone. */
export function useZone(given) {
  // Java writes "Z" for what the browser calls UTC.
  const timeZone = given === "Z" ? "UTC" : given;
  if (!timeZone || timeZone === zone) return;
  try {
    formats = dates(timeZone);
    zone = timeZone;
  } catch {
    // A zone this browser does not know: times stay in that before, which the page names.
  }
}

export function zoneName() {
  return zone;
}

/** Of an ISO instant: "14:03:22". */
export function time(instant) {
  return instant ? formats.time.format(new Date(instant)) : MISSING;
}

/** Of an ISO instant, the day it is in the organisation's zone: "2026-11-22". */
export function isoDay(instant) {
  return formats.isoDay.format(new Date(instant));
}

/** Of an ISO instant: "22 Nov, 14:03". */
export function moment(instant) {
  return instant ? formats.minute.format(new Date(instant)) : MISSING;
}

/** Of an ISO instant, with year, seconds and zone. */
export function fullMoment(instant) {
  return instant ? formats.full.format(new Date(instant)) : MISSING;
}

/** Of an ISO day: "22 Nov 2026". */
export function day(date) {
  return date ? formats.day.format(new Date(`${date}T00:00:00Z`)) : MISSING;
}

/** "3 s", "4 min", "2 h", "5 d". */
export function lasted(seconds) {
  if (seconds === null || seconds === undefined) return MISSING;
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.round(whole / 60)} min`;
  if (whole < 172_800) return `${Math.round(whole / 3600)} h`;
  return `${Math.round(whole / 86_400)} d`;
}

const MONTH = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", month: "long", year: "numeric" });

/** Words for a period: "deals signed in the last 90 days". */
export function period(name) {
  const rolling = /^rolling-(\d+)d$/.exec(name);
  if (rolling) return `the last ${rolling[1]} days`;
  if (name === "all") return "all time";
  const month = /^(\d{4})-(\d{2})$/.exec(name);
  if (month) {
    return MONTH.format(new Date(`${name}-01T00:00:00Z`));
  }
  return name;
}

/** How many more would tell: "~60 more answers", "~1 more answer". */
export function moreNeeded(more, over, trials = "answers") {
  if (over) return `>${count(over)} more ${trials}`;
  if (more === null || more === undefined) return "";
  const size = 10 ** Math.max(0, Math.floor(Math.log10(more)) - 1);
  const about = Math.round(more / size) * size;
  return `~${count(about)} more ${about === 1 ? trials.replace(/s$/, "") : trials}`;
}
