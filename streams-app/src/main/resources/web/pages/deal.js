// A deal's case file: its facts in time, what the rules make of them, and what somebody contests.
import { html, useRef, useState } from "../lib.js";
import { close, open, useUrl } from "../router.js";
import { ask, rowsOf, send, useWatch } from "../store.js";
import { Answer, AsKnownOn, Dialog, Export, Moment, Page, ProblemNote, RepLink, Section, Table, Tag } from "../ui.js";
import * as w from "../words.js";

export default function DealPage({ id, status }) {
  const { params } = useUrl();
  const path = ask(`deals/${encodeURIComponent(id)}`, { asKnownOn: params.asKnownOn });
  const file = useWatch(path);
  const contests = useWatch("/contests?limit=1000");
  const cases = file.body?.cases ?? [];
  const contested = rowsOf(contests.body).filter((each) => each.deal === id);
  return html`
    <${Page}
      title=${`Deal ${id}`}
      actions=${html`<${AsKnownOn} max=${status?.today} /><${Export} path=${path} name=${id} table=${false} />`}
    >
      <${Answer} of=${file} when=${cases.length > 0} empty="Nothing is known of this deal.">
        ${
          cases.length > 1 &&
          html`<p class="caution">
            ${w.count(cases.length)} customers use this deal id. Each is counted as a deal of its own.
          </p>`
        }
        ${cases.map((each) => html`<${Case} key=${each.customer} case=${each} deal=${id} today=${file.body.as_of} />`)}
      <//>
      ${contested.length > 0 && html`<${Contests} rows=${contested} viewer=${status?.viewer} />`}
      ${params.contest && html`<${ContestDialog} deal=${id} fact=${factOf(cases, params.contest)} />`}
    <//>
  `;
}

function keyOf(fact) {
  return `${fact.source}/${fact.event}`;
}

function factOf(cases, key) {
  return cases.flatMap((each) => each.facts).find((fact) => keyOf(fact) === key);
}

function Case({ case: file, deal, today }) {
  const { state, facts, customer } = file;
  return html`
    <div class="columns case">
      <${Section} title="Verdict">
        ${
          state
            ? html`<${State} state=${state} today=${today} />`
            : html`<p class="empty">Neither won nor lost yet.</p>`
        }
      <//>
      <${Section} title=${`What is known of customer ${customer}`} note=${w.counted(facts.length, "fact")}>
        <${Facts} facts=${facts} />
      <//>
    </div>
  `;
}

function Line({ term, children }) {
  return html`<div>
    <dt>${term}</dt>
    <dd>${children}</dd>
  </div>`;
}

function State({ state, today }) {
  const saved = state.save_reasons?.length > 0;
  const over = saved && state.save_until < today;
  const recurrence = state.recurrence ?? state.recurring;
  return html`
    <p class="card-value">${state.status === "WON" ? w.said(state.verdict) : w.said(state.status)}</p>
    ${
      saved &&
      html`<p class=${over ? "note save-over" : "save-window"}>
        ${over ? "Could be helped until" : "Can be helped until"} ${w.day(state.save_until)}:${" "}${state.save_reasons.map(w.said).join(", ")}.
      </p>`
    }
    <dl class="facts">
      <${Line} term=${{ WON: "signed", LOST: "lost" }[state.status] ?? "opened"}>${w.day(state.cohort_day)}<//>
      <${Line} term="rep"><${RepLink} id=${state.rep} /><//>
      <${Line} term="product">${state.product_line || "unknown"}${recurrence && `, ${w.said(recurrence)}`}<//>
      <${Line} term="amount">${w.amounts(state.amount)}<//>
      ${
        state.status === "WON" &&
        html`
          <${Line} term="took it back or regrets it">
            ${
              state.remorse_day === null || state.remorse_day === undefined
                ? w.said(state.remorse_reason)
                : `${w.said(state.remorse_reason)}, on day ${state.remorse_day}`
            }
          <//>
          <${Line} term="happy with the price">${state.answer ? w.said(state.answer) : "no word yet"}<//>
          <${Line} term="sent someone">
            ${state.referred_day === null || state.referred_day === undefined ? "nobody yet" : `on day ${state.referred_day}`}
          <//>
        `
      }
    </dl>
  `;
}

