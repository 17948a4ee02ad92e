// Try it on yours: files in, a guess to correct, the numbers of your own reps. Nothing leaves the machine.
import { html, useEffect, useMemo, useRef, useState } from "../lib.js";
import { set, useUrl } from "../router.js";
import { Problem, address, ask, fetchJson, rowsOf, send } from "../store.js";
import { Interval, Page, ProblemNote, Section, Table, Tag, VerdictBar, scaleOf } from "../ui.js";
import { without } from "../sources/meaning.js";
import * as w from "../words.js";

const CERTAINTY = {
  said: ["as you said", "good"],
  sure: ["sure", "good"],
  likely: ["likely", ""],
  guessed: ["a guess", "warn"],
  not_found: ["not found", ""],
};
const KINDS = ["deals", "surveys", "calls", "referrals", "reps", "other"];
const ASK_AGAIN = 700;

async function upload(files) {
  const form = new FormData();
  for (const file of files) form.append("files", file, file.name);
  const response = await fetch(address("/try"), { method: "POST", body: form, headers: { accept: "application/json" } });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Problem(response.status, answer);
  return answer;
}

/** `trial` in the address is the trial that counts or is done. */
export default function Try() {
  const { params } = useUrl();
  const [guess, take] = useState(null);
  const [problem, fail] = useState(null);
  const attempt = async (work) => {
    fail(null);
    try {
      await work();
    } catch (error) {
      fail(error);
    }
  };
  const again = () => {
    take(null);
    fail(null);
    if (params.trial) send(`/try/${params.trial}`, undefined, "DELETE").catch(() => {});
    set({ trial: null });
  };
  return html`<${Page}
    title="Try it on yours"
    actions=${(guess || params.trial) && html`<button type="button" class="button" onClick=${again}>Begin anew</button>`}
    lead=${html`<p class="said"><span class="private">Nothing leaves this machine.</span> Your files are counted aside, shown to you, and forgotten.</p>`}
  >
    ${problem && html`<${ProblemNote} problem=${problem} />`}
    ${params.trial && !guess
      ? html`<${Result} id=${params.trial} />`
      : guess
        ? html`<${Guessed}
            guess=${guess}
            start=${(corrections) =>
              attempt(async () => {
                await send(`/try/${guess.id}/start`, { corrections });
                take(null);
                set({ trial: guess.id });
              })}
          />`
        : html`<${Drop} onFiles=${(files) => attempt(async () => take(await upload(files)))} />`}
  <//>`;
}

function Drop({ onFiles }) {
  const [over, hover] = useState(false);
  const input = useRef(null);
  return html`<div
    class=${over ? "drop over" : "drop"}
    onDragOver=${(event) => {
      event.preventDefault();
      hover(true);
    }}
    onDragLeave=${() => hover(false)}
    onDrop=${(event) => {
      event.preventDefault();
      hover(false);
      onFiles(event.dataTransfer.files);
    }}
  >
    <p class="lead">Drop your exports here: deals, survey answers, calls, referrals, reps</p>
    <p class="note">CSV files, as your systems write them. Columns are guessed; you confirm them.</p>
    <button type="button" class="button strong" onClick=${() => input.current.click()}>Choose files</button>
    <label class="hidden" for="files">CSV files</label>
    <input id="files" ref=${input} type="file" class="hidden" tabindex="-1" multiple accept=".csv,text/csv" onChange=${(event) => event.currentTarget.files.length > 0 && onFiles(event.currentTarget.files)} />
    <p class="note">The same on the command line: <code>./willingly try deals.csv answers.csv</code></p>
  </div>`;
}

function key(field) {
  return field.key ?? (field.field.includes(".") ? field.field : `${field.kind ?? field.file}.${field.field}`);
}

