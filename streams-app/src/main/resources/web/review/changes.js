// What changed since you last looked: closed periods that later facts restated, and which facts did it.
import { html, useMemo, useState } from "../lib.js";
import { ask, rowsOf } from "../store.js";
import { set, useUrl } from "../router.js";
import { Answer } from "../ui.js";
import { useAsk } from "../asking.js";
import { question } from "./question.js";
import { plusDays } from "../periods.js";
import * as w from "../words.js";
import { Part } from "./part.js";

const VISITED = "review.visited";
const SHOWN = 12;
/** Rows of an answer at most, the latest first. */
const MOST = 1000;

/**
 * The day of the visit before this one. Two days are kept, {now, before}: else looking twice on a day would forget what
 * the first look was against.
 */
function lastVisit(today) {
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem(VISITED)) ?? {};
  } catch {
    // What an older page or somebody else wrote there is no visit.
  }
  if (kept.now !== today) {
    kept = { now: today, before: kept.now ?? null };
    try {
      localStorage.setItem(VISITED, JSON.stringify(kept));
    } catch {
      // A browser that keeps nothing has no last visit.
    }
  }
  return kept.before;
}

const METRIC = { "happy-to-pay": "happy-to-pay", "remorse-30": "remorse", "referral-90": "referral" };

/** What a fact of a kind says, as a sentence. */
const CAUSES = {
  WON: "a signing came late or was corrected",
  LOST: "a deal was lost",
  SURVEY_ANSWERED: "a customer answered",
  SURVEY_DELIVERED: "a survey was delivered",
  SURVEY_INVITED: "a customer was invited to answer",
  REFERRAL_MADE: "a customer sent someone",
  REFERRAL_CONVERTED: "someone sent became a customer",
  REFERRAL_QUALIFIED: "someone sent was taken on",
  REFUNDED: "money was refunded",
  CANCELLED: "a customer cancelled",
  RETURNED: "a customer returned it",
  CHARGED_BACK: "a charge was taken back",
  DISPUTE_WON: "a dispute was won",
  DELETED: "a deal was deleted at the source",
  ERASURE: "a customer asked to be forgotten",
  PAYMENT: "a payment came",
  CONCESSION: "money was taken off after the signing",
  RENEWED: "a customer renewed",
  EXPANDED: "a customer bought more",
  DOWNGRADED: "a customer bought less",
  CHURNED: "a customer left",
  INVOICE_DISPUTED: "an invoice was disputed",
  CALL: "a call was reported",
  REASSIGNED: "a deal went to another rep",
};

/** Facts that move a rate by themselves are named before those that only may. */
const FIRST = {
  "happy-to-pay": /^(SURVEY_ANSWERED|REFUNDED|CANCELLED|RETURNED|CHARGED_BACK)$/,
  "remorse-30": /^(REFUNDED|CANCELLED|RETURNED|CHARGED_BACK|SURVEY_ANSWERED)$/,
  "referral-90": /^REFERRAL_/,
};

/** Reads causes as the API lists them: "REFUNDED R-881 (pay); 3 more that day", or without ids, "REFUNDED; 3 more that day". */
function causes(text) {
  return (text ?? "").split("; ").flatMap((each) => {
    const [, kind, event, source] = /^(\S+)(?: (\S+) \((.+)\))?$/.exec(each) ?? [];
    if (!kind) return [];
    const taken = /^RETRACTED_(.+)$/.exec(kind);
    const said = CAUSES[taken?.[1] ?? kind] ?? w.said(kind);
    return [{ kind, said: taken ? `${said}, withdrawn` : said, event, source }];
  });
}

/** One story for each closed period and rate: where it stood before the first news, where it stands after the last. */
function stories(rows) {
  const grouped = new Map();
  for (const row of rows) {
    if (!row.metric) continue;
    const key = `${row.period} ${row.metric}`;
    const story = grouped.get(key) ?? { key, period: row.period, metric: row.metric, days: [] };
    grouped.set(key, story);
    story.days.push(row);
  }
  return [...grouped.values()]
    .map((story) => {
      const days = story.days.sort((a, b) => a.arrived_on.localeCompare(b.arrived_on));
      return { ...story, days, before: days[0], after: days.at(-1), by: days.at(-1).after - days[0].before };
    })
    .sort((a, b) => Math.abs(b.by) - Math.abs(a.by));
}

