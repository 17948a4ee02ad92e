// Paste a payload, see what a mapping makes of it: fields with their provenance, errors where they are, and which
// numbers would change. Nothing is counted.
import { html, useRef, useState } from "../lib.js";
import { rowsOf, send } from "../store.js";
import { ProblemNote, Section, Table, Tag } from "../ui.js";
import { useAsk } from "../asking.js";
import * as w from "../words.js";

function named(mapping) {
  return typeof mapping === "string" ? mapping : (mapping.name ?? mapping.source);
}

export function Playground() {
  const mappings = useAsk("/mappings");
  const known = mappings.body?.rows ? rowsOf(mappings.body) : (mappings.body?.names ?? []);
  const [source, choose] = useState(null);
  const [file, name] = useState(null);
  const [answer, take] = useState(null);
  const [problem, fail] = useState(null);
  const payload = useRef(null);
  const chosen = known.find((each) => named(each) === source) ?? known[0];
  const files = chosen?.files ?? [];
  const preview = async (event) => {
    event.preventDefault();
    fail(null);
    try {
      take({
        text: payload.current.value,
        ...(await send("/mappings/preview", { source: named(chosen), file: file ?? files[0], payload: payload.current.value })),
      });
    } catch (error) {
      take(null);
      fail(error);
    }
  };
  const show = (row) => {
    const [from, to] = place(payload.current.value, row);
    payload.current.focus();
    payload.current.setSelectionRange(from, to);
  };
  return html`<${Section} title="Try a mapping" note="what a payload would become; nothing is counted">
    ${mappings.problem
      ? html`<${ProblemNote} problem=${mappings.problem} />`
      : html`<div class="playground">
          <form class="form" onSubmit=${preview}>
            <div class="filters">
              <label class="choice"><span>mapping</span>
                <select value=${named(chosen ?? "")} onChange=${(event) => choose(event.currentTarget.value)}>
                  ${known.map((each) => html`<option value=${named(each)}>${named(each)}</option>`)}
                </select></label>
              ${files.length > 0
                ? html`<label class="choice"><span>file</span>
                    <select value=${file ?? files[0]} onChange=${(event) => name(event.currentTarget.value)}>
                      ${files.map((each) => html`<option value=${each}>${each}</option>`)}
                    </select></label>`
                : html`<label class="choice"><span>named</span>
                    <input type="text" value=${file ?? ""} placeholder="deals.csv" onInput=${(event) => name(event.currentTarget.value)} /></label>`}
            </div>
            <label class="hidden" for="payload">Payload</label>
            <textarea id="payload" class="code" ref=${payload} spellcheck="false" required placeholder="Paste a record as the source sends it: JSON, or CSV with its header"></textarea>
            <div><button class="button strong">See what it becomes</button></div>
          </form>
          <div aria-live="polite">
            ${problem && html`<${ProblemNote} problem=${problem} />`}
            ${!answer && !problem && html`<p class="empty">Here come the fields, and where in the payload each is from.</p>`}
            ${answer && html`<${Mapped} answer=${answer} show=${show} />`}
          </div>
        </div>`}
  <//>`;
}

/** Where in the text a row's error is: its line of a CSV, else the field by its name. */
function place(text, { position, field }) {
  const last = field?.split(/[./[\]]/).filter(Boolean).at(-1);
  if (!/^\s*[[{]/.test(text) && Number.isInteger(+position)) {
    const lines = text.split("\n");
    const from = lines.slice(0, +position).join("\n").length + (+position > 0 ? 1 : 0);
    return [from, from + (lines[+position]?.length ?? 0)];
  }
  const at = last ? text.indexOf(`"${last}"`) : -1;
  return at < 0 ? [0, 0] : [at, at + last.length + 2];
}

function Mapped({ answer, show }) {
  const rows = answer.rows ?? [];
  return html`
    ${rows.length === 0 && html`<p class="empty">The payload holds no row.</p>`}
    ${rows.map(
      (row) => html`<div class="group">
        <p>row ${row.position}: ${row.reason || row.message
          ? html`<${Tag} kind="bad">${w.said(row.outcome)}<//> ${row.field && html`<code>${row.field}</code>: `}${row.message ?? row.reason}
              ${" "}<button type="button" class="button small" onClick=${() => show(row)}>show</button>`
          : html`<${Tag} kind="good">${w.counted(row.events?.length ?? 0, "event")}<//>`}</p>
        ${(row.events ?? []).map(
          (event) => html`<${Table}
            caption=${`Fields of an event of row ${row.position} for ${event.topic}`}
            rows=${event.fields ?? []}
            columns=${[
              { title: `${event.topic}, key ${event.key}`, head: true, cell: (field) => html`<code>${field.name}</code>` },
              { title: "value", cell: (field) => html`<code>${shown(field.value)}</code>` },
              { title: "from", cell: (field) => html`<code class="note">${field.from}</code>` },
            ]}
          />`,
        )}
      </div>`,
    )}
    ${answer.effects?.length > 0 &&
    html`<h3 class="between">Would change</h3>
      <${Table}
        caption="Numbers that would change"
        rows=${answer.effects}
        columns=${[
          { title: "of", head: true, cell: (effect) => w.scopeName(effect.scope, effect.id) },
          { title: "signed in", cell: (effect) => w.period(effect.period) },
          { title: "number", cell: (effect) => w.words(effect.column) },
          { title: "from", number: true, cell: (effect) => number(effect.column, effect.before) },
          { title: "to", number: true, cell: (effect) => number(effect.column, effect.after) },
        ]}
      />`}
    ${answer.effects?.length === 0 && rows.some((row) => row.events?.length > 0) && html`<p class="note">No number would change.</p>`}
  `;
}

function shown(value) {
  return value === null || value === undefined ? w.MISSING : typeof value === "object" ? JSON.stringify(value) : String(value);
}

function number(column, value) {
  return /_rate/.test(column) ? w.of100(value, true) : typeof value === "number" ? w.decimal(value) : shown(value);
}
