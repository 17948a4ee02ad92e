// Definitions: the rule sets that numbers were counted under, and what each number means.
import { html, useMemo } from "../lib.js";
import { opens, set, useUrl } from "../router.js";
import { ask, rowsOf, useFetch } from "../store.js";
import { Answer, Export, Moment, Page, Section, Table, Tag } from "../ui.js";
import { MEANINGS } from "../meanings.js";
import { useAsk } from "../asking.js";
import * as w from "../words.js";

const STATES = { ACTIVE: ["in force", "good"], TRIED: ["tried beside it", ""], RETIRED: ["no longer in force", ""] };

export default function Definitions() {
  const { params } = useUrl();
  const rules = useAsk(ask("definitions"));
  const columns = useFetch(ask("columns", { limit: 1000 }));
  const wanted = (params.q ?? "").trim().toLowerCase();
  const found = useMemo(() => rowsOf(columns.body).filter((column) => matches(column, wanted)), [columns.body, wanted]);
  return html`<${Page} title="Definitions">
    <${Section} title="Rule sets" note="a changed definition is a new rule set, counted beside the one in force before it is switched" of=${rules}>
      <${Answer} of=${rules} when=${rowsOf(rules.body).length > 0} empty="No rule set is known yet.">
        <${Table}
          caption="Rule sets, the oldest first"
          rows=${rowsOf(rules.body)}
          columns=${[
            { title: "rule set", head: true, cell: (row) => html`${row.version} <code class="note">${row.hash}</code>` },
            { title: "state", cell: (row) => html`<${State} of=${row.state} />` },
            { title: "since", cell: (row) => html`<${Moment} at=${row.since} />` },
            { title: "set by", cell: (row) => row.set_by || w.MISSING },
            { title: "what it changed", cell: (row) => row.changes?.split("; ").map((change) => html`<span class="sub">${change}</span>`) },
          ]}
        />
      <//>
    <//>
    <${Section}
      title="What the numbers mean"
      note=${columns.body && `${w.count(found.length)} of ${w.count(rowsOf(columns.body).length)}`}
      actions=${html`<label class="choice"><span>find</span>
          <input type="search" value=${params.q ?? ""} placeholder="regret, pressure, R26" onInput=${(event) => set({ q: event.currentTarget.value || null }, { replace: true })} /></label>
        <${Export} path=${ask("columns", { limit: 1000 })} name="willingly-columns" />`}
    >
      <${Answer} of=${columns} when=${found.length > 0} empty=${`No number is called "${params.q}".`}>
        <ul class="cards">
          ${found.map(
            (column) => html`<li key=${column.name}>
              <h3><a ...${opens({ card: `${column.name}~organisation~` })}>${w.words(column.name)}</a></h3>
              <p>${column.meaning}</p>
              <p class="note"><code>${column.name}</code>, ${column.kind} in ${column.unit}, rule ${column.rule}${column.window && `, ${column.window}`}</p>
              ${column.formula && html`<p class="note"><code>${column.formula}</code></p>`}
            </li>`,
          )}
        </ul>
        <p class="note method">Missing is not zero: customers with no word yet are in no rate.</p>
      <//>
    <//>
    <${Others} wanted=${wanted} />
  <//>`;
}

/** What is no column, and means something all the same. */
function Others({ wanted }) {
  const found = Object.entries(MEANINGS).filter(([name, { title, meaning }]) => [name, title, meaning].some((text) => text.toLowerCase().includes(wanted)));
  if (found.length === 0) return null;
  return html`<${Section} title="What else the page tells">
    <ul class="cards">
      ${found.map(([name, { title, meaning, formula }]) => html`<li key=${name}>
        <h3>${title}</h3>
        <p>${meaning}</p>
        ${formula && html`<p class="note"><code>${formula}</code></p>`}
      </li>`)}
    </ul>
  <//>`;
}

function matches(column, wanted) {
  return (
    wanted === "" ||
    [w.words(column.name), column.name, column.meaning, column.rule, column.unit].some((text) => text?.toLowerCase().includes(wanted))
  );
}

function State({ of }) {
  const [text, kind] = STATES[of] ?? [w.said(of), ""];
  return html`<${Tag} kind=${kind}>${text}<//>`;
}
