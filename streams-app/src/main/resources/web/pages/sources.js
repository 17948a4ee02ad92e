// Sources: what was sent, what became of each record, and how to try a mapping before it counts.
import { html } from "../lib.js";
import { useUrl } from "../router.js";
import { ask, rowsOf, useWatch } from "../store.js";
import { Answer, Moment, Page, Section, Table, Tag, Export } from "../ui.js";
import { useAsk } from "../asking.js";
import * as w from "../words.js";
import { without } from "../sources/meaning.js";
import { Playground } from "../sources/playground.js";
import { Rejected } from "../sources/rejected.js";

const OUTCOMES = ["counted", "pending", "rejected", "duplicate", "superseded", "ignored"];

export default function Sources() {
  const { params } = useUrl();
  const sources = useWatch(ask("sources"));
  return html`<${Page} title="Sources" lead=${html`<p class="said">Each record that was delivered ends in exactly one outcome; nothing is dropped silently.</p>`}>
    <${Arriving} sources=${sources} />
    <div class="columns two">
      <${Rejected} sources=${rowsOf(sources.body).map((row) => row.source)} />
      <${Waiting} />
    </div>
    <${Incomplete} />
    <${Ledger} only=${params.source} />
    <${Playground} />
    <${Schemas} />
  <//>`;
}

function sum(rows, column) {
  return rows.reduce((all, row) => all + (row[column] ?? 0), 0);
}

/** Whether what was delivered is what became of it. */
function AddsUp({ row }) {
  const ends = OUTCOMES.reduce((all, outcome) => all + (row[outcome] ?? 0), 0);
  return ends === row.delivered
    ? html`<${Tag} kind="good">adds up<//>`
    : html`<${Tag} kind="warn">${w.count(row.delivered - ends)} on their way<//>`;
}

function Arriving({ sources }) {
  const rows = rowsOf(sources.body);
  const all = Object.fromEntries([...OUTCOMES, "delivered"].map((column) => [column, sum(rows, column)]));
  return html`<${Section}
    title="What arrives, and what becomes of it"
    note="delivered is the sum of its outcomes"
    of=${sources}
    actions=${html`<${Export} path=${ask("sources")} name="willingly-sources" />`}
  >
    <${Answer} of=${sources} when=${rows.length > 0} empty="No source has sent anything yet.">
      <${Table}
        caption="Sources"
        rows=${rows}
        rowKey=${(row) => row.source}
        columns=${[
          { title: "source", head: true, cell: (row) => html`${row.source}${parts(row)}` },
          { title: "a minute", means: "rate_per_minute", number: true, cell: (row) => w.decimal(row.rate_per_minute) },
          { title: "last record", cell: (row) => html`<${Moment} at=${row.last_arrival} /><span class="sub">${row.lag_seconds === null || row.lag_seconds === undefined ? "" : `silent for ${w.lasted(row.lag_seconds)}`}</span>` },
          ...OUTCOMES.map((outcome) => ({ title: w.said(outcome.toUpperCase()).replace(" by a rule", "").replace("replaced by a newer version", "replaced"), means: outcome, number: true, cell: (row) => quiet(row[outcome]) })),
          { title: "delivered", means: "delivered", number: true, cell: (row) => html`<strong>${w.count(row.delivered)}</strong>` },
          { title: "sum", cell: (row) => html`<${AddsUp} row=${row} />` },
        ]}
      >
        <tfoot>
          <tr>
            <th scope="row">all sources</th><td></td><td></td>
            ${OUTCOMES.map((outcome) => html`<td class="number">${w.count(all[outcome])}</td>`)}
            <td class="number">${w.count(all.delivered)}</td>
            <td><${AddsUp} row=${all} /></td>
          </tr>
        </tfoot>
      <//>
    <//>
  <//>`;
}

/** What came in parts is no record yet, and not in the sum. */
function parts(row) {
  if (row.parts === undefined || row.parts === null) return "";
  const waiting = row.objects_waiting ? `, ${w.count(row.objects_waiting)} wait` : "";
  return html`<span class="sub">and ${w.count(row.parts)} parts of ${w.count(row.objects)} objects${waiting}</span>`;
}

/** Zeros step back: what is there stands out. */
function quiet(value) {
  return value ? w.count(value) : html`<span class="note">${w.count(value)}</span>`;
}