function Guessed({ guess, start }) {
  const [corrections, correct] = useState({});
  const [busy, work] = useState(false);
  const fields = guess.fields ?? guess.rows ?? [];
  const name = (file) => file.name ?? file.file;
  const columns = Object.fromEntries((guess.files ?? []).map((file) => [name(file), file.columns]));
  const say = (what, value, before) => {
    const next = { ...corrections };
    if (value === (before ?? "")) delete next[what];
    else next[what] = value;
    correct(next);
  };
  const missing = fields.filter((field) => field.required && !(corrections[key(field)] ?? field.column));
  const examples = (field) => (corrections[key(field)] === undefined ? field.example : null);
  const shown = fields.filter((field) => field.column || field.required || corrections[key(field)]);
  const rest = fields.filter((field) => !shown.includes(field));
  const column = (field) => html`<select
    aria-label=${`Column for ${words(field)} of ${field.file}`}
    value=${corrections[key(field)] ?? field.column ?? ""}
    onChange=${(event) => say(key(field), event.currentTarget.value, field.column)}
  >
    <option value="">none</option>
    ${(columns[field.file] ?? []).map((each) => html`<option value=${each}>${each}</option>`)}
  </select>`;
  const table = (rows, caption) => html`<${Table}
    caption=${caption}
    rows=${rows}
    rowKey=${key}
    columns=${[
      { title: "we need", head: true, cell: (field) => html`${words(field)}<span class="sub">${field.file}${field.required ? ", needed" : ""}</span>` },
      { title: "your column", cell: column },
      { title: "such as", cell: (field) => html`${examples(field) ?? w.MISSING}<span class="sub">${field.reading}</span>` },
      { title: "how sure", cell: (field) => html`<${Certainty} of=${corrections[key(field)] === undefined ? field.certainty : "said"} />` },
    ]}
  />`;
  return html`
    <${Section} title="What we take your files for" note="look once, correct what is wrong">
      <div class="filters">
        ${(guess.files ?? []).map(
          (file) => html`<label class="choice"><span>${name(file)} holds</span>
            <select value=${corrections[name(file)] ?? file.kind} onChange=${(event) => say(name(file), event.currentTarget.value, file.kind)}>
              ${[...new Set([...KINDS, file.kind])].map((kind) => html`<option value=${kind}>${kind === "surveys" ? "survey answers" : kind}</option>`)}
            </select></label>`,
        )}
      </div>
      ${table(shown, "Our fields and your columns")}
      ${rest.length > 0 && html`<details class="more"><summary>${w.counted(rest.length, "field")} not found, none of them needed</summary>${table(rest, "Fields that were not found")}</details>`}
      ${(guess.notes ?? []).map((note) => html`<p class="note">${note}</p>`)}
      ${(guess.problems ?? []).map((problem) => html`<p><${Tag} kind="warn">to be corrected<//> ${typeof problem === "string" ? problem : [problem.file, problem.what].filter(Boolean).join(": ")}</p>`)}
      <p>
        <button
          type="button"
          class="button strong"
          disabled=${busy || missing.length > 0}
          onClick=${async () => {
            work(true);
            await start(corrections);
            work(false);
          }}
        >${busy ? "Starting …" : "Count them"}</button>
        ${missing.length > 0 && html` <span class="note">still needed: ${missing.map(words).join(", ")}</span>`}
      </p>
    <//>
  `;
}

function words(field) {
  return (field.field ?? field.key).split(".").at(-1).replace(/([a-z])([A-Z])/g, "$1 $2").replaceAll("_", " ").toLowerCase();
}

function Certainty({ of }) {
  const [text, kind] = CERTAINTY[of?.toLowerCase()] ?? CERTAINTY[of === "guess" ? "guessed" : "not_found"];
  return html`<${Tag} kind=${kind}>${text}<//>`;
}

function Result({ id }) {
  const [progress, tell] = useState(null);
  const [problem, fail] = useState(null);
  useEffect(() => {
    let timer;
    let shown = true;
    const look = async () => {
      try {
        const now = await fetchJson(`/try/${id}`);
        if (!shown) return;
        tell(now);
        if (state(now) === "counting" || state(now) === "guessed") timer = setTimeout(look, ASK_AGAIN);
      } catch (error) {
        if (shown) fail(error);
      }
    };
    look();
    return () => {
      shown = false;
      clearTimeout(timer);
    };
  }, [id]);
  if (problem) return html`<${ProblemNote} problem=${problem.status === 404 ? { title: "This trial is over", detail: "Trials are forgotten when they end. Begin anew with your files." } : problem} />`;
  if (!progress) return html`<p class="waiting" role="status">Asking …</p>`;
  if (state(progress) === "failed") return html`<${ProblemNote} problem=${{ title: "The files could not be counted", detail: progress.message }} />`;
  const done = state(progress) === "done";
  const counted = progress.counted ?? progress.rows ?? 0;
  return html`
    <div role="status">
      ${done
        ? html`<p>Counted ${w.counted(counted, "row")}${progress.millis ? ` in ${w.decimal(progress.millis / 1000)} s` : ""}.</p>`
        : html`<p>Counting: ${w.count(counted)} so far${progress.left > 0 ? `, about ${w.count(progress.left)} left` : ""}</p>
            <progress aria-label="Counting" max=${counted + (progress.left || 0) || 1} value=${counted}></progress>`}
    </div>
    ${done && html`<${Numbers} id=${id} />`}
    ${done && html`<${Left} rejected=${progress.rejected} of=${progress.outcomes.rejected} />`}
    ${done && progress.unread_values > 0 && html`<${Told} title="Values that were left out" note=${`${w.counted(progress.unread_values, "value")} could not be read; the rest of the row counts`} lines=${progress.unread} of=${progress.unread_values} />`}
    ${done && progress.waiting.length > 0 && html`<${Told} title="What waits" note="facts that count once another arrives" lines=${progress.waiting.map((each) => `${w.counted(each.facts, "fact")}: ${without(each.meaning)}; such as ${each.example}`)} />`}
  `;
}

