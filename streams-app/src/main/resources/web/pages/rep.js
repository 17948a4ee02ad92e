// A rep: what the customers say and do, how the rep sells, and the deals behind each number.
import { html, useMemo } from "../lib.js";
import { useUrl } from "../router.js";
import { ask, asked, rowOf, rowsOf, useFetch, useWatch } from "../store.js";
import { Trend } from "../charts.js";
import { Looks, seesLooks } from "../looks.js";
import { Evidence } from "../evidence.js";
import { plusDays } from "../periods.js";
import { HEADLINES } from "../review/rates.js";
import { points } from "../review/trend.js";
import { Expected, Lead, SaveList } from "./live.js";
import {
  Answer,
  AsKnownOn,
  Choice,
  DealLink,
  Defined,
  Export,
  Group,
  Interval,
  Live,
  Page,
  Pager,
  Section,
  Segmented,
  Table,
  Tag,
  TeamLink,
  Tile,
  together,
  VerdictBar,
} from "../ui.js";
import * as w from "../words.js";

const TILES = ["happy_to_pay_rate", "remorse_rate_30", "referral_rate_90"];

/** A rep has too few deals for months, and two years are what a reader remembers. */
const DAYS_BACK = 730;

/** How a rep sells: [column, how it is shown]. */
const PRACTICE = [
  ["talk_share_pooled", "share"],
  ["caring_coverage", "share"],
  ["caring_successful_outcome_rate", "share"],
  ["caring_concerns_rate", "share"],
  ["caring_fit_rate", "share"],
  ["caring_alternatives_rate", "share"],
  ["caring_clarity_rate", "share"],
  ["questions_per_hour", "an hour"],
  ["longest_monologue_seconds_mean", "s"],
  ["patience_seconds_mean", "s"],
  ["interruptions_mean", "a call"],
  ["aggressive_cues_mean", "a call"],
  ["directive_cues_mean", "a call"],
  ["next_step_rate", "share"],
  ["customer_started_rate", "share"],
  ["pace_days_mean", "days"],
  ["discount_share", "share"],
];

/** What comes of it, in the customers' words and deeds. */
const OUTCOMES = [
  "stated_only_rate",
  "price_fair_rate",
  "would_pay_again_rate",
  "felt_pressured_rate",
  "my_interest_first_rate",
  "trust_rate",
  "clear_and_free_rate",
  "felt_served_rate",
  "goal_achieved_rate",
  "regret_rate",
  "repeat_rate_90",
  "grumbled_per_100_won",
  "response_rate",
];