const LATE_SECONDS = 86_400;

/** The first words of a fact are ours; what follows may be a customer's comment and stays as it is. */
function told(what) {
  const ours = /^(withdrawn: )?(deal|survey|referral)((?: [A-Z_]+)+)(.*)$/s.exec(what);
  if (!ours) return [what, ""];
  const [, withdrawn = "", family, constants, rest] = ours;
  const said = rest.replace(/^, /, "");
  return [
    `${withdrawn}${family} ${constants.trim().toLowerCase().replaceAll("_", " ")}`,
    family === "deal" ? inWords(said) : said,
  ];
}

/** What a deal's fact says, in the page's words: "amount 8792.32 EUR, reason CHANGE_OF_MIND" before what sources name. */
function inWords(said) {
  return said
    .replace(/^amount (\d+)(?:\.(\d+))? ([A-Z]{3})(?=,|$)/, (_, whole, part = "", currency) =>
      `amount ${w.amount(Number(whole + part), currency)}`)
    .replace(/^((?:amount .+?, )?)(reason|loss) ([A-Z_]+)(?=,|$)/, (_, before, name, constant) =>
      `${before}${name}: ${constant === "UNKNOWN" ? "unknown" : w.said(constant)}`);
}

/** Deals last for years: a fact's day has its year. */
function Dated({ at }) {
  return at
    ? html`<time datetime=${at} title=${w.fullMoment(at)}>${w.day(w.isoDay(at))} <span class="note">${w.time(at).slice(0, 5)}</span></time>`
    : w.MISSING;
}

/** Kinds of evidence that say something else as a verdict or a reason. */
const EVIDENCE = { REGRET: "regret", PARTIAL_REFUND: "a refund in part" };

const CONTEST = {
  OPEN: ["warn", "contested"],
  UPHELD: ["good", "contest upheld"],
  DISMISSED: ["", "contest dismissed"],
};

function Facts({ facts }) {
  return html`
    <${Table}
      caption="Facts by the time they occurred"
      stack
      rows=${facts}
      rowKey=${keyOf}
      columns=${[
        { title: "occurred", className: "fit", cell: (fact) => html`<${Dated} at=${fact.occurred_at} />` },
        {
          title: "what",
          head: true,
          cell: (fact) => {
            const [ours, rest] = told(fact.what);
            const [outcome, ...why] = fact.outcome.split(" ");
            return html`
              ${ours}${" "}
              ${(fact.evidence ? fact.evidence.split("; ") : []).map((kind) => html`<${Tag}>evidence of ${EVIDENCE[kind] ?? w.said(kind)}<//>${" "}`)}
              ${outcome !== "COUNTED" && html`<${Tag} kind="warn">${w.said(outcome)}${why.length > 0 && `: ${why.join(" ")}`}<//>`}
              ${CONTEST[fact.contested] && html`<${Tag} kind=${CONTEST[fact.contested][0]}>${CONTEST[fact.contested][1]}<//>`}
              ${rest && html`<span class="sub quote">${rest}</span>`}
            `;
          },
        },
        {
          title: "source",
          className: "ids",
          cell: (fact) => html`${fact.source}<span class="sub id">${fact.event}</span>`,
        },
        {
          title: "arrived",
          className: "fit",
          cell: (fact) => {
            const late = (Date.parse(fact.arrived_at) - Date.parse(fact.occurred_at)) / 1000;
            return html`<${Dated} at=${fact.arrived_at} />
              <span class="sub">${late > LATE_SECONDS ? `${w.lasted(late)} later` : ""}</span>`;
          },
        },
        {
          title: html`<span class="hidden">contest</span>`,
          className: "fit",
          cell: (fact) =>
            fact.contested !== "OPEN" &&
            html`<button
              type="button"
              class="button small"
              aria-label=${`Contest: ${told(fact.what)[0]}`}
              onClick=${() => open({ contest: keyOf(fact) })}
            >
              Contest
            </button>`,
        },
      ]}
    />
  `;
}

