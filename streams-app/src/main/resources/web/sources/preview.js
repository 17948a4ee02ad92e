// What rows would become, and what that would change.
import { html, useState } from "../lib.js";
import { Table, Tag } from "../ui.js";
import * as w from "../words.js";
import { without } from "./meaning.js";

const KINDS = { counted: "good", pending: "warn", rejected: "bad", mapped: "good" };

/** The numbers people see first; all others stand behind them. */
const FIRST = [
  "won",
  "lost",
  "answered",
  "happy_to_pay_rate",
  "kept_happy",
  "remorse_30",
  "remorse_rate_30",
  "referred_90",
  "referral_rate_90",
  "bar_happy",
  "bar_not_happy",
  "bar_no_word",
  "grumbled_per_100_won",
];

export function Preview({ answer, show }) {
  const { rows, summary } = answer;
  return html`
    <p role="status">${w.counted(summary.rows, "row")}: ${w.counted(summary.events, "event")}, ${w.count(summary.rejected)} rejected, ${w.count(summary.ignored)} left out${summary.rows > rows.length ? `; the first ${rows.length} are shown` : ""}.</p>
    <${Effects} answer=${answer} />
    ${rows.map((row, index) => html`<${Row} key=${row.position} row=${row} open=${index === 0} show=${show} />`)}
  `;
}

function Row({ row, open, show }) {
  const fault = row.outcome !== "mapped";
  return html`<div class="group">
    <p>${row.position}: ${
      fault
        ? html`<${Tag} kind=${KINDS[row.outcome]}>${row.outcome === "ignored" ? "left out" : row.outcome}<//> ${row.message}
          ${row.line > 0 && html`<button type="button" class="button small" aria-label=${`Show ${row.position}`} onClick=${() => show(row)}>Show</button>`}`
        : w.counted(row.events.length, "event")
    }</p>
    ${row.events.map((event) => html`<${Event} event=${event} row=${row} open=${open} />`)}
  </div>`;
}

function Event({ event, row, open }) {
  const there = event.fields.filter((field) => field.value !== null);
  const absent = event.fields.filter((field) => field.value === null);
  return html`<div>
    <p><${Tag} kind=${KINDS[event.outcome]}>${event.outcome === "duplicate" ? "would be a duplicate" : w.said(event.outcome.toUpperCase())}<//>
      ${" "}<code>${event.topic}</code> of <code>${event.key}</code>${event.outcome === "counted" ? "" : `: ${event.field ? `${event.field}: ` : ""}${without(event.message)}`}</p>
    <details class="more" open=${open}>
      <summary>${w.counted(there.length, "field")}, and where each is from</summary>
      <${Fields} caption=${`Fields of ${event.topic} of ${row.position}`} fields=${there} />
      ${
        absent.length > 0 &&
        html`<details class="more"><summary>${w.counted(absent.length, "field")} the row does not have</summary>
        <${Fields} caption=${`Fields that ${row.position} does not have`} fields=${absent} /></details>`
      }
    </details>
  </div>`;
}

function Fields({ caption, fields }) {
  return html`<${Table}
    caption=${caption}
    rows=${fields}
    columns=${[
      { title: "field", head: true, cell: (field) => html`<code>${field.name}</code>` },
      {
        title: "value",
        cell: (field) => (field.value === null ? w.MISSING : html`<code>${String(field.value)}</code>`),
      },
      { title: "from", cell: (field) => html`<span class="note">${field.from}</span>` },
    ]}
  />`;
}

function Effects({ answer }) {
  const { effects, hidden, others } = answer;
  const periods = [...new Set(effects.map((effect) => effect.period))];
  const [chosen, choose] = useState(null);
  const period = periods.includes(chosen) ? chosen : periods[0];
  const of = effects.filter((effect) => effect.period === period);
  const first = of.filter((effect) => FIRST.includes(effect.column));
  const rest = of.filter((effect) => !FIRST.includes(effect.column));
  const unseen = Object.entries(hidden).map(([kind, count]) => w.counted(count, kind));
  const moved = others.map(
    (other) =>
      `${w.count(Math.abs(other.change))} ${other.change > 0 ? "more" : "fewer"} ${w.said(other.outcome.toUpperCase())}`,
  );
  return html`
    <h3 class="between">What would change</h3>
    ${effects.length === 0 && html`<p>No number that you may see.</p>`}
    ${
      periods.length > 0 &&
      html`
      <label class="choice"><span>deals signed in</span>
        <select value=${period} onChange=${(event) => choose(event.currentTarget.value)}>
          ${periods.map((each) => html`<option value=${each}>${w.period(each)}</option>`)}
        </select></label>
      <${Changes} caption="Numbers that would change" rows=${first} />
      ${rest.length > 0 && html`<details class="more"><summary>${w.counted(rest.length, "number")} more</summary><${Changes} caption="More numbers that would change" rows=${rest} /></details>`}`
    }
    ${unseen.length > 0 && html`<p class="note">Also numbers of ${unseen.join(" and ")}, which your roles do not show.</p>`}
    ${moved.length > 0 && html`<p class="note">Of the records delivered before: ${moved.join(", ")}.</p>`}
    ${answer.effects_total > effects.length && html`<p class="note">${w.count(effects.length)} of ${w.count(answer.effects_total)} are told.</p>`}
  `;
}

function Changes({ caption, rows }) {
  return html`<${Table}
    caption=${caption}
    rows=${rows}
    columns=${[
      {
        title: "number",
        head: true,
        cell: (effect) =>
          html`${w.words(effect.column)}<span class="sub">${w.scopeName(effect.scope, effect.id)} · <code>${effect.column}</code></span>`,
      },
      { title: "now", number: true, cell: (effect) => values(effect)[0] },
      { title: "then", number: true, cell: (effect) => html`<strong>${values(effect)[1]}</strong>` },
    ]}
  />`;
}

/** Both values of an effect; of a rate with as many digits as it takes to tell them apart. */
function values({ column, before, after }) {
  const share = /_rate(_|$)/.test(column);
  const digits = share ? ([1, 2, 3, 4].find((each) => percent(before, each) !== percent(after, each)) ?? 4) : 0;
  return [before, after].map((value) => {
    if (value === null) return w.MISSING;
    if (share) return `${percent(value, digits)} of 100`;
    return typeof value === "object" ? w.amounts(value) : w.decimal(value);
  });
}

function percent(share, digits) {
  return share === null ? null : (share * 100).toFixed(digits);
}