function Waiting() {
  const path = ask("pending", { limit: 1000 });
  const pending = useAsk(path);
  const groups = [...Map.groupBy(rowsOf(pending.body), (row) => `${row.reason} ${row.source} ${row.cure}`).values()]
    .map((rows) => ({ reason: rows[0].reason, rows }))
    .sort((a, b) => b.rows.length - a.rows.length);
  return html`<${Section} title="Waiting for another fact" of=${pending} actions=${html`<${Export} path=${path} name="willingly-pending" />`}>
    <${Answer} of=${pending} when=${groups.length > 0} empty="Nothing waits.">
      ${groups.map(
        ({ reason, rows }) => html`<div class="group">
          <p><strong>${w.count(rows.length)}</strong> ${without(rows[0].meaning)} <code class="note">${reason}</code></p>
          <p>What to do: ${rows[0].cure}.</p>
          <p class="note">of ${rows[0].source}; the oldest since <${Moment} at=${rows[0].arrived_at} /></p>
          <details class="more">
            <summary>Which</summary>
            <${Table}
              caption=${`Waiting: ${reason}`}
              rows=${rows.slice(0, 50)}
              columns=${[
                { title: "event", head: true, cell: (row) => html`<code>${row.event}</code>` },
                { title: "waits for deal", cell: (row) => (row.deal ? html`<code>${row.deal}</code>` : `a deal of ${row.customer}`) },
                { title: "since", cell: (row) => html`<${Moment} at=${row.arrived_at} />` },
              ]}
            />
            ${rows.length > 50 && html`<p class="note">The 50 oldest of ${w.count(rows.length)}; all are in the files.</p>`}
          </details>
        </div>`,
      )}
    <//>
  <//>`;
}

/** Objects of which no event can be made yet; nothing where no source tells of them in parts. */
function Incomplete() {
  const path = ask("pending/objects", { limit: 1000 });
  const objects = useWatch(path);
  const rows = rowsOf(objects.body);
  if (!rows.length && !objects.problem) return null;
  return html`<${Section}
    title="Waiting to be put together"
    note="objects that sources tell of in parts; their events are made when all is known"
    of=${objects}
    actions=${html`<${Export} path=${path} name="willingly-objects" />`}
  >
    <${Answer} of=${objects} when=${rows.length > 0} empty="Nothing waits.">
      ${rows.map(
        (row) => html`<div class="group" key=${`${row.source} ${row.type} ${row.rule} ${row.waits_for}`}>
          <p>
            <strong>${w.count(row.objects)}</strong> of ${row.source} (<code>${row.type}</code>) ${row.objects === 1 ? "waits for" : "wait for"}${" "}
            <code>${row.waits_for}</code>
          </p>
          <p>${row.cure}.</p>
          <p class="note">the oldest since <${Moment} at=${row.since} />; such as <code>${row.examples}</code></p>
        </div>`,
      )}
    <//>
  <//>`;
}

function Ledger({ only }) {
  const path = ask("ledger", { limit: 1000 });
  const ledger = useAsk(path);
  const lines = rowsOf(ledger.body).filter((row) => (!only || row.source === only) && row.outcome !== "counted");
  const rows = [...Map.groupBy(lines, (row) => `${row.outcome} ${row.reason}`).values()]
    .map((own) => ({ ...own[0], own: own.sort((a, b) => b.records - a.records), records: sum(own, "records") }))
    .sort((a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome) || b.records - a.records);
  return html`<${Section}
    title="Why records were not counted"
    note=${only && `of ${only}`}
    of=${ledger}
    actions=${html`<${Export} path=${path} name="willingly-ledger" />`}
  >
    <${Answer} of=${ledger} when=${rows.length > 0} empty="All were counted.">
      <${Table}
        caption="Outcomes and reasons"
        rows=${rows}
        columns=${[
          { title: "outcome", head: true, cell: (row) => html`${w.said(row.outcome.toUpperCase())}<span class="sub"><code>${row.reason}</code></span>` },
          { title: "records", number: true, cell: (row) => w.count(row.records) },
          { title: "why", cell: (row) => html`${without(row.meaning)}<span class="sub">${row.own.map((each) => `${each.source} ${w.count(each.records)}`).join(", ")}</span>` },
        ]}
      />
    <//>
  <//>`;
}

function Schemas() {
  const schemas = useAsk(ask("schemas"));
  const rows = rowsOf(schemas.body);
  return html`<${Section} title="Schema versions" note="of what is published and read; each later version reads all earlier ones" of=${schemas}>
    <${Answer} of=${schemas} when=${rows.length > 0} empty="No schema is registered.">
      <${Table}
        caption="Schemas"
        rows=${rows}
        columns=${[
          { title: "topic", head: true, cell: (row) => row.topic },
          { title: "subject", cell: (row) => html`<code>${row.subject}</code>` },
          { title: "version", number: true, cell: (row) => w.count(row.version) },
          { title: "fingerprint", className: "hide-narrow", cell: (row) => html`<code title=${row.fingerprint}>${row.fingerprint?.slice(0, 16)}</code>` },
        ]}
      />
    <//>
  <//>`;
}
