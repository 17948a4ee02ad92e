// Live: what is, what just happened, and whom to help now.
import { html } from "../lib.js";
import { ask, asked, rowOf, rowsOf, useWatch } from "../store.js";
import { Board } from "../board.js";
import { TODAY } from "../meanings.js";
import { Evidence, listed, WarnedDeals } from "../evidence.js";
import {
  Answer,
  Boundary,
  DealLink,
  Defined,
  Export,
  Group,
  Live,
  Moment,
  Page,
  Pager,
  RepLink,
  Section,
  Still,
  Table,
  Tag,
  TeamLink,
  Tile,
} from "../ui.js";
import { useParams, useUrl } from "../router.js";
import * as w from "../words.js";

const TILES = ["happy_to_pay_rate", "remorse_rate_30", "referral_rate_90"];

export default function LivePage({ status }) {
  const summary = useWatch(ask("summary", asked({ scope: "organisation" })));
  const row = rowOf(summary.body);
  return html`
    <${Page} title="Live" quiet>
      <${Group} of=${summary}>
        <${Answer} of=${summary}>
          ${row && html`<${Lead} row=${row} />`}
          <div class="tiles">
            ${TILES.map(
              (column) => html`
                <${Tile} row=${row} column=${column}>
                  <${Expected} row=${row} column=${column} />
                <//>
              `,
            )}
          </div>
        <//>
      <//>
      <${Still} part=${Today} />
      ${
        seesReps(status)
          ? html`<div class="columns board">
              <div class="aside">
                ${[SaveList, Feed, Warnings].map(
                  (part) => html`<${Boundary} of=${location.hash}><${Still} part=${part} today=${status?.today} /><//>`,
                )}
              </div>
              <${Boundary} of=${location.hash}><${Board} /><//>
            </div>`
          : html`<p class="caution">Your role shows the company's numbers, and no team, rep or deal.</p>`
      }
      <p class="note">
        Missing is not zero: customers with no word yet are in no rate. All times in ${w.zoneName()}; rule set
        ${" "}${status?.definition_version ?? w.MISSING}. The company's numbers as ${" "}<${Export}
          path=${ask("summary", asked({ scope: "organisation" }))}
          name="company"
        />
      </p>
    <//>
  `;
}

/** An empty table would say that nobody complains, to who may not see who does. */
function seesReps(status) {
  return !status || status.viewer.roles.some((role) => role !== "engineer");
}

/** The one sentence. `who` are "customers", or somebody's. */
export function Lead({ row, scope = "organisation", id = "", who = "customers" }) {
  const { params } = useUrl();
  const { happy_to_pay_rate: happy, remorse_rate_30: remorse, referral_rate_90: referral } = row.rates ?? {};
  const number = (column, rate) => html`
    <strong
      ><${Defined} of=${{ column, scope, id }}><${Live} of=${column + scope + id}>${w.of100(rate.value)}<//><//></strong
    >
  `;
  const first =
    happy?.state === "told"
      ? html`${number("happy_to_pay_rate", happy)} of 100 ${who} are happy with what they paid,
        ${" "}${w.likely(happy.low, happy.high)}`
      : `Too few ${who} told us yet (${w.count(happy?.denominator ?? 0)}) to say how many are happy with what they paid`;
  const second = remorse?.state === "told" && html`; ${number("remorse_rate_30", remorse)} took it back or regret it`;
  const third = referral?.state === "told" && html`; ${number("referral_rate_90", referral)} sent someone`;
  const known = row.verdict_coverage;
  return html`
    <p class="lead">
      ${first}${second}${third}.
      <span class="quiet">
        ${" "}Of deals signed in${" "}
        ${w.period(params.period ?? "rolling-90d")}${
          known !== null &&
          known !== undefined &&
          html`, we know${" "}
            <${Defined} of=${{ column: "verdict_coverage", scope, id }}>${w.of100(known)} of 100<//> customers' verdict`
        }.
      </span>
    </p>
  `;
}

/** Young deals are not settled: what a rate is expected to become. */
export function Expected({ row, column }) {
  const outcome = { remorse_rate_30: ["remorse", 30], referral_rate_90: ["referral", 90] }[column];
  const window = outcome && row?.maturity?.find((each) => each.outcome === outcome[0] && each.days === outcome[1]);
  if (!window) return null;
  const young = window.won - window.settled;
  return html`<p class="basis">
    ${
      window.expected === null || window.expected === undefined
        ? `longest followed ${w.counted(window.longest_follow_up, "day")}`
        : html`expected by day ${window.days}: <${Defined} of=${{ column: "expected" }}>${w.of100(window.expected)}<//>, ${w.likely(window.low, window.high)}`
    }${young > 0 && `; ${w.count(young)} still inside ${window.days} days`}
  </p>`;
}

function Today() {
  const { asKnownOn } = useParams("asKnownOn");
  const today = useWatch(ask("today", { scope: "organisation", asKnownOn }));
  if (!today.body) return null;
  return html`
    <section class="day" aria-label="What arrived today">
      <span>Arrived ${asKnownOn ? `on ${w.day(today.body.day)}` : "today"}</span>
      ${TODAY.map(
        ([name, label]) =>
          html`<span
            ><b><${Defined} of=${{ column: `today.${name}` }}><${Live} of=${name}>${w.count(today.body[name])}<//><//></b> ${label}</span
          >`,
      )}
    </section>
  `;
}

const GOOD = new Set(["TOLD_HAPPY", "REFERRED", "RENEWED", "EXPANDED", "BOUGHT_AGAIN", "KEPT"]);
const BAD = new Set([
  "TOOK_IT_BACK",
  "TOLD_NOT_HAPPY",
  "TOLD_UNHAPPY",
  "STATED_REGRET",
  "PAID_LATE",
  "DISPUTED",
  "CONCESSION",
  "OBJECTION",
  "FELT_PRESSURED",
  "REGRET",
  "UNHAPPY",
]);

function kindOf(what) {
  return GOOD.has(what) ? "good" : BAD.has(what) ? "bad" : "";
}

const MOVED = { happy_to_pay: "happy to pay", remorse: "took it back or regret", referral: "sent someone" };

function Effect({ effect }) {
  const hundredth = (share) => (share === null || share === undefined ? w.MISSING : (share * 100).toFixed(2));
  const moves = (rate) => rate && hundredth(rate.before) !== hundredth(rate.after);
  const moved = Object.entries(MOVED).filter(([name]) => moves(effect?.[name]));
  if (moved.length === 0) return null;
  return html`<span class="effect"
    >${moved.map(([name, label]) => html`<span>${label} ${hundredth(effect[name].before)} → <b><${Defined} quiet of=${{ column: "effect" }}>${hundredth(effect[name].after)}<//></b></span>`)}</span
  >`;
}

/**
 * When the fact arrived, by the organisation's clock: only the time of what arrived today. What is told of with no fact
 * has the time it was told at.
 */
function Arrived({ row, today }) {
  const at = row.arrived_at ?? row.at;
  const occurred = row.occurred_at && w.isoDay(row.occurred_at) !== w.isoDay(at) ? `of ${w.moment(row.occurred_at)}, ` : "";
  return html`${occurred && html`<span class="note">${occurred}</span>`}<time
      datetime=${at}
      title=${`arrived ${w.fullMoment(at)}; occurred ${w.fullMoment(row.occurred_at)}`}
      >${w.isoDay(at) === today ? w.time(at) : w.moment(at)}</time
    >`;
}

function Feed({ today }) {
  // What happens now is no part of how it looked on a day that is past. Its links keep the period.
  const { asKnownOn } = useParams("asKnownOn", "period");
  const feed = useWatch(asKnownOn ? null : ask("feed", { limit: 40 }));
  if (asKnownOn) return null;
  const rows = rowsOf(feed.body);
  return html`
    <${Section} title="Just happened" note=${html`when it arrived, and <${Defined} of=${{ column: "effect" }}>its effect<//> on the company's numbers, of 100`}>
      <${Answer} of=${feed} when=${rows.length > 0} empty="Nothing that you may see since the server began.">
        <ol
          class="rows scroll feed"
          aria-live="polite"
          aria-relevant="additions"
          tabindex="0"
          aria-label="Just happened"
        >
          ${rows.map(
            (row) => html`
              <li key=${row.key}>
                <div class="feed-line">
                  <${Tag} kind=${kindOf(row.what)}>${w.said(row.what)}<//>
                  <${DealLink} id=${row.deal} />
                  <span class="amount">${w.amounts(row.amount)}</span>
                  <span class="end"><${Arrived} row=${row} today=${today} /></span>
                </div>
                <div class="feed-line note">
                  <span
                    ><${RepLink} id=${row.rep} name=${row.rep_name} />${row.team && html`, ${row.team}`}${
                      row.product_line && `, ${row.product_line}`
                    }</span
                  >
                  <${Effect} effect=${row.effect} />
                </div>
              </li>
            `,
          )}
        </ol>
      <//>
    <//>
  `;
}

const SAVE_SIZE = 25;

/** Customers who can still be helped; of one rep, or all the viewer may see. */
export function SaveList({ rep }) {
  const params = useParams("asKnownOn", "period", "save");
  const offset = Number(params.save ?? 0);
  const path = ask("save-list", { rep, asKnownOn: params.asKnownOn, sort: "days_left", limit: SAVE_SIZE, offset });
  const list = useWatch(path);
  const rows = rowsOf(list.body);
  return html`
    <${Section}
      title="Can still be helped"
      note=${list.body && `${w.counted(list.body.total ?? rows.length, "customer")}, fewest days left first`}
      actions=${html`<${Export} path=${path} name="save-list" />`}
      of=${list}
    >
      <${Answer} of=${list} when=${rows.length > 0} empty="Nobody whom you may see: no customer inside the window complains.">
        <div class="scroll">
          <${Table}
            caption="Customers who can still be helped"
            stack
            rows=${rows}
            rowKey=${(row) => row.deal}
            columns=${[
              {
                title: "days left",
                means: "days_left",
                className: "fit",
                number: true,
                cell: (row) => html`<span class=${row.days_left <= 3 ? "urgent" : ""}>${w.count(row.days_left)}</span>`,
              },
              {
                title: "deal",
                head: true,
                className: "fit",
                cell: (row) => html`<${DealLink} id=${row.deal} /><span class="sub"
                    >${row.customer}${!rep && html`, <${RepLink} id=${row.rep} name=${row.rep_name} />`}</span
                  >`,
              },
              {
                title: "why",
                cell: (row) => html`
                  ${listed(row.reasons).map(w.said).join(", ")}
                  <span class="sub"><${Evidence} facts=${row.evidence} /></span>
                `,
              },
            ]}
          />
        </div>
        <${Pager} total=${list.body?.total} offset=${offset} size=${SAVE_SIZE} name="save" label="Pages of customers to help" />
      <//>
    <//>
  `;
}

const FOUND = {
  cusum: (alarm) => `counted from ${w.day(alarm.from)}, over the limit on ${w.day(alarm.day)}`,
  peer: (alarm) => `too far from the others on ${w.day(alarm.day)}, over thirteen weeks`,
  trend: (alarm) => `rising since ${w.day(alarm.from)}, too far on ${w.day(alarm.day)}`,
};

const LINES = { "*": "", "~other": "smaller product lines", "": "unknown product line" };

function Warning({ alarm }) {
  const what = alarm.metric.startsWith("remorse")
    ? "deals taken back or regretted"
    : "answers not happy with the price";
  const lines = LINES[alarm.product_line] ?? alarm.product_line;
  return html`
    <li>
      <p>
        ${
          alarm.scope === "rep"
            ? html`<${RepLink} id=${alarm.id} />`
            : alarm.scope === "team"
              ? html`<${TeamLink} id=${alarm.id} />`
              : "company"
        }${lines && `, ${lines}`}: <b><${Defined} of=${{ column: "warned" }}>${w.count(alarm.events)} of ${w.count(alarm.deals)}<//></b> ${what}, about${" "}
        <${Defined} of=${{ column: "warned_expected" }}>${w.count(Math.round(Number(alarm.expected)))}<//> expected; ${FOUND[alarm.kind]?.(alarm)}.
      </p>
      <details>
        <summary>Its deals</summary>
        <${WarnedDeals} deals=${alarm.evidence} />
      </details>
    </li>
  `;
}

/** Early warnings of teams and reps. */
export function Warnings() {
  const { asKnownOn } = useParams("asKnownOn", "period");
  const teams = useWatch(ask("alarms", { scope: "team", asKnownOn }));
  const reps = useWatch(ask("alarms", { scope: "rep", asKnownOn }));
  const rows = [...rowsOf(teams.body), ...rowsOf(reps.body)];
  const expected = rows.length > 0 ? Number(rows[0].false_alarms_per_quarter) : null;
  return html`
    <${Section}
      title="Early warnings"
      note=${`this quarter${expected ? `; expect ${expected <= 1 ? "one false one" : `${w.decimal(expected)} false ones`} a quarter` : ""}`}
    >
      <${Answer} of=${teams} when=${rows.length > 0} empty="None that you may see this quarter.">
        <ul class="rows">
          ${rows.map((alarm) => html`<${Warning} key=${[alarm.kind, alarm.metric, alarm.id, alarm.product_line].join()} alarm=${alarm} />`)}
        </ul>
        <p class="note">A warning says where to look, not what is wrong. A correction that undoes it takes it back.</p>
      <//>
    <//>
  `;
}
