// Why a deal is where it is: facts and reason codes as the API gives them, in words.
import { html } from "./lib.js";
import { DealLink } from "./ui.js";
import * as w from "./words.js";

/** Lists come as arrays in objects, and joined where the command line prints a table. */
export function listed(value, separator = ";") {
  if (Array.isArray(value)) return value;
  return (value ?? "")
    .split(separator)
    .map((each) => each.trim())
    .filter(Boolean);
}

function fact(text) {
  const parts = /^(\S+) day (-?\d+)(?: N=\S+)? ([^/]*)\/(.*)$/.exec(text);
  return parts
    ? { kind: parts[1], day: Number(parts[2]), source: parts[3], event_id: parts[4] }
    : { kind: text, day: null };
}

/** Facts that bear on a deal, without its signing: "answer on the price (day 7)". */
export function Evidence({ facts }) {
  const known = listed(facts)
    .map((each) => (typeof each === "string" ? fact(each) : each))
    .filter((each) => each.kind !== "SIGNING");
  if (known.length === 0) return html`<span class="note">nothing but the signing</span>`;
  return html`${known.map(
    (each, index) =>
      html`${index > 0 ? ", " : ""}<span title=${each.source ? `${each.source} / ${each.event_id}` : undefined}
          >${w.said(each.kind)}${each.day === null ? "" : html` <span class="note">day ${each.day}</span>`}</span
        >`,
  )}`;
}

/** Deals of an early warning: "D-7 of C-3 (R-007, took it back); ...". */
export function WarnedDeals({ deals }) {
  return html`<ul class="rows small">
    ${listed(deals).map((each) => {
      const parts = typeof each === "string" ? /^(\S+) of (\S+) \((.*), ([^,]*)\)$/.exec(each) : null;
      const [deal, customer, rep, reason] = parts ? parts.slice(1) : [each.deal, each.customer, each.rep, each.reason];
      return html`<li><${DealLink} id=${deal} /> <span class="note">${customer}, ${rep}</span> ${w.said(reason)}</li>`;
    })}
  </ul>`;
}
