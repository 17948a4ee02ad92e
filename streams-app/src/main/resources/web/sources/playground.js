// Paste a payload, see what a mapping makes of it: fields with their provenance, errors where they are, and which
// numbers would change. Nothing is sent and nothing counted.
import { html, useRef, useState } from "../lib.js";
import { rowsOf, send, useFetch } from "../store.js";
import { Answer, ProblemNote, Section, Table } from "../ui.js";
import { counted, MISSING } from "../words.js";
import { Preview } from "./preview.js";

const OWN = "";
const USUAL = "generic-csv";

function exampleOf(mapping) {
  return mapping?.inputs?.[0]?.example ?? "";
}

/** What a file of this name begins with. */
function hint(mapping, name) {
  const input = mapping?.inputs?.find((each) => each.example === name) ?? mapping?.inputs?.[0];
  if (input?.format !== "csv") return "Paste records as the source sends them: JSON, one object a line";
  return `Paste rows with their header, such as\n${[...input.columns, ...input.optional_columns].join(input.delimiter)}`;
}

export function Playground() {
  const mappings = useFetch("/mappings");
  return html`<${Section} title="Try a mapping" note="what a payload would become, and what it would change; nothing is sent">
    <${Answer} of=${mappings}><${Bench} mappings=${rowsOf(mappings.body)} /><//>
  <//>`;
}

function Bench({ mappings }) {
  const usual = mappings.find((each) => each.name === USUAL) ?? mappings[0];
  const [name, choose] = useState(usual?.name ?? OWN);
  const [text, write] = useState("");
  const [source, say] = useState("");
  const [files, fill] = useState([{ name: exampleOf(usual), payload: "" }]);
  const [answer, take] = useState(null);
  const [problem, fail] = useState(null);
  const [busy, work] = useState(false);
  const payloads = useRef([]);
  const mapping = mappings.find((each) => each.name === name);
  const change = (index, part) => fill(files.map((file, at) => (at === index ? { ...file, ...part } : file)));
  const pick = (next) => {
    if (next === OWN && !text) write(mapping?.text ?? "");
    else if (next !== OWN) change(0, { name: exampleOf(mappings.find((each) => each.name === next)) });
    choose(next);
  };
  const preview = async (event) => {
    event.preventDefault();
    work(true);
    fail(null);
    try {
      const which = name === OWN ? { mapping_text: text } : { mapping: name };
      take(await send("/mappings/preview", { ...which, source, files }));
    } catch (error) {
      take(null);
      fail(error);
    }
    work(false);
  };
  const show = (row) => {
    const index = Math.max(
      0,
      files.findIndex((file) => file.name === row.file),
    );
    const element = payloads.current[index];
    element.focus();
    element.setSelectionRange(...place(files[index].payload, row));
  };
  return html`<div class="playground">
    <form class="form" onSubmit=${preview}>
      <div class="filters">
        <label class="choice"><span>mapping</span>
          <select value=${name} onChange=${(event) => pick(event.currentTarget.value)}>
            ${mappings.map((each) => html`<option value=${each.name}>${each.name}</option>`)}
            <option value=${OWN}>your own …</option>
          </select></label>
        <label class="choice"><span>source</span>
          <input type="text" value=${source} placeholder=${mapping?.name ?? "pasted"} onInput=${(event) => say(event.currentTarget.value)} /></label>
      </div>
      ${mapping ? html`<p class="note">${mapping.description}, version ${mapping.version}</p>` : html`<${Own} text=${text} write=${write} />`}
      ${files.map(
        (file, index) => html`<fieldset class="pasted">
          <legend class="hidden">File ${index + 1}</legend>
          <div class="filters">
            <label class="choice"><span>file</span>
              <input type="text" value=${file.name} list="file-names" required spellcheck="false" onInput=${(event) => change(index, { name: event.currentTarget.value })} /></label>
            ${files.length > 1 && html`<button type="button" class="button" onClick=${() => fill(files.filter((_, at) => at !== index))}>Remove ${file.name}</button>`}
          </div>
          <textarea
            class="code"
            aria-label=${`What ${file.name || "the file"} holds`}
            ref=${(element) => (payloads.current[index] = element)}
            value=${file.payload}
            spellcheck="false"
            required
            placeholder=${hint(mapping, file.name)}
            onInput=${(event) => change(index, { payload: event.currentTarget.value })}
          ></textarea>
        </fieldset>`,
      )}
      <datalist id="file-names">${(mapping?.inputs ?? []).map((input) => input.example && html`<option value=${input.example}></option>`)}</datalist>
      <div class="filters">
        <button class="button strong" disabled=${busy}>See what it becomes</button>
        <button type="button" class="button" onClick=${() => fill([...files, { name: "", payload: "" }])}>Add a file</button>
      </div>
    </form>
    <div aria-live="polite" aria-busy=${busy ? "true" : undefined}>
      ${problem && html`<${ProblemNote} problem=${problem} />`}
      ${!answer && !problem && html`<${Expected} mapping=${mapping} />`}
      ${answer && html`<${Preview} answer=${answer} show=${show} />`}
    </div>
  </div>`;
}

function Own({ text, write }) {
  return html`<label class="own"><span class="note">The text of your mapping.yaml; as an event's source stands its own name above</span>
    <textarea class="code" value=${text} spellcheck="false" required onInput=${(event) => write(event.currentTarget.value)}></textarea></label>`;
}

/** Before the first answer: what the mapping takes. */
function Expected({ mapping }) {
  if (!mapping) return html`<p class="empty">Here come the fields, and where in the payload each is from.</p>`;
  return html`<${Table}
    caption=${`Files that ${mapping.name} reads`}
    rows=${mapping.inputs}
    columns=${[
      {
        title: "it reads",
        head: true,
        cell: (input) =>
          html`${input.name}<span class="sub">${input.format}${input.files ? html`, named <code>${input.files}</code>` : ""}</span>`,
      },
      {
        title: "with",
        cell: (input) => (input.columns.length ? html`<code>${input.columns.join(", ")}</code>` : MISSING),
      },
      {
        title: "and perhaps",
        cell: (input) =>
          input.optional_columns.length
            ? html`<details class="more"><summary>${counted(input.optional_columns.length, "more column")}</summary><code>${input.optional_columns.join(", ")}</code></details>`
            : MISSING,
      },
    ]}
  />`;
}

/** Where in the text a row is, or in it the field at fault: from and to. */
function place(text, { line, field }) {
  const lines = text.split("\n");
  const from = lines.slice(0, Math.max(0, line - 1)).reduce((sum, each) => sum + each.length + 1, 0);
  const to = from + (lines[line - 1]?.length ?? 0);
  const last = field
    ?.split(/[./[\]]/)
    .filter(Boolean)
    .at(-1);
  const at = last ? text.slice(from, to).indexOf(`"${last}"`) : -1;
  return at < 0 ? [from, to] : [from + at, from + at + last.length + 2];
}
