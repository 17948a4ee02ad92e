// Records that were rejected, by reason, and what they held.
import { html } from "../lib.js";
import { ask, rowsOf } from "../store.js";
import { useUrl } from "../router.js";
import { Answer, Choice, Export, Moment, Section } from "../ui.js";
import { useAsk } from "../asking.js";
import * as w from "../words.js";
import { without } from "./meaning.js";

const SHOWN = 20;

export function Rejected({ sources }) {
  const { params } = useUrl();
  const path = ask("rejected", { source: params.source, reason: params.reason, limit: 500 });
  const rejected = useAsk(path);
  const rows = rowsOf(rejected.body).filter(
    (row) => (!params.source || row.source === params.source) && (!params.reason || row.reason === params.reason),
  );
  const groups = [...Map.groupBy(rows, (row) => row.reason)].sort(([, a], [, b]) => b.length - a.length);
  return html`<${Section}
    title="Rejected"
    busy=${rejected.waiting}
    actions=${html`
      <${Choice} label="source" name="source" options=${[["", "all sources"], ...sources.map((source) => [source, source])]} />
      <${Export} path=${path} name="willingly-rejected" />
    `}
  >
    <${Answer} of=${rejected} when=${rows.length > 0} empty="Nothing was rejected.">
      ${groups.map(([reason, own]) => html`<${Group} key=${reason} reason=${reason} rows=${own} />`)}
    <//>
  <//>`;
}

function Group({ reason, rows }) {
  const shown = rows.slice(0, SHOWN);
  return html`<div class="group">
    <p><strong>${w.count(rows.length)}</strong> ${without(rows[0].rule) || reason} <code class="note">${reason}</code></p>
    <details class="more">
      <summary>Which, and what they held</summary>
      <ul class="rows">
        ${shown.map(
          (row) => html`<li key=${row.place}>
            <code>${row.event || row.place}</code>
            <span class="sub">${row.source}, <${Moment} at=${row.arrived_at} />, at ${row.place}</span>
            <span class="sub">${row.field && html`<code>${row.field}</code>: `}${row.message}</span>
            ${row.payload && html`<details class="more"><summary>Payload</summary><pre class="payload" tabindex="0">${row.payload}</pre></details>`}
          </li>`,
        )}
      </ul>
      ${rows.length > SHOWN && html`<p class="note">${SHOWN} of ${w.count(rows.length)}; all are in the files.</p>`}
    </details>
  </div>`;
}
