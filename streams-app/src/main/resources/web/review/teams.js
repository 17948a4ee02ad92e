// Teams: tiers and intervals, and why like with like differs from the rate as counted.
import { html, useState, useMemo } from "../lib.js";
import { ask, asked, rowsOf } from "../store.js";
import { set, useUrl } from "../router.js";
import { Answer, Dialog, Interval, Segmented, Table, TeamLink, Tier, VerdictBar, scaleOf } from "../ui.js";
import { useAsk } from "../asking.js";
import { Dots } from "../charts.js";
import * as w from "../words.js";
import { Part } from "./part.js";
import { point } from "./difference.js";

const ORDERS = {
  team: (row) => row.id,
  won: (row) => row.won,
  rate: (row) => row.rate,
  adjusted: (row) => row.adjusted,
};

function sorted(rows, order) {
  const key = ORDERS[order?.replace(/^-/, "")];
  if (!key) return rows;
  const sign = order.startsWith("-") ? -1 : 1;
  // What is missing stands last in both directions.
  const missing = (value) => (value === null || value === undefined ? 1 : 0);
  return [...rows].sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    return missing(x) - missing(y) || sign * (typeof x === "string" ? x.localeCompare(y) : x - y);
  });
}

export function Teams({ params, period }) {
  const { params: now } = useUrl();
  const metric = now.rate ?? "happy-to-pay";
  const path = ask("leaderboard", asked({ scope: "team", metric, period, limit: 200 }));
  const board = useAsk(path);
  const [why, ask_] = useState(null);
  const rows = useMemo(() => sorted(rowsOf(board.body), now.order), [board.body, now.order]);
  const scale = scaleOf(rows, "low", "high");
  const words = w.METRICS[metric];
  const dots = useMemo(
    () => rows.map((row) => ({ id: row.id, label: w.someone(row.id) ?? row.id, value: told(row) ? row.rate : null, low: row.low, high: row.high, n: trials(row, metric) })),
    [rows, metric],
  );
  return html`<${Part}
    of=${board}
    name="teams"
    title=${`Teams: ${words.label}`}
    note="first those where most customers are affected and we are most certain"
    path=${path}
    actions=${html`<${Segmented} label="Teams as" name="teams" fallback="table" options=${[["table", "table"], ["chart", "chart"]]} />`}
  >
    <${Answer} of=${board} when=${rows.length > 0} empty="No team has deals in this period.">
      ${now.teams === "chart"
        ? html`<${Dots}
            rows=${dots}
            what=${words.label}
            of=${words.trials}
            by="team"
            name=${`Customers who ${words.label}, by team`}
            line=${{ value: board.body.company_rate, label: "company" }}
          />`
        : html`<${Table}
            caption=${`Teams, deals signed in ${w.period(period)}`}
            rows=${rows}
            rowKey=${(row) => row.id}
            sort=${now.order}
            onSort=${(order) => set({ order }, { replace: true })}
            columns=${[
              { title: "team", head: true, sort: "team", first: "up", cell: (row) => html`<${TeamLink} id=${row.id} />` },
              { title: "deals", means: "won", number: true, sort: "won", cell: (row) => w.count(row.won) },
              {
                title: "happy, not happy, no word yet",
                means: "verdicts",
                className: "drawn",
                cell: (row) => html`<${VerdictBar} happy=${row.bar_happy} notHappy=${row.bar_not_happy} noWord=${row.bar_no_word} />`,
              },
              {
                title: words.label,
                means: words.column,
                sort: "rate",
                className: "drawn",
                cell: (row) => told(row)
                  ? html`<span class="line"><strong>${w.of100(row.rate)}</strong> <span class="likely">${w.likely(row.low, row.high)}</span></span>
                      <${Interval} low=${row.low} high=${row.high} value=${row.rate} ...${scale} reference=${board.body.company_rate} />`
                  : html`<span class="note">too few (${w.count(trials(row, metric))})</span>`,
              },
              {
                title: "against the company",
                means: "tier",
                cell: (row) => html`<${Tier} tier=${row.tier} n=${trials(row, metric)} />
                  ${row.tier === "can't tell yet" && html`<span class="sub">${w.moreNeeded(row.more_needed, row.more_needed_over, words.trials)}</span>`}`,
              },
              {
                title: "like with like",
                means: "adjusted",
                sort: "adjusted",
                cell: (row) => row.adjusted === null || row.adjusted === undefined
                  ? w.MISSING
                  : html`${w.of100(row.adjusted)}
                      ${told(row) && html`<button type="button" class="button small" aria-haspopup="dialog" aria-label=${`Why like with like differs for ${row.id}`} onClick=${() => ask_(row.id)}>${point(row.adjusted - row.rate)}: why?</button>`}`,
              },
            ]}
          />`}
    <//>
    ${why && html`<${Why} id=${why} metric=${metric} period=${period} onClose=${() => ask_(null)} />`}
  <//>`;
}

function told(row) {
  return row.state !== "too few" && row.rate !== null && row.rate !== undefined;
}

/** What the rate is of. */
function trials(row, metric) {
  return metric === "happy-to-pay" ? row.kept_answered : row.won;
}

/** What the company's mix of products would make of the team's rate, and which products make the difference. */
function Why({ id, metric, period, onClose }) {
  const path = ask("mix", asked({ scope: "team", id, metric, period }));
  const mix = useAsk(path);
  return html`<${Dialog} title=${`Team ${id}: as counted and like with like`} onClose=${onClose}>
    <${Answer} of=${mix}>
      <p>
        As counted <strong>${w.of100(mix.body?.rate)}</strong> of 100 (${w.likely(mix.body?.rate_low, mix.body?.rate_high)}); with
        the company's mix of products <strong>${w.of100(mix.body?.adjusted)}</strong>
        ${" "}(${w.likely(mix.body?.adjusted_low, mix.body?.adjusted_high)}).
      </p>
      <p>${mix.body?.why}</p>
      <${Table}
        caption="What each kind of deal adds to the difference"
        rows=${mix.body?.lines ?? []}
        columns=${[
          { title: "kind of deal", head: true, cell: (line) => html`${line.product_line || "unknown product"}<span class="sub">${[line.recurring, w.said(line.component)].filter(Boolean).join(", ")}</span>` },
          { title: "of 100 deals", number: true, cell: (line) => `${w.of100(line.share)} (company ${w.of100(line.company_share)})` },
          { title: "rate", number: true, cell: (line) => `${w.of100(line.rate)} (company ${w.of100(line.company_rate)})` },
          { title: "makes", number: true, cell: (line) => point(line.effect) },
        ]}
      />
      ${mix.body?.adjusted_covered < 0.9995 && html`<p class="note">Kinds of deals that make up ${w.of100(1 - mix.body.adjusted_covered)} of 100 of the company's are missing here.</p>`}
    <//>
  <//>`;
}
