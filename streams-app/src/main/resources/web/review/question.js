// What the parts of the review ask, and how they call a period.
import { asked } from "../store.js";
import * as w from "../words.js";

/** Parameters of a question about the scope and period of the page. */
export function question({ team, period }, params = {}) {
  return asked({ ...(team ? { scope: "team", id: team } : { scope: "organisation" }), ...(period && { period }), ...params });
}

/** "2026-Q2", "the 90 days up to 1 Sep 2026". */
export function named({ period, asOf }) {
  return asOf ? `the ${/\d+/.exec(period)} days up to ${w.day(asOf)}` : w.period(period);
}