function ContestDialog({ deal, fact }) {
  const reason = useRef(null);
  const [problem, change] = useState(null);
  const [done, end] = useState(false);
    if (!fact) return null;
  const submit = async (event) => {
    event.preventDefault();
    try {
      await send("/contests", { deal, source: fact.source, event: fact.event, reason: reason.current.value.trim() });
      end(true);
    } catch (failed) {
      change(failed);
    }
  };
  return html`
    <${Dialog} title="Contest a fact" onClose=${() => close({ contest: null })}>
      <p>${told(fact.what)[0]}, ${w.fullMoment(fact.occurred_at)}, from ${fact.source}.</p>
      ${
        done
          ? html`<p role="status">
              Contested. It is counted until somebody with the company's role decides, and shown as contested to whoever
              sees the number.
            </p>`
          : html`
              <form class="form" onSubmit=${submit}>
                <label for="reason">What is wrong with it?</label>
                <textarea id="reason" ref=${reason} required maxlength="1000"></textarea>
                <p class="note">
                  Your name and reason are shown to whoever may see this deal. The fact stays until it is decided.
                </p>
                ${problem && html`<${ProblemNote} problem=${problem} />`}
                <div class="actions"><button type="submit" class="button strong">Contest</button></div>
              </form>
            `
      }
    <//>
  `;
}

function Contests({ rows, viewer }) {
  const decides = viewer?.roles?.includes("company");
  const [problem, change] = useState(null);
  const decide = async (id, state) => {
    try {
      await send(`/contests/${encodeURIComponent(id)}/decision`, { state, note: "" });
      change(null);
    } catch (failed) {
      change(failed);
    }
  };
  const undecided = (row) => row.state === "OPEN";
  return html`
    <${Section} title="Contested">
      ${problem && html`<${ProblemNote} problem=${problem} />`}
      <${Table}
        caption="Contested facts of this deal"
        rows=${rows}
        rowKey=${(row) => row.id}
        columns=${[
          { title: "fact", head: true, cell: (row) => html`${row.source}<span class="sub id">${row.event}</span>` },
          { title: "reason", cell: (row) => html`<span class="quote">${row.reason}</span>` },
          {
            title: "by",
            cell: (row) => html`${row.opened_by}<span class="sub"><${Moment} at=${row.opened_at} /></span>`,
          },
          {
            title: "state",
            cell: (row) => html`
              <${Tag} kind=${undecided(row) ? "warn" : row.state === "UPHELD" ? "good" : ""}>${w.said(row.state)}<//>
              ${row.decided_by && html`<span class="sub">${row.decided_by}, <${Moment} at=${row.decided_at} /></span>`}
              ${row.note && html`<span class="sub quote">${row.note}</span>`}
            `,
          },
          {
            title: html`<span class="hidden">decide</span>`,
            cell: (row) =>
              undecided(row) &&
              html`<span class="filters">
                ${
                  decides &&
                  html`
                    <button type="button" class="button small" onClick=${() => decide(row.id, "UPHELD")}>Uphold</button>
                    <button type="button" class="button small" onClick=${() => decide(row.id, "DISMISSED")}>
                      Dismiss
                    </button>
                  `
                }
                ${
                  (row.opened_by === viewer?.name || (viewer?.rep && row.rep === viewer.rep)) &&
                  html`<button type="button" class="button small" onClick=${() => decide(row.id, "WITHDRAWN")}>
                    Withdraw
                  </button>`
                }
              </span>`,
          },
        ]}
      />
    <//>
  `;
}
