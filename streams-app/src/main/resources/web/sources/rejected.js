// Records that were rejected, by reason; what they held, and the button that sends them again once the cause is mended.
import { html, useState } from "../lib.js";
import { ask, rowsOf, send } from "../store.js";
import { useUrl } from "../router.js";
import { Answer, Choice, Export, Moment, ProblemNote, Section } from "../ui.js";
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
  const [chosen, choose] = useState(new Set());
  const [told, tell] = useState(null);
  const [problem, fail] = useState(null);
  const shown = rows.slice(0, SHOWN);
  const places = (chosen.size > 0 ? rows.filter((row) => chosen.has(row.place)) : rows).map((row) => row.place);
  const replay = async () => {
    tell(null);
    fail(null);
    try {
      const answer = await send("/rejected/replay", { place: places });
      tell(`${w.counted(answer?.replayed ?? places.length, "record")} sent again: what becomes of them is counted above.`);
      choose(new Set());
    } catch (error) {
      fail(error);
    }
  };
  const toggle = (place) => {
    const next = new Set(chosen);
    if (!next.delete(place)) next.add(place);
    choose(next);
  };
  return html`<div class="group">
    <p><strong>${w.count(rows.length)}</strong> ${without(rows[0].rule) || reason} <code class="note">${reason}</code></p>
    <details class="more">
      <summary>Which, and what they held</summary>
      <ul class="rows">
        ${shown.map(
          (row) => html`<li key=${row.place}>
            <label class="pick"><input type="checkbox" checked=${chosen.has(row.place)} onChange=${() => toggle(row.place)} />
              <code>${row.event || row.place}</code></label>
            <span class="sub">${row.source}, <${Moment} at=${row.arrived_at} />, at ${row.place}</span>
            <span class="sub">${row.field && html`<code>${row.field}</code>: `}${row.message}</span>
            ${row.payload && html`<details class="more"><summary>Payload</summary><pre class="payload" tabindex="0">${row.payload}</pre></details>`}
          </li>`,
        )}
      </ul>
      ${rows.length > SHOWN && html`<p class="note">${SHOWN} of ${w.count(rows.length)}; all are in the files.</p>`}
      <button type="button" class="button" onClick=${replay}>Send ${chosen.size > 0 ? w.counted(chosen.size, "record") : `all ${w.count(rows.length)}`} again</button>
    </details>
    <div role="status">${told && html`<p>${told}</p>`}</div>
    ${problem && html`<${ProblemNote} problem=${problem} />`}
  </div>`;
}
