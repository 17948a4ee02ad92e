// Records that were rejected, by reason; what they held, and the button that sends them again once the cause is mended.
import { html, useEffect, useState } from "../lib.js";
import { ask, fetchJson, rowsOf, send, useFetch } from "../store.js";
import { useUrl } from "../router.js";
import { Answer, Choice, Export, Moment, ProblemNote, Section } from "../ui.js";
import { useAsk } from "../asking.js";
import * as w from "../words.js";
import { without } from "./meaning.js";

const SHOWN = 20;
/** Rows a mapping rejected can only be sent again through a mapping. */
const OF_MAPPING = "MAPPING";
/** Of two copies of one version one is kept; the other can only be corrected at its source. */
const NEVER_AGAIN = "CONFLICT";
const OWN = "own";
const LOOK_AGAIN = 1_000;
const LOOKS = 20;

export function Rejected({ sources }) {
  const { params } = useUrl();
  const path = ask("rejected", { source: params.source, reason: params.reason, limit: 500 });
  const [asked, again] = useState(0);
  const rejected = useAsk(path, asked);
  const rows = rowsOf(rejected.body).filter(
    (row) => (!params.source || row.source === params.source) && (!params.reason || row.reason === params.reason),
  );
  const groups = [...Map.groupBy(rows, (row) => row.reason)].sort(([, a], [, b]) => b.length - a.length);
  return html`<${Section}
    title="Rejected"
    of=${rejected}
    actions=${html`
      <${Choice} label="source" name="source" options=${[["", "all sources"], ...sources.map((source) => [source, source])]} />
      <${Export} path=${path} name="willingly-rejected" />
    `}
  >
    <${Answer} of=${rejected} when=${rows.length > 0} empty="Nothing was rejected.">
      ${groups.map(([reason, own]) => html`<${Group} key=${reason} reason=${reason} rows=${own} reload=${() => again(asked + 1)} />`)}
      ${rejected.body?.unreadable > 0 && html`<p class="caution">${w.counted(rejected.body.unreadable, "record")} of the log cannot be read and ${rejected.body.unreadable === 1 ? "is" : "are"} left out; the server's log names the first.</p>`}
    <//>
  <//>`;
}

function Group({ reason, rows, reload }) {
  const [chosen, choose] = useState(new Set());
  const [mapping, map] = useState("");
  const [text, write] = useState("");
  const [answer, take] = useState(null);
  const [problem, fail] = useState(null);
  const [busy, work] = useState(false);
  const shown = rows.slice(0, SHOWN);
  const left = rows.filter((row) => !row.resent_at);
  const places = (chosen.size > 0 ? rows.filter((row) => chosen.has(row.place)) : left.length > 0 ? left : rows).map((row) => row.place);
  const replay = async () => {
    work(true);
    fail(null);
    try {
      const which = mapping === OWN ? { mapping_text: text } : mapping ? { mapping } : {};
      take(await send("/rejected/replay?limit=1000", { places, ...which }));
      choose(new Set());
      reload();
    } catch (error) {
      take(null);
      fail(error);
    }
    work(false);
  };
  const toggle = (place) => {
    const next = new Set(chosen);
    if (!next.delete(place)) next.add(place);
    choose(next);
  };
  return html`<div class="group">
    <p><strong>${w.count(rows.length)}</strong> ${without(rows[0].rule) || reason} <code class="note">${reason}</code>
      ${left.length < rows.length && html`<span class="note">${left.length === 0 ? "all" : w.count(rows.length - left.length)} sent again</span>`}</p>
    <details class="more">
      <summary>Which, and what they held</summary>
      <ul class="rows">
        ${shown.map(
          (row) => html`<li>
            ${
              reason === NEVER_AGAIN
                ? html`<code>${row.event || row.place}</code>`
                : html`<label class="pick"><input type="checkbox" checked=${chosen.has(row.place)} onChange=${() => toggle(row.place)} />
                  <code>${row.event || row.place}</code></label>`
            }
            <span class="sub">${row.source}, <${Moment} at=${row.arrived_at} />, at ${row.place}</span>
            ${row.resent_at && html`<span class="sub">sent again <${Moment} at=${row.resent_at} />${row.resent_by && ` by ${row.resent_by}`}; the ledger tells what became of it</span>`}
            <span class="sub">${row.field && html`<code>${row.field}</code>: `}${row.message}</span>
            ${row.payload && html`<details class="more"><summary>Payload</summary>
              ${row.payload_note && html`<p class="note">${row.payload_note}</p>`}<pre class="payload" tabindex="0">${row.payload}</pre></details>`}
          </li>`,
        )}
      </ul>
      ${rows.length > SHOWN && html`<p class="note">${SHOWN} of ${w.count(rows.length)}; all are in the files.</p>`}
      ${
        mapping === OWN &&
        html`<label class="own"><span class="note">The text of your mapping.yaml as it is by now</span>
        <textarea class="code" value=${text} spellcheck="false" onInput=${(event) => write(event.currentTarget.value)}></textarea></label>`
      }
      ${
        reason !== NEVER_AGAIN &&
        html`<div class="filters">
        ${reason === OF_MAPPING && html`<${Mappings} value=${mapping} choose=${map} />`}
        <button type="button" class="button" disabled=${busy} onClick=${replay}>
          Send ${chosen.size > 0 ? w.counted(chosen.size, "record") : rows.length === 1 ? "it" : left.length > 0 && left.length < rows.length ? `the other ${w.count(left.length)}` : `all ${w.count(rows.length)}`} again
        </button>
      </div>`
      }
    </details>
    <div role="status">${answer && html`<${Sent} key=${answer.run} answer=${answer} />`}</div>
    ${problem && html`<${ProblemNote} problem=${problem} />`}
  </div>`;
}

function Mappings({ value, choose }) {
  const mappings = useFetch("/mappings");
  return html`<label class="choice"><span>through</span>
    <select value=${value} onChange=${(event) => choose(event.currentTarget.value)}>
      <option value="">no mapping</option>
      ${rowsOf(mappings.body).map((each) => html`<option value=${each.name}>${each.name}</option>`)}
      <option value=${OWN}>your own …</option>
    </select></label>`;
}

/** What was sent again and what became of it, and why the rest was not. */
function Sent({ answer }) {
  const [ledger, take] = useState([]);
  useEffect(() => {
    let looks = 0;
    let timer = null;
    const look = async () => {
      const rows = rowsOf(await fetchJson(ask("ledger", { run: answer.run })).catch(() => null));
      take(rows);
      const counted = rows.reduce((all, row) => all + row.records, 0);
      if (counted < answer.sent && ++looks < LOOKS) timer = setTimeout(look, LOOK_AGAIN);
    };
    if (answer.sent > 0) look();
    return () => clearTimeout(timer);
  }, [answer.run]);
  const left = answer.rows.filter((row) => row.sent === 0);
  const became = [...Map.groupBy(ledger, (row) => row.outcome)].map(
    ([outcome, rows]) => `${w.count(rows.reduce((all, row) => all + row.records, 0))} ${w.said(outcome.toUpperCase())}`,
  );
  return html`
    ${answer.sent > 0 && html`<p>${w.counted(answer.sent, "record")} sent again: ${became.length > 0 ? became.join(", ") : "being counted …"}.</p>`}
    ${[...Map.groupBy(left, (row) => row.message)].map(([message, rows]) => html`<p>${w.counted(rows.length, "record")} not sent: ${message}.</p>`)}
  `;
}