export default function RepPage({ id, status }) {
  const { params } = useUrl();
  const summary = useWatch(ask("summary", asked({ scope: "rep", id })));
  const company = useWatch(ask("summary", asked({ scope: "organisation" })));
  const directory = useFetch("/reps?limit=1000");
  const row = rowOf(summary.body);
  const whole = rowOf(company.body);
  const both = together(summary, company);
  const known = rowsOf(directory.body).find((rep) => rep.id === id);
  const name = known?.name || row?.name || id;
  return html`
    <${Page}
      title=${name}
      actions=${html`
        <${AsKnownOn} max=${status?.today} />
        <${Export} path=${ask("summary", asked({ scope: "rep", id }))} name=${id} />
      `}
    >
      <p class="who">
        <span class="id">${id}</span>
        ${known?.team && html`<span>team <${TeamLink} id=${known.team} /></span>`}
        ${[known?.region, known?.segment, known?.role?.toLowerCase()].filter(Boolean).map((each) => html`<span>${each}</span>`)}
        ${known?.hired_on && html`<span>with us since ${w.day(known.hired_on)}</span>`}
        ${row?.contested > 0 && html`<${Tag} kind="warn"><${Defined} of=${{ column: "contested" }}>${w.counted(row.contested, "contested fact")}<//><//>`}
      </p>
      <p class="caution">
        Not for employment decisions alone: few deals say little, the mix of deals is not the rep's choice, and a number
        tells neither why nor who else had a hand in it.
      </p>
      <${Group} of=${both}>
        <${Answer} of=${both}>
          ${row && html`<${Lead} row=${row} scope="rep" id=${id} who=${`customers of ${name}`} />`}
          <div class="tiles">
            ${TILES.map(
              (column) => html`
                <${Tile} ...${{ row, column, id }} scope="rep" reference=${whole?.[column]}>
                  <${Expected} row=${row} column=${column} />
                  <${Company} row=${whole} column=${column} />
                <//>
              `,
            )}
          </div>
          <${Verdicts} row=${row} id=${id} />
        <//>
      <//>
      ${!summary.problem && html`<${History} id=${id} metric=${params.metric ?? "happy-to-pay"} today=${status?.today} />`}
      ${
        summary.body &&
        html`<${Group} of=${both}>
          <${Answer} of=${both}>
            <div class="columns two">
              <${Practice} row=${row} company=${whole} id=${id} />
              <${Outcomes} row=${row} company=${whole} id=${id} />
            </div>
          <//>
        <//>`
      }
      <${Deals} id=${id} />
      <${SaveList} rep=${id} />
      ${seesLooks(status?.viewer) && html`<${Looks} about=${id} />`}
    <//>
  `;
}

function Company({ row, column }) {
  const rate = row?.rates?.[column];
  return rate?.state === "told"
    ? html`<p class="basis">company (line): ${w.of100(rate.value)}, ${w.likely(rate.low, rate.high)}</p>`
    : null;
}

function Verdicts({ row, id }) {
  if (!row) return null;
  return html`
    <${Section} title="Verdict of each customer" note=${`${w.counted(row.won, "deal")} signed`}>
      <div class="large-bar">
        <${VerdictBar} happy=${row.bar_happy} notHappy=${row.bar_not_happy} noWord=${row.bar_no_word} legend of=${{ scope: "rep", id }} />
      </div>
      <p class="note">
        ${[
          "took_it_back",
          "told_happy",
          "told_neutral",
          "told_not_happy",
          "told_split",
          "referred",
          "renewed",
          "expanded",
          "bought_again",
        ]
          .filter((each) => row[`verdict_${each}`] > 0)
          .map((each) => `${w.count(row[`verdict_${each}`])} ${w.said(each.toUpperCase())}`)
          .join(" · ")}
      </p>
    <//>
  `;
}

function History({ id, metric, today }) {
  const { asKnownOn } = useUrl().params;
  const from = today && plusDays(today, -DAYS_BACK);
  const series = useWatch(
    today ? ask("series", { scope: "rep", id, by: "quarter", from, to: today, asKnownOn }) : null,
  );
  const headline = HEADLINES.find((each) => each.metric === metric) ?? HEADLINES[0];
  const rows = useMemo(() => points(rowsOf(series.body), headline, new Set()), [series.body, headline]);
  return html`
    <${Section}
      title="Over time"
      note="by quarter of signing; what is still inside its window is shaded"
      actions=${html`<${ByMetric} />`}
      of=${series}
    >
      <${Answer}
        of=${series}
        when=${rows.some((row) => row.value !== null && row.value !== undefined)}
        empty=${rows.length > 0 ? "Too few in each quarter to say." : "No deal in the last two years."}
      >
        <${Trend} rows=${rows} what=${w.words(headline.column)} of=${headline.of} />
      <//>
    <//>
  `;
}

function ByMetric() {
  return html`<${Segmented}
    label="Which number"
    name="metric"
    fallback="happy-to-pay"
    options=${Object.entries(w.METRICS).map(([name, { title }]) => [name, title])}
  />`;
}

/** Discount and list price are money by currency: a share only within one. */
function withDiscount(row) {
  const currencies = Object.keys(row?.list_price ?? {});
  const [currency] = currencies;
  return currencies.length === 1 && row.list_price[currency] > 0
    ? { ...row, discount_share: (row.discount[currency] ?? 0) / row.list_price[currency] }
    : row;
}

function practised(value, unit) {
  if (value === null || value === undefined) return w.MISSING;
  return unit === "share" ? `${w.of100(value)} of 100` : `${w.decimal(value)} ${unit}`;
}

function Practice({ row, company, id }) {
  const [own, all] = [withDiscount(row), withDiscount(company)];
  return html`
    <${Section}
      title="How the rep sells"
      note=${`${w.counted(row?.calls ?? 0, "call")}; what goes with what is under Claims`}
    >
      <${Table}
        caption="How the rep sells"
        stack
        rows=${PRACTICE.filter(([column]) => own?.[column] !== undefined || all?.[column] !== undefined)}
        rowKey=${([column]) => column}
        columns=${[
          {
            title: "practice",
            head: true,
            cell: ([column]) => (column === "discount_share" ? "discount given" : w.words(column)),
          },
          {
            title: "rep",
            number: true,
            cell: ([column, unit]) =>
              column === "discount_share"
                ? practised(own?.[column], unit)
                : html`<${Defined} of=${{ column, scope: "rep", id }}
                    ><${Live} of=${column + id}>${practised(own?.[column], unit)}<//><//
                  >`,
          },
          {
            title: "likely",
            className: "note fit",
            cell: ([column]) => {
              const rate = own?.rates?.[column];
              return rate?.state === "told" ? w.likely(rate.low, rate.high).replace("likely ", "") : "";
            },
          },
          { title: "company", number: true, cell: ([column, unit]) => practised(all?.[column], unit) },
        ]}
      />
    <//>
  `;
}

function Outcomes({ row, company, id }) {
  return html`
    <${Section} title="What the customers say and do" note="line: company">
      <${Table}
        caption="What the customers say and do"
        stack
        rows=${OUTCOMES.filter((column) => row?.rates?.[column])}
        rowKey=${(column) => column}
        columns=${[
          { title: "customers who", head: true, cell: (column) => w.words(column) },
          {
            title: "of 100",
            number: true,
            cell: (column) => {
              const rate = row.rates[column];
              const per = perOf(column);
              return html`<${Defined} of=${{ column, scope: "rep", id }}>
                <${Live} of=${column + id}>
                  ${rate.state === "told" ? w.of100(rate.value / per) : `too few (${w.count(rate.denominator)})`}
                <//>
              <//>`;
            },
          },
          {
            title: "likely, 0 to 100",
            className: "drawn",
            cell: (column) => {
              const rate = row.rates[column];
              const per = perOf(column);
              const told = rate.state === "told";
              return html`
                <${Interval}
                  low=${told ? rate.low / per : null}
                  high=${told ? rate.high / per : null}
                  value=${told ? rate.value / per : null}
                  reference=${company?.rates?.[column] ? company.rates[column].value / per : undefined}
                />
                <span class="sub">${told ? w.likely(rate.low / per, rate.high / per).replace("likely ", "") : ""}</span>
              `;
            },
          },
          { title: "of", number: true, cell: (column) => w.count(row.rates[column].denominator) },
          {
            title: "company",
            number: true,
            hide: true,
            cell: (column) => {
              const rate = company?.rates?.[column];
              return rate?.state === "told" ? w.of100(rate.value / perOf(column)) : w.MISSING;
            },
          },
        ]}
      />
    <//>
  `;
}

function perOf(column) {
  return /_per_100_/.test(column) ? 100 : 1;
}

const SIZE = 50;

/** The deals behind a number, with the reason each is in it or not. */
function Deals({ id }) {
  const { params } = useUrl();
  const metric = w.METRICS[params.metric] ? params.metric : "happy-to-pay";
  const path = ask("explain", asked({ scope: "rep", id, metric, limit: 1000 }));
  const explained = useWatch(path);
  const all = rowsOf(explained.body, explained.body?.rows ? "rows" : "deals");
  const reasons = [...new Set(all.map((deal) => deal.reason))].sort();
  const some = params.reason ? all.filter((deal) => deal.reason === params.reason) : all;
  const offset = Number(params.offset ?? 0);
  const { sum_of_deals: sum } = explained.body ?? {};
  return html`
    <${Section}
      title="The deals behind the number"
      note=${sum && `${w.count(sum.numerator)} of ${w.count(sum.denominator)}`}
      actions=${html`<${Export} path=${path} name=${`${id}-deals`} />`}
      of=${explained}
    >
      <div class="filters">
        <${ByMetric} />
        <${Choice}
          label="why"
          name="reason"
          options=${[["", `any (${w.count(all.length)})`], ...reasons.map((each) => [each, `${w.said(each)} (${w.count(all.filter((deal) => deal.reason === each).length)})`])]}
        />
      </div>
      <${Answer} of=${explained} when=${some.length > 0} empty="No deal in this period.">
        <${Table}
          caption="Deals"
          stack
          rows=${newestFirst(some).slice(offset, offset + SIZE)}
          rowKey=${(deal) => deal.deal}
          columns=${[
            { title: "deal", head: true, cell: (deal) => html`<${DealLink} id=${deal.deal} />` },
            { title: "customer", hide: true, cell: (deal) => html`<span class="id">${deal.customer}</span>` },
            { title: "signed", className: "fit", cell: (deal) => w.day(deal.cohort_day) },
            { title: "why", cell: (deal) => w.said(deal.reason) },
            {
              title: "counted",
              cell: (deal) =>
                deal.in_denominator === 0
                  ? html`<span class="note">in neither: missing is not zero</span>`
                  : deal.in_numerator > 0
                    ? html`<${Tag}>${w.words(metric)}<//>`
                    : html`<span class="note">asked, and not</span>`,
            },
            { title: "evidence", hide: true, cell: (deal) => html`<${Evidence} facts=${deal.evidence} />` },
          ]}
        />
        <${Pager} total=${some.length} offset=${offset} size=${SIZE} />
      <//>
    <//>
  `;
}

function newestFirst(deals) {
  return [...deals].sort((a, b) => (a.cohort_day < b.cohort_day ? 1 : -1));
}
