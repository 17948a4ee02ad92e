// The board: teams, one click down reps. Tiers, not ranks.
import { html } from "./lib.js";
import { href, hrefWith, set, useUrl } from "./router.js";
import { ask, asked, prepare, rowsOf, useFetch, useWatch } from "./store.js";
import {
  Answer,
  Choice,
  Defined,
  Export,
  Interval,
  Live,
  Pager,
  RepLink,
  scaleOf,
  Section,
  Segmented,
  Table,
  Tag,
  TeamLink,
  Tier,
  VerdictBar,
} from "./ui.js";
import * as w from "./words.js";

const SIZE = 50;
/** Rows the server gives at once. */
const MOST = 1_000;
const TENURES = ["under 1 year", "1 to 3 years", "3 to 5 years", "over 5 years", "unknown"];

const LETTERS = new Intl.Collator();

function distinct(rows, member) {
  return [...new Set(rows.map((row) => row[member]).filter(Boolean))].sort();
}

/** Whether a row is of the chosen team, segment and tenure. */
function fits(chosen) {
  const wanted = Object.entries(chosen).filter(([, value]) => value);
  return (row) => wanted.every(([name, value]) => (row[name] || "unknown") === value);
}

/** Rows by a member, descending with a leading "-"; what is not known is last. */
function sorted(rows, sort) {
  if (!sort) return rows;
  const by = sort.replace(/^-/, "");
  const sign = sort.startsWith("-") ? -1 : 1;
  const isKnown = (row) => row[by] !== undefined && row[by] !== null;
  const order = (a, b) => (typeof a === "number" ? a - b : LETTERS.compare(a, b));
  const known = rows.filter(isKnown).sort((a, b) => sign * order(a[by], b[by]));
  return [...known, ...rows.filter((row) => !isKnown(row))];
}

/** Board of teams or reps; all it shows is in the URL: board, team, metric, product, recurrence, segment, tenure, sort. */
export function Board() {
  const { params } = useUrl();
  const scope = params.board === "rep" ? "rep" : "team";
  const metric = w.METRICS[params.metric] ? params.metric : "happy-to-pay";
  const { product, recurrence } = params;
  const reps = scope === "rep";
  const from = Number(params.offset) || 0;
  const board = { scope, metric, product, recurrence };
  const chosen = reps ? { team: params.team, segment: params.segment, tenure: params.tenure } : {};
  const shown = { ...board, ...chosen, sort: params.sort, limit: SIZE, offset: from };
  // All rows are here, so that choosing and sorting asks nobody; of more than these the server chooses.
  const path = (change) => ask("leaderboard", asked({ ...board, ...change, limit: MOST }));
  const all = useWatch(path());
  const large = all.body?.total > MOST;
  const part = useWatch(large ? ask("leaderboard", asked(shown)) : null);
  const answer = large ? part : all;
  const found = large ? rowsOf(part.body) : sorted(rowsOf(all.body).filter(fits(chosen)), params.sort);
  const total = large ? part.body?.total : found.length;
  // An address may be of a longer table than this.
  const offset = large || from < total ? from : 0;
  const rows = large ? found : found.slice(offset, offset + SIZE);
  const of = { product, recurrence };
  return html`
    <${Section}
      title=${reps ? (params.team ? `Reps of ${params.team}` : "Reps") : "Teams"}
      note=${params.sort ? null : "most customers affected, and most certain, first"}
      actions=${html`<${Export} path=${ask("leaderboard", asked(shown))} name=${`${scope}s`} />`}
      of=${answer}
    >
      <div class="filters">
        <${Segmented}
          label="What is compared"
          name="board"
          fallback="team"
          near=${(each) => prepare(path({ scope: each }))}
          options=${[
            ["team", "Teams"],
            ["rep", "Reps"],
          ]}
        />
        <${Segmented}
          label="By which number"
          name="metric"
          fallback="happy-to-pay"
          near=${(each) => prepare(path({ metric: each }))}
          options=${Object.entries(w.METRICS).map(([name, { title }]) => [name, title])}
        />
        <${Filters} reps=${reps} team=${params.team} />
      </div>
      <${Answer}
        of=${answer}
        when=${rows.length > 0}
        empty="No deal in this choice. Widen the period or take a filter away."
      >
        <${Rows} ...${{ rows, scope, metric, of, sort: params.sort, reference: answer.body?.company_rate }} />
        <${Pager} total=${total} offset=${offset} size=${SIZE} />
        <${Legend} body=${answer.body} metric=${metric} />
      <//>
    <//>
  `;
}

