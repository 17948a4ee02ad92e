// The win-win matrix: whether we won, whether the customer did, and what it is worth.
import { html } from "../lib.js";
import { ask } from "../store.js";
import { Answer, Defined } from "../ui.js";
import { question } from "./question.js";
import { days, plusDays, iso } from "../periods.js";
import * as w from "../words.js";
import { Part } from "./part.js";
import { rowOf } from "./rates.js";

export function Winners({ params, period, today, now }) {
  const row = rowOf(now.body);
  return html`<${Part} of=${now} name="winners" title="Who won: we, the customer, both" path=${ask("summary", question(params))}>
    <${Answer} of=${now} when=${row?.won + row?.lost > 0} empty="No deal ended in this period.">
      <${Matrix} of=${params.team ? { scope: "team", id: params.team } : {}} row=${row ?? {}} settled=${[180, 365].filter((age) => old(period, age, today))} />
    <//>
  <//>`;
}

/** Whether all deals of the period are so many days old. */
function old(period, age, today) {
  const known = days(period);
  return known !== null && today !== undefined && plusDays(iso(known.after), age) <= today;
}

function less(all, ...parts) {
  return Object.fromEntries(
    Object.entries(all ?? {}).map(([currency, minor]) => [currency, minor - parts.reduce((sum, part) => sum + (part?.[currency] ?? 0), 0)]),
  );
}

/** Minor units by currency, short: "€2.9M · £0.9M". */
function short(byCurrency) {
  const known = Object.entries(byCurrency ?? {}).sort(([, a], [, b]) => b - a);
  return known.length === 0 ? w.MISSING : known.map(([currency, minor]) => compact(currency, minor)).join(" · ");
}

function compact(currency, minor) {
  try {
    const format = new Intl.NumberFormat("en", { style: "currency", currency, notation: "compact", maximumSignificantDigits: 3 });
    const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;
    return format.format(minor / 10 ** digits);
  } catch {
    // Sources may name a currency no standard knows.
    return w.amount(minor, currency);
  }
}

/** Counts and money of each cell; the shade is its share of the row. */
export function Matrix({ row, settled = [], of = {} }) {
  const rows = [
    {
      title: "we won the deal",
      all: row.won,
      cells: [
        { name: "both won", count: row.win_win, column: "win_win", money: row.amount_win_win, kept: "win_win", kind: "happy" },
        { name: "we won, the customer did not", count: row.win_lose, column: "win_lose", money: row.amount_win_lose, kept: "win_lose", kind: "not-happy" },
        {
          name: "no word yet",
          count: row.won - row.win_win - row.win_lose,
          column: "win_undecided",
          money: less(row.amount, row.amount_win_win, row.amount_win_lose),
          kept: "undecided",
          kind: "no-word",
        },
      ],
    },
    {
      title: "we lost the deal",
      all: row.lost,
      cells: [
        { name: "the customer won: served well", count: row.lose_win, column: "lose_win", money: row.amount_lose_win, kind: "happy" },
        { name: "nobody won", count: row.lose_lose, column: "lose_lose", money: row.amount_lose_lose, kind: "not-happy" },
        {
          name: "no word yet",
          count: row.lost - row.lose_win - row.lose_lose,
          column: "lose_undecided",
          money: less(row.lost_amount, row.amount_lose_win, row.amount_lose_lose),
          kind: "no-word",
        },
      ],
    },
  ];
  return html`<table class="matrix">
      <caption class="hidden">Deals by who won, with their amounts</caption>
      <thead>
        <tr><td></td><th scope="col">the customer won</th><th scope="col">the customer did not</th><th scope="col">we do not know yet</th></tr>
      </thead>
      <tbody>
        ${rows.map(
          (each) => html`<tr>
            <th scope="row">${each.title}<span class="sub">${w.counted(each.all, "deal")}</span></th>
            ${each.cells.map((cell) => html`<td class=${cell.kind} style=${{ "--share": `${Math.round((cell.count / Math.max(1, each.all)) * 55)}%` }}>
              <strong><${Defined} of=${{ column: cell.column, ...of }}>${w.count(cell.count)}<//></strong>
              <span class="sub">${cell.name}</span>
              <span class="sub money">${short(cell.money)}</span>
              ${cell.kept && row[`kept_180_${cell.kept}`] && Object.keys(row[`kept_180_${cell.kept}`]).length > 0 &&
              html`<span class="sub money">kept ${short(row[`kept_${settled.includes(365) ? 365 : 180}_${cell.kept}`])}</span>`}
            </td>`)}
          </tr>`,
        )}
      </tbody>
    </table>
    <p class="note method">
      The customer won: happy with the price and kept it; of a lost deal: served well, advised against it by us, came back
      or sent someone. Kept: what is left of the money
      ${settled.includes(365) ? " after 365 days" : settled.includes(180) ? " after 180 days" : " so far; the deals are not 180 days old yet"}.
    </p>`;
}