function state(progress) {
  return String(progress.state ?? "").toLowerCase();
}

function useOnce(path) {
  const [answer, change] = useState({ body: null, problem: null });
  useEffect(() => {
    fetchJson(path).then((body) => change({ body }), (problem) => change({ problem }));
  }, [path]);
  return answer;
}

function Numbers({ id }) {
  const reps = useOnce(ask(`try/${id}/report`, { scope: "rep", period: "all" }));
  const all = useOnce(ask(`try/${id}/report`, { scope: "organisation", period: "all" }));
  const rows = useMemo(
    () =>
      rowsOf(reps.body)
        .map((row) => ({ ...row, rate: row.rates?.happy_to_pay_rate, low: row.rates?.happy_to_pay_rate?.low, high: row.rates?.happy_to_pay_rate?.high }))
        .sort((a, b) => b.won - a.won),
    [reps.body],
  );
  const company = rowsOf(all.body)[0];
  if (reps.problem) return html`<${ProblemNote} problem=${reps.problem} />`;
  if (!reps.body) return html`<p class="waiting" role="status">Asking …</p>`;
  const scale = scaleOf(rows, "low", "high");
  const rate = company?.rates?.happy_to_pay_rate;
  return html`
    ${company && html`<p class="lead">${rate && rate.state !== "too few" ? html`<strong>${w.of100(rate.value)} of 100</strong> customers are happy with what they paid <span class="quiet">(${w.likely(rate.low, rate.high)})</span>` : html`Of ${w.counted(company.won, "deal")} too few customers told us to say how many are happy`}; ${w.count(company.remorse_30)} of ${w.count(company.won)} took it back or regret it.</p>`}
    <${Section} title="By rep" note="where too few told us, nothing is said: not for employment decisions alone">
      <${Table}
        caption="Reps"
        rows=${rows}
        rowKey=${(row) => row.id}
        columns=${[
          { title: "rep", head: true, cell: (row) => w.someone(row.id) ?? (row.name || row.id) },
          { title: "deals", number: true, cell: (row) => w.count(row.won) },
          { title: "happy, not happy, no word yet", className: "drawn", cell: (row) => html`<${VerdictBar} happy=${row.bar_happy} notHappy=${row.bar_not_happy} noWord=${row.bar_no_word} />` },
          {
            title: "happy with what they paid",
            className: "drawn",
            cell: (row) => row.rate?.state === "told"
              ? html`<span class="line"><strong>${w.of100(row.rate.value)}</strong> <span class="likely">${w.likely(row.low, row.high)}</span></span><${Interval} low=${row.low} high=${row.high} value=${row.rate.value} ...${scale} reference=${rate?.state === "told" ? rate.value : null} />`
              : html`<span class="note">too few (${w.count(row.rate?.denominator ?? 0)})</span>`,
          },
          { title: "took it back or regret it", number: true, cell: (row) => `${w.count(row.remorse_30)} of ${w.count(row.won)}` },
          { title: "sent someone", number: true, className: "hide-narrow", cell: (row) => `${w.count(row.referred_90)} of ${w.count(row.won)}` },
        ]}
      />
    <//>
  `;
}

/** Rows that made no event: where, and why; of what the rules reject only the number is known here. */
function Left({ rejected, of }) {
  if (of === 0) return html`<p class="note">No row was rejected.</p>`;
  if (rejected.length === 0) {
    return html`<p class="caution">${w.counted(of, "record")} ${of === 1 ? "was" : "were"} rejected by the rules, as for a day in the future, a number out of its range or an unknown currency. In a terminal, <code>willingly try</code> with the same files counts them by reason.</p>`;
  }
  return html`<${Told} title="Rows that could not be counted" note=${w.counted(of, "row")} lines=${rejected} of=${of} />`;
}

/** Lines, and how many more there are. */
function Told({ title, note, lines, of = lines.length }) {
  return html`<${Section} title=${title} note=${note}>
    <ul class="rows">${lines.map((line) => html`<li>${line}</li>`)}</ul>
    ${of > lines.length && html`<p class="note">And ${w.count(of - lines.length)} more.</p>`}
  <//>`;
}