function Filters({ reps, team }) {
  const split = useFetch(ask("split", { scope: "organisation", period: "all" }));
  const directory = useFetch(reps ? "/reps?limit=1000" : null);
  const people = rowsOf(directory.body);
  const all = (names) => [["", "any"], ...names.map((name) => [name, name])];
  return html`
    <${Choice} label="product" name="product" options=${all(distinct(rowsOf(split.body), "product_line"))} />
    <${Choice}
      label="kind"
      name="recurrence"
      options=${[
        ["", "any"],
        ["one-off", "one-off"],
        ["recurring", "recurring"],
      ]}
    />
    ${
      reps &&
      html`
        <${Choice} label="team" name="team" options=${all(distinct(people, "team"))} />
        <${Choice} label="segment" name="segment" options=${all(distinct(people, "segment"))} />
        <${Choice} label="with us for" name="tenure" options=${all(TENURES)} />
        ${team && html`<a href=${hrefWith({ board: null, team: null, segment: null, tenure: null, offset: null, sort: null })}>All teams</a>`}
      `
    }
  `;
}

function Rows({ rows, scope, metric, of, sort, reference }) {
  const { column, trials } = w.METRICS[metric];
  const scale = scaleOf(rows, "low", "high");
  const reps = scope === "rep";
  return html`
    <${Table}
      caption=${reps ? "Reps" : "Teams"}
      stack
      rows=${rows}
      rowKey=${(row) => row.id}
      sort=${sort}
      onSort=${(next) => set({ sort: next, offset: null }, { replace: true })}
      columns=${[
        {
          title: reps ? "rep" : "team",
          head: true,
          sort: reps ? "name" : "id",
          first: "up",
          cell: (row) => html`
            ${reps ? html`<${RepLink} id=${row.id} name=${row.name} />` : html`<${TeamLink} id=${row.id} />`}
            ${reps && html`<span class="sub">${[row.id, row.team, row.tenure].filter(Boolean).join(" · ")}</span>`}
            ${row.contested > 0 && html`<div><${Tag} kind="warn">${w.count(row.contested)} contested<//></div>`}
          `,
        },
        {
          title: "against the company",
          means: "tier",
          className: "fit",
          cell: (row) => html`
            <${Tier} tier=${row.tier} n=${trials === "answers" ? row.kept_answered : undefined} />
            <${More} row=${row} trials=${trials} />
          `,
        },
        {
          title: "verdicts",
          means: "verdicts",
          className: "drawn",
          cell: (row) => html`
            <${VerdictBar} happy=${row.bar_happy} notHappy=${row.bar_not_happy} noWord=${row.bar_no_word} />
          `,
        },
        {
          title: "of 100",
          number: true,
          sort: "rate",
          cell: (row) => html`
            <${Defined} of=${{ column, scope, id: row.id, ...of }}>
              <${Live} of=${column + row.id}>
                ${row.state === "too few" ? `too few (${w.count(trials === "answers" ? row.kept_answered : row.won)})` : w.of100(row.rate)}
              <//>
            <//>
          `,
        },
        {
          title: `likely (${w.of100(scale.min, false)} to ${w.of100(scale.max, false)}, line: company)`,
          className: "drawn",
          sort: "low",
          cell: (row) => html`
            <${Interval} ...${scale} low=${row.low} high=${row.high} value=${row.rate} reference=${reference} />
            <span class="sub">${w.likely(row.low, row.high).replace("likely ", "")}</span>
          `,
        },
        {
          title: trials === "answers" ? "answers" : "deals",
          means: trials === "answers" ? "kept_answered" : "won",
          className: "if-room",
          number: true,
          hide: true,
          sort: trials === "answers" ? "kept_answered" : "won",
          cell: (row) => w.count(trials === "answers" ? row.kept_answered : row.won),
        },
        trials === "answers" && {
          title: "won",
          means: "won",
          className: "if-wide",
          number: true,
          hide: true,
          sort: "won",
          cell: (row) => w.count(row.won),
        },
      ].filter(Boolean)}
    />
  `;
}

/** How many more would tell, if it is known. */
function More({ row, trials }) {
  const more = w.moreNeeded(row.more_needed, row.more_needed_over, trials);
  return more && html`<span class="sub"><${Defined} quiet of=${{ column: "more_needed" }}>${more}<//></span>`;
}

function Legend({ body, metric }) {
  return html`
    <div class="legend note">
      <${Marks} />
      <p>
        Tiers compare deals signed up to ${w.day(body.settled_through)} with the company's
        ${" "}${w.of100(body.company_rate)} of 100${body.above_is === "less" ? " (above means less of it)" : ""},
        adjusted for few deals; of those called clear, expect at most ${body.false_discovery_percent ?? 5} in 100 wrong;
        the number of <${Defined} of=${{ column: "more_needed" }}>more ${w.METRICS[metric].trials}<//> is what would tell. ${" "}<a href=${href("review")}
          >${w.METRICS[metric].title} in Review</a
        >
      </p>
    </div>
  `;
}

/** What the three parts of a verdict bar are. */
export function Marks() {
  return html`
    <span class="verdict-bar marks">
      <span class="counts">
        <span class="count happy"><span class="mark" aria-hidden="true"></span>happy</span>
        <span class="count not-happy"><span class="mark" aria-hidden="true"></span>not happy</span>
        <span class="count no-word"><span class="mark" aria-hidden="true"></span>no word yet</span>
      </span>
    </span>
  `;
}