export function Changes({ params, today }) {
  const { params: now } = useUrl();
  // Looking at the past is no visit.
  const visit = useMemo(() => (today && !params.asKnownOn ? lastVisit(today) : null), [today, params.asKnownOn]);
  const since = now.since ?? visit ?? (today && plusDays(today, -30));
  const path = today ? ask("restatements", { ...question({ team: params.team }, { period: null }), since, sort: "-arrived_on", limit: MOST }) : null;
  const answer = useAsk(path);
  const told = useMemo(() => stories(rowsOf(answer.body)), [answer.body]);
  const [all, showAll] = useState(false);
  const shown = all ? told : told.slice(0, SHOWN);
  const silent = new Set(rowsOf(answer.body).filter((row) => !row.metric).map((row) => row.arrived_on)).size;
  return html`<${Part}
    of=${answer}
    name="changes"
    title="What changed since"
    note=${now.since ? "in periods that were closed" : visit ? "you last looked, in periods that were closed" : "30 days ago, in periods that were closed"}
    path=${path}
    actions=${html`${visit && now.since && html`<button type="button" class="button small" onClick=${() => set({ since: null })}>your last visit, ${w.day(visit)}</button>`}
      <label class="choice"><span>since</span>
      <input type="date" value=${since} max=${today} onChange=${(event) => set({ since: event.currentTarget.value || null })} /></label>`}
  >
    <${Answer} of=${answer} when=${told.length > 0} empty=${`Nothing moved a headline rate of a closed period since ${w.day(since)}.`}>
      <p class="said">
        ${w.counted(told.length, "closed number")} moved. Most do because a deal's later life is counted where the deal was
        signed: a refund on its 28th day, a late answer. They are how a rate ripens, not mistakes.
      </p>
      <ul class="rows stories">${shown.map((story) => html`<${Story} key=${story.key} story=${story} />`)}</ul>
      ${told.length > SHOWN && html`<button type="button" class="button" onClick=${() => showAll(!all)}>${all ? "Show less" : `Show all ${told.length}`}</button>`}
      ${answer.body?.next && html`<p class="caution">The latest ${w.count(MOST)} of ${w.count(answer.body.total)} lines: a later day shows all that is news since.</p>`}
      ${silent > 0 && html`<p class="note">On ${w.counted(silent, "day")} only other numbers moved; they are in the files.</p>`}
    <//>
  <//>`;
}

/** Two shares of 100 with as many decimals as tell them apart; null where three do not. */
function apart(before, after) {
  if (before === null || after === null) return [w.of100(before, true), w.of100(after, true)];
  for (const digits of [1, 2, 3]) {
    const both = [before, after].map((share) => (share * 100).toFixed(digits));
    if (both[0] !== both[1]) return both;
  }
  return null;
}

function Story({ story }) {
  const words = w.METRICS[METRIC[story.metric]]?.label ?? w.words(story.metric);
  const listed = story.days.flatMap((day) => causes(day.causes).map((cause) => ({ ...cause, day: day.arrived_on })));
  const events = story.days.reduce((sum, day) => sum + day.cause_count, 0);
  const first = listed.find((cause) => FIRST[story.metric]?.test(cause.kind)) ?? listed[0];
  const rates = apart(story.before.before, story.after.after);
  return html`<li>
    <strong>${w.period(story.period)}</strong>: ${words} ${
      rates
        ? html`moved from <strong>${rates[0]}</strong> to <strong>${rates[1]}</strong> of 100`
        : html`is still <strong>${w.of100(story.after.after, true)}</strong> of 100, only the counts moved`
    }${first && html`, because ${first.said}${first.event && html` (<code>${first.event}</code>)`}`}${events > 1 && ` and ${w.counted(events - 1, "other fact")}`}.
    <details>
      <summary>${w.counted(story.days.length, "day")} of news</summary>
      <ul class="rows">
        ${story.days.map(
          (day) => html`<li>
            ${w.day(day.arrived_on)}: ${apart(day.before, day.after)?.join(" to ") ?? "only the counts moved"}
            ${" "}<span class="note">(${w.count(day.before_numerator)}/${w.count(day.before_denominator)} to ${w.count(day.after_numerator)}/${w.count(day.after_denominator)})</span>
            <span class="sub">${causes(day.causes).map((cause, index) => html`${index > 0 && "; "}${cause.said}${cause.event && html` <code>${cause.event}</code> (${cause.source})`}`)}${day.cause_count > causes(day.causes).length && `; ${w.count(day.cause_count - causes(day.causes).length)} more that day`}</span>
          </li>`,
        )}
      </ul>
    </details>
  </li>`;
}
