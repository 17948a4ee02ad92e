// Period against period and against target: what can be told apart, and what cannot.
import { html } from "../lib.js";
import { ask } from "../store.js";
import { Answer, Defined, Table, Tag, together } from "../ui.js";
import * as w from "../words.js";
import { named, question } from "./question.js";
import { against, difference, inWords, point } from "./difference.js";
import { Part } from "./part.js";
import { HEADLINES, OTHERS, better, fair, maturity, rowOf, title } from "./rates.js";

export function Against({ params, whom, now, then, before, period, today, targets }) {
  const row = rowOf(now.body);
  const scope = params.team ? "team" : "organisation";
  const id = params.team ?? row?.id ?? "";
  const rows = [...HEADLINES, ...OTHERS]
    .map((each) => ({
      ...each,
      now: fair(row, each),
      then: fair(rowOf(then.body), each),
      aim: aim(targets, each, scope, id, today),
    }))
    .filter((each) => each.now.n > 0 || each.then.n > 0);
  // What is now is told only beside what it is set against.
  const both = together(now, then);
  const earlierName = before ? named(before) : "nothing before";
  return html`<${Part}
    of=${both}
    name="against"
    title="Against the period before, and against what is aimed at"
    files=${[["this period", ask("summary", question(params))], ...(before ? [[earlierName, ask("summary", question(params, before))]] : [])]}
  >
    <${Answer} of=${both} when=${row?.won > 0} empty="No deal was signed in this period.">
      <p class="lead"><${Sentence} ...${{ whom, period, earlierName, before }} row=${rows[0]} /></p>
      <${Young} row=${row} />
      <${Table}
        caption=${`${w.period(period)} against ${earlierName}`}
        rows=${rows}
        rowKey=${(row) => row.column}
        columns=${[
          {
            title: "of 100 customers",
            head: true,
            cell: (row) => html`${title(row)}${row.outcome && html`<span class="sub">expected, with young deals allowed for</span>`}`,
          },
          {
            title: "now",
            cell: (row) => html`<strong><${Defined} of=${{ column: row.column, scope, id }}>${value(row.now)}<//></strong>
              <span class="sub">${w.likely(row.now.low, row.now.high)}</span>`,
          },
          {
            title: "before",
            cell: (row) => html`${value(row.then)}<span class="sub">${w.likely(row.then.low, row.then.high)}</span>`,
          },
          { title: "difference", cell: (row) => html`<${Difference} row=${row} by=${difference(row.now, row.then)} />` },
          { title: "aimed at", cell: (row) => html`<${Aim} row=${row} />` },
        ]}
      />
      <p class="note method">
        A difference counts as told when 0 lies outside of where it likely lies (95 of 100; Newcombe's method from both
        intervals). Else we can't tell, whatever the arrows of other tools would say.
      </p>
    <//>
  <//>`;
}

function aim(targets, { target }, scope, id, today) {
  const ours = targets.filter((each) => each.metric === target && each.scope === scope && (!id || each.id === id) && each.from <= today);
  return ours.sort((a, b) => a.from.localeCompare(b.from)).at(-1)?.rate ?? null;
}

function value(rate) {
  if (rate.early !== undefined) return html`<span class="note">too early: followed for ${w.counted(rate.early, "day")}</span>`;
  return rate.value === null || rate.value === undefined
    ? rate.n > 0
      ? `too few (${w.count(rate.n)})`
      : w.MISSING
    : w.of100(rate.value, rate.value < 0.2);
}

function Difference({ row, by }) {
  if (!by) return html`<span class="note">nothing to set it against</span>`;
  if (!by.told) return html`<${Tag}>can't tell<//><span class="sub">${inWords(by)}</span>`;
  const good = better(row.column, by.by);
  return html`<${Tag} kind=${good ? "good" : "bad"}>${by.by > 0 ? "clearly more" : "clearly less"}${row.column === "response_rate" ? "" : good ? ", better" : ", worse"}<//>
    <span class="sub">${inWords(by)}</span>`;
}

function Aim({ row }) {
  if (row.aim === null) return html`<span class="note">${w.MISSING}</span>`;
  const by = against(row.now, row.aim);
  const said = !by
    ? "nothing to set against it"
    : !by.told
      ? "can't tell whether it is reached"
      : better(row.column, by.by)
        ? "reached"
        : "not reached";
  return html`${w.of100(row.aim, row.aim < 0.2)} <span class="sub">${said}</span>`;
}

function Sentence({ whom, period, earlierName, before, row }) {
  if (row.now.value === null) {
    return html`Of deals of the ${whom} signed in ${w.period(period)} only ${w.counted(row.now.n, "customer")} told us: too few to say.`;
  }
  const by = difference(row.now, row.then);
  return html`<strong>${w.of100(row.now.value)} of 100</strong> customers are happy with what they
    paid${" "}<span class="quiet">(${w.likely(row.now.low, row.now.high)})</span>${before &&
    html`; against ${earlierName} ${by
      ? by.told
        ? html`that is <strong>clearly ${by.by > 0 ? "more" : "fewer"}</strong> (${point(by.by)})`
        : html`<strong>we can't tell a difference</strong>`
      : "there is nothing to set it against"}`}.`;
}

/** What is not settled yet: a young period flatters. */
function Young({ row }) {
  const window = maturity(row, { outcome: "remorse", days: 30 });
  if (!window || window.settled >= window.won) return null;
  return html`<p class="caution">
    ${w.count(window.won - window.settled)} of ${w.counted(window.won, "deal")} are still inside 30 days: what is counted of
    them so far can only grow. Rows that say "expected" allow for it.
  </p>`;
}
