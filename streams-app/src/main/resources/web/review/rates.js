// The rates that leadership reads, and how to get them from a row of the API.
import { rowsOf } from "../store.js";
import { lessIsBetter, words } from "../words.js";

/**
 * What of a metric counts young deals fairly: remorse and referral are told as expected by their day (Kaplan-Meier),
 * so that a period of yesterday can be set beside one of last year.
 */
export const HEADLINES = [
  { column: "happy_to_pay_rate", metric: "happy-to-pay", target: "happy-to-pay", of: "answers" },
  { column: "remorse_rate_30", metric: "remorse", target: "remorse-30", outcome: "remorse", days: 30, of: "deals" },
  { column: "referral_rate_90", metric: "referral", target: "referral-90", outcome: "referral", days: 90, of: "deals" },
];

/** The row of a summary; null while there is no answer, or nothing to tell of. */
export function rowOf(body) {
  return rowsOf(body)[0] ?? null;
}

/** Also told, where something is known. */
export const OTHERS = [
  "felt_pressured_rate",
  "my_interest_first_rate",
  "trust_rate",
  "grumbled_per_100_won",
  "word_of_mouth_rate",
  "response_rate",
].map((column) => ({ column }));

const nothing = { value: null, low: null, high: null, n: 0 };

/** A rate as counted: {value, low, high, n, numerator}; value null of too few. */
export function counted(row, { column }) {
  const rate = row?.rates?.[column];
  if (!rate) return nothing;
  const per = column.endsWith("_per_100_won") ? 100 : 1;
  const share = (value) => (value === null || value === undefined ? null : value / per);
  return {
    value: rate.state === "too few" ? null : share(rate.value),
    low: share(rate.low),
    high: share(rate.high),
    n: rate.denominator,
    numerator: rate.numerator,
  };
}

/**
 * The same with young deals allowed for, where that is possible; else as counted. `early` is for how many days deals
 * were followed where none is old enough.
 */
export function fair(row, headline) {
  const window = maturity(row, headline);
  if (!headline.outcome || !window) return counted(row, headline);
  // In a watched answer what is null is left out.
  const expected = window.expected ?? null;
  return {
    value: expected,
    low: window.low ?? null,
    high: window.high ?? null,
    // What is too few are those deals that are old enough.
    n: expected === null ? window.settled : window.won,
    numerator: window.observed,
    ...(expected === null && window.state === "told" && { early: window.longest_follow_up }),
  };
}

/** The window of the outcome: won, settled, expected. */
export function maturity(row, { outcome, days }) {
  return row?.maturity?.find((window) => window.outcome === outcome && window.days === days) ?? null;
}

/** "took it back or regret it, by day 30". */
export function title({ column, days }) {
  const name = words(column);
  return days ? `${name}, by day ${days}` : name;
}

/** Whether a difference is good news. */
export function better(column, by) {
  return lessIsBetter(column) ? by < 0 : by > 0;
}
