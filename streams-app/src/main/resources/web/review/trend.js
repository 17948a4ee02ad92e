// A rate over months, with where it likely lies and what is not settled yet.
import { html, useMemo } from "../lib.js";
import { ask, rowsOf } from "../store.js";
import { useUrl } from "../router.js";
import { Answer, Segmented } from "../ui.js";
import { useAsk } from "../asking.js";
import { Trend } from "../charts.js";
import { days as bounds, plusDays, tick, utc } from "../periods.js";
import { question } from "./question.js";
import * as w from "../words.js";
import { Part } from "./part.js";
import { HEADLINES, counted, fair, maturity } from "./rates.js";

/** How far back is looked, in days. */
const BACK = { month: 548, quarter: 1460, week: 182 };

export function Over({ params, today, targets }) {
  const { params: now } = useUrl();
  const by = now.by ?? "month";
  const headline = HEADLINES.find((each) => each.metric === (now.rate ?? "happy-to-pay")) ?? HEADLINES[0];
  const path = today && ask("series", question({ team: params.team }, { period: null, by, from: plusDays(today, -(BACK[by] ?? 548)), to: today }));
  const series = useAsk(path ?? null);
  const signed = useAsk(params.team ? null : "/sign-offs");
  const rows = useMemo(
    () => points(rowsOf(series.body), headline, new Set(rowsOf(signed.body).map((each) => each.period))),
    [series.body, signed.body, headline],
  );
  const scope = params.team ? "team" : "organisation";
  const aims = targets.filter(
    (each) => each.metric === headline.target && each.scope === scope && (scope === "organisation" || each.id === params.team) && each.from <= today,
  );
  const aim = aims.sort((a, b) => a.from.localeCompare(b.from)).at(-1);
  return html`<${Part}
    of=${series}
    name="trend"
    title=${`Over time: ${w.words(headline.column)}`}
    note=${aim && `the aim of ${w.of100(aim.rate, aim.rate < 0.2)} is in force since ${w.day(aim.from)}`}
    path=${path}
    actions=${html`
      <${Segmented} label="Rate" name="rate" fallback="happy-to-pay" options=${HEADLINES.map((each) => [each.metric, w.METRICS[each.metric].title])} />
      <${Segmented} label="By" name="by" fallback="month" options=${[["week", "weeks"], ["month", "months"], ["quarter", "quarters"]]} />
    `}
  >
    <${Answer} of=${series} when=${rows.length > 0} empty="Nothing was signed in this time.">
      <${Trend} rows=${rows} what=${w.words(headline.column)} of=${headline.of} target=${aim?.rate ?? null} />
    <//>
  <//>`;
}

/** Rows of /series as the chart draws them. */
export function points(rows, headline, signed) {
  return rows.map((row, index) => {
    const rate = counted(row, headline);
    const window = maturity(row, headline);
    const expected = headline.outcome ? fair(row, headline) : {};
    return {
      period: row.period,
      label: tick(row.period, index === 0),
      from: bounds(row.period)?.first ?? utc(row.first),
      to: bounds(row.period)?.after ?? utc(plusDays(row.last, 1)),
      ...rate,
      settled: share(row),
      // Where all is settled it would say the same again.
      expected: window && window.settled < window.won ? expected.value : null,
      expectedLow: window && window.settled < window.won ? expected.low : null,
      expectedHigh: window && window.settled < window.won ? expected.high : null,
      signed: signed.has(row.period),
    };
  });
}

/** Share of the deals that are old enough; a period that is over for long has all. */
function share({ settled, settled_share: known }) {
  return settled === true ? 1 : Math.min(known ?? Number(settled), 0.999999);
}
