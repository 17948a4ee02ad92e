// Components all pages share.
import { html, Component, useEffect, useLayoutEffect, useRef } from "./lib.js";
import { go, href, leads, opens, set, useUrl } from "./router.js";
import { address, rowsOf, useConnection, useFetch } from "./store.js";
import * as w from "./words.js";

/**
 * A page: its title is the first heading and that of the browser's tab; a quiet one is for screen readers. Each of its
 * children fails alone.
 */
export function Page({ title, lead, actions, quiet, children }) {
  useEffect(() => {
    document.title = `${title} · Willingly`;
  }, [title]);
  return html`
    <div class="page">
      <header class=${quiet ? "page-head hidden" : "page-head"}>
        <h1>${title}</h1>
        ${actions && html`<div class="actions">${actions}</div>`}
      </header>
      ${lead} ${[children].flat().map((part) => part && html`<${Boundary} of=${location.hash}>${part}<//>`)}
    </div>
  `;
}

/** Whether an answer is shown that is being replaced: by that of another question, or by a newer one. */
function replacing(of) {
  const waiting = Boolean(of?.waiting && of.body);
  return { waiting, class: waiting ? "replaced" : "", busy: of?.waiting || of?.old ? "true" : undefined };
}

/** Says what is shown while its successor is on its way. */
function Asking({ of }) {
  if (!of?.body || !(of.waiting || of.old)) return null;
  return html`<p class="asking" role="status">${of.old ? `as of ${w.time(new Date(of.old).toISOString())}, asking anew …` : "asking anew …"}</p>`;
}

/**
 * A titled part of a page. `note` stands in small type beside the title. While another answer `of` its question is on
 * its way, title and note stay those of what is shown; the actions are those of what was chosen.
 */
export function Section({ title, note, actions, of, children }) {
  const { waiting, class: replaced, busy } = replacing(of);
  const head = useRef(null);
  if (!waiting || !head.current) head.current = { title, note };
  const shown = head.current;
  const id = `s-${shown.title.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
  return html`
    <section class=${`panel ${replaced}`} aria-labelledby=${id} aria-busy=${busy}>
      <${Asking} of=${of} />
      <div class="panel-head">
        <h2 id=${id}>${shown.title}</h2>
        ${shown.note && html`<p class="note">${shown.note}</p>`} ${actions && html`<div class="actions">${actions}</div>`}
      </div>
      ${children}
    </section>
  `;
}

/** An answer that is shown beside another: both are new before either is. */
export function together(of, beside) {
  return { ...of, waiting: of.waiting || Boolean(beside.waiting && beside.body), old: of.old ?? beside.old };
}

/** A part without a title, that says while it is replaced as a section does. */
export function Group({ of, children }) {
  const { class: replaced, busy } = replacing(of);
  return html`<div class=${`group-of ${replaced}`} aria-busy=${busy}><${Asking} of=${of} />${children}</div>`;
}

/** Draws its one part again only when what is given to it changes, or the part itself knows of something new. */
export class Still extends Component {
  shouldComponentUpdate(next) {
    const names = Object.keys({ ...this.props, ...next });
    return names.some((name) => next[name] !== this.props[name]);
  }

  render({ part: Part, ...given }) {
    return html`<${Part} ...${given} />`;
  }
}

/** Stays as it is drawn for a `while`: the numbers of one question never stand among the words of another. */
export class Hold extends Component {
  shouldComponentUpdate(next) {
    return !next.while;
  }

  render({ children }) {
    return children;
  }
}

/** What a question's answer is not there for: nothing yet, a problem; else the children, held while another is asked. */
export function Answer({ of, empty, when = true, children }) {
  if (of.problem) return html`<${ProblemNote} problem=${of.problem} />`;
  if (!of.body) return html`<p class="waiting" role="status">Asking …</p>`;
  return html`<${Lacking} parts=${of.body.missing} /><${Hold} while=${of.waiting}>${when ? children : html`<p class="empty">${empty}</p>`}<//>`;
}

/** Says that an answer is not the whole, and to engineers which instance is silent. */
function Lacking({ parts }) {
  if (!parts?.length) return null;
  const whose = [...new Set(parts.map((part) => part.of))];
  const instances = [...new Set(parts.map((part) => part.instance).filter(Boolean))];
  return html`
    <div class="problem" role="alert">
      <strong>Incomplete: some of the ${whose.join(" and ")} are missing</strong>
      <p>${instances.length > 0 && `${instances.join(", ")}: `}${parts[0].why}</p>
    </div>
  `;
}

/** A problem+json in words. */
export function ProblemNote({ problem }) {
  return html`
    <div class="problem" role="alert">
      <strong>${problem.title ?? "This cannot be shown"}</strong>
      ${problem.detail && html`<p>${problem.detail}</p>`}
    </div>
  `;
}

/** Keeps a part that fails from taking the page with it; `small` parts have no room for more than a sentence. */
export class Boundary extends Component {
  constructor() {
    super();
    this.state = { failed: null };
  }

  static getDerivedStateFromError(failed) {
    return { failed };
  }

  componentDidUpdate(before) {
    if (before.of !== this.props.of && this.state.failed) this.setState({ failed: null });
  }

  render({ children, what = "This part of the page", small }, { failed }) {
    if (!failed) return children;
    const detail = `Load the page again; if it fails again, tell your data team: ${failed.message}`;
    return small
      ? html`<span class="problem small" role="alert">${what} failed. ${detail}</span>`
      : html`<${ProblemNote} problem=${{ title: `${what} failed`, detail }} />`;
  }
}

/**
 * Text that flashes softly when it changes while it stays the same number (`of`).
 */
export function Live({ of, children }) {
  const element = useRef(null);
  const before = useRef({ of, text: null });
  const text = [children].flat().join("");
  useLayoutEffect(() => {
    const moved = before.current.of === of && before.current.text !== null && before.current.text !== text;
    before.current = { of, text };
    if (!moved || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    element.current.animate(
      [{ backgroundColor: "color-mix(in srgb, var(--accent) 35%, transparent)" }, { backgroundColor: "transparent" }],
      { duration: 1800, easing: "ease-out" },
    );
  }, [of, text]);
  return html`<span class="live" ref=${element}>${text}</span>`;
}

/**
 * A number that opens its definition card. `of` = {column, scope, id, product, recurrence}. A quiet one, of many that mean
 * the same, is no stop of the tab key: one beside them is.
 */
export function Defined({ of, label, quiet, children }) {
  const { column, scope = "organisation", id = "", product = "", recurrence = "" } = of;
  const card = [column, scope, id, product, recurrence].join("~").replace(/~+$/, "");
  return html`<a
    class="defined"
    ...${opens({ card })}
    title=${`What is this number? (${w.words(column.replace(/^today\./, ""))})`}
    aria-label=${label}
    tabindex=${quiet ? -1 : undefined}
    >${children}</a
  >`;
}

/** The state of a rate in the API's `rates`: the rate, "too few (n)", or nothing known. */
export function rateText(rate) {
  if (!rate) return w.MISSING;
  if (rate.state === "too few") return `too few (${w.count(rate.denominator)})`;
  const share = /^(referrals_|.*_per_100_won$)/.test(rate.name ?? "") ? rate.value / 100 : rate.value;
  return w.of100(share);
}

/**
 * A headline number: value of 100, likely, what it rests on.
 *
 * @param {object} row a row of /summary or /report
 * @param {string} column the rate's technical name
 */
export function Tile({ row, column, scope, id, title, reference, children }) {
  const rate = row?.rates?.[column];
  const value = row?.[column] ?? rate?.value;
  const few = !rate || rate.state === "too few";
  const key = [column, scope, id].join();
  return html`
    <article class="tile">
      <h2>${title ?? w.words(column)}</h2>
      ${
        few
          ? html`<p class="figure few">
              <${Defined} of=${{ column, scope, id }}>${rate ? rateText(rate) : "nothing known yet"}<//>
            </p>`
          : html`
              <p class="figure">
                <${Defined} of=${{ column, scope, id }}><${Live} of=${key}>${w.of100(value)}<//><//>
                <span class="unit">of 100</span>
                <span class="likely">${w.likely(rate.low, rate.high)}</span>
              </p>
              <${Interval} ...${rate} value=${value} reference=${reference} min=${0} max=${scaleEnd(rate, reference)} />
            `
      }
      ${rate && html`<p class="basis">${basis(column, rate, row)}</p>`} ${children}
    </article>
  `;
}

function scaleEnd(rate, reference) {
  const most = Math.max(rate.high ?? 0, reference ?? 0);
  return [0.1, 0.2, 0.5].find((end) => most <= end * 0.95) ?? 1;
}

/** What a rate is made of; that of happy to pay is a product of two. */
export function basis(column, rate, row) {
  const told = `${w.count(rate.numerator)} of ${w.count(rate.denominator)}`;
  const product = column === "happy_to_pay_rate";
  return product
    ? `${told} who kept it and told us, times ${w.count(rate.eligible)} of ${w.count(row.won)} who kept it`
    : rate.coverage !== null && rate.coverage < 0.995
      ? `${told}; we know it of ${w.of100(rate.coverage)} of 100`
      : told;
}

/** Where a number is likely to lie, drawn on a scale; the text beside it says the same. */
export function Interval({ low, high, value, min = 0, max = 1, reference }) {
  if (low === null || low === undefined) return html`<span class="interval none" aria-hidden="true"></span>`;
  const at = (share) => `${Math.min(100, Math.max(0, ((share - min) / (max - min)) * 100))}%`;
  return html`
    <span class="interval" aria-hidden="true">
      ${
        reference !== undefined &&
        reference !== null &&
        html`<span class="reference" style=${{ left: at(reference) }}></span>`
      }
      <span class="range" style=${{ left: at(low), right: `calc(100% - ${at(high)})` }}></span>
      ${value !== null && value !== undefined && html`<span class="dot" style=${{ left: at(value) }}></span>`}
    </span>
  `;
}

/** A scale for all intervals of a table: from the least to the greatest bound, a little wider. */
export function scaleOf(rows, low, high) {
  const known = rows.filter((row) => row[low] !== null && row[low] !== undefined);
  if (known.length === 0) return { min: 0, max: 1 };
  const least = Math.min(...known.map((row) => row[low]));
  const most = Math.max(...known.map((row) => row[high]));
  const margin = (most - least) * 0.04;
  return { min: Math.max(0, least - margin), max: Math.min(1, most + margin) };
}

/** Happy, not happy, no word yet: lengths, patterns and counts, which open their definition when it is said `of` whom. */
export function VerdictBar({ happy = 0, notHappy = 0, noWord = 0, legend, of }) {
  const all = happy + notHappy + noWord;
  const part = (kind, count) => count > 0 && html`<span class=${`part ${kind}`} style=${{ flexGrow: count }}></span>`;
  const counted = (kind, count, label) => html`
    <span class=${`count ${kind}`}>
      <span class="mark" aria-hidden="true"></span>${of ? html`<${Defined} of=${{ column: `bar_${kind.replace("-", "_")}`, ...of }}>${w.count(count)}<//>` : w.count(count)}<span class=${legend ? "" : "hidden"}>${` ${label}`}</span>
    </span>
  `;
  return html`
    <span class="verdict-bar">
      <span class="parts" aria-hidden="true">
        ${all === 0 && html`<span class="part empty"></span>`}
        ${part("happy", happy)}${part("not-happy", notHappy)}${part("no-word", noWord)}
      </span>
      <span class="counts">
        ${counted("happy", happy, "happy")}${counted("not-happy", notHappy, "not happy")}${counted("no-word", noWord, "no word yet")}
      </span>
    </span>
  `;
}

/** A tier in words and shape; never a rank. */
export function Tier({ tier, n }) {
  if (!tier) return html`<span class="tier none">${w.MISSING}</span>`;
  const kind = tier.replace(/[^a-z]+/g, "-");
  return html`<span class=${`tier ${kind}`}
    >${tier === "too few" && n !== undefined ? `too few (${w.count(n)})` : tier}</span
  >`;
}

/** A small word in a frame. `kind`: good, bad, warn or nothing. */
export function Tag({ kind = "", children }) {
  return html`<span class=${`tag ${kind}`}>${children}</span>`;
}

/**
 * A table.
 *
 * @param {Array} columns {key, title, cell(row), number, sort, head, hide, means}: `sort` is the name by which the
 *   server sorts, `head` makes the cell the row's heading, `number` aligns right, `hide` drops the column on narrow
 *   screens, `means` is the number whose definition the title opens
 * @param {Array} rows objects
 * @param {function} rowKey key of a row
 * @param {string} sort column sorted by, with a leading "-" when descending
 * @param {function} onSort called with the next value of `sort`
 * @param {boolean} stack whether the cells of a row stand below one another where the screen is narrow
 */
export function Table({ caption, columns, rows, rowKey, sort, onSort, stack, children }) {
  const by = sort?.replace(/^-/, "");
  const down = sort?.startsWith("-");
  const title = (column) => {
    if (!column.sort) {
      return html`<th scope="col" class=${classes(column)}>
        ${column.means ? html`<${Defined} of=${{ column: column.means }}>${column.title}<//>` : column.title}
      </th>`;
    }
    const sorted = by === column.sort;
    return html`
      <th scope="col" class=${classes(column)} aria-sort=${sorted ? (down ? "descending" : "ascending") : "none"}>
        <button
          class="sort"
          type="button"
          onClick=${() => onSort(sorted && down ? column.sort : sorted ? `-${column.sort}` : column.first === "up" ? column.sort : `-${column.sort}`)}
        >
          ${column.title}<span class="arrow" aria-hidden="true">${sorted ? (down ? "↓" : "↑") : ""}</span>
        </button>
        ${column.means && html`<${Defined} of=${{ column: column.means }} label=${`What is "${column.title}"?`}>?<//>`}
      </th>
    `;
  };
  return html`
    <div class=${stack ? "table stack" : "table"} role="region" aria-label=${`${caption}, table`} tabindex="0">
      <table>
        <caption class="hidden">
          ${caption}
        </caption>
        <thead>
          <tr>
            ${columns.map(title)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row, index) => html`
              <tr key=${rowKey ? rowKey(row) : index} data-row>
                ${columns.map((column) =>
                  column.head
                    ? html`<th scope="row" class=${classes(column)}>${column.cell(row)}</th>`
                    : html`<td class=${classes(column)} data-title=${stack && typeof column.title === "string" ? column.title : undefined}>${column.cell ? column.cell(row) : row[column.key]}</td>`,
                )}
              </tr>
            `,
          )}
        </tbody>
        ${children}
      </table>
    </div>
  `;
}

function classes({ number, hide, className }) {
  return [number && "number", hide && "hide-narrow", className].filter(Boolean).join(" ") || undefined;
}

/** Pages of a table; `offset` is kept in the URL under `name`. */
export function Pager({ total, offset, size, name = "offset", label = "Pages of the table" }) {
  if (!(total > size)) return null;
  const last = Math.min(total, offset + size);
  const to = (at) => leads({ [name]: at || null });
  return html`
    <nav class="pager" aria-label=${label}>
      <span>${w.count(offset + 1)} to ${w.count(last)} of ${w.count(total)}</span>
      ${
        offset > 0
          ? html`<a class="button" ...${to(Math.max(0, offset - size))}>Previous</a>`
          : html`<span class="button off" aria-disabled="true">Previous</span>`
      }
      ${
        last < total
          ? html`<a class="button" ...${to(offset + size)}>Next</a>`
          : html`<span class="button off" aria-disabled="true">Next</span>`
      }
    </nav>
  `;
}

/** A select whose value is kept in the URL. `options`: [value, label]. */
export function Choice({ label, name, options, fallback = "", onChange, hideLabel }) {
  const { params } = useUrl();
  const value = params[name] ?? fallback;
  const known = options.some(([each]) => each === value) ? options : [...options, [value, value]];
  return html`
    <label class="choice">
      <span class=${hideLabel ? "hidden" : ""}>${label}</span>
      <select
        value=${value}
        onChange=${(event) => {
          const chosen = event.currentTarget.value;
          set({ [name]: chosen === fallback ? null : chosen, offset: null, ...onChange?.(chosen) });
        }}
      >
        ${known.map(([each, text]) => html`<option value=${each} selected=${each === value}>${text}</option>`)}
      </select>
    </label>
  `;
}

/** A few choices side by side, kept in the URL. `options`: [value, label]; `near` is told of one that is approached. */
export function Segmented({ label, name, options, fallback, near }) {
  const { params } = useUrl();
  const value = params[name] ?? fallback;
  return html`
    <div class="segmented" role="group" aria-label=${label}>
      ${options.map(
        ([each, text]) => html`
          <button
            type="button"
            aria-pressed=${each === value ? "true" : "false"}
            onPointerEnter=${() => near?.(each)}
            onFocus=${() => near?.(each)}
            onClick=${() => set({ [name]: each === fallback ? null : each, offset: null, sort: null })}
          >
            ${text}
          </button>
        `,
      )}
    </div>
  `;
}

/** "As it looked on": a day kept in the URL that all questions of the page heed. */
export function AsKnownOn({ max }) {
  const { params } = useUrl();
  return html`
    <label class="choice">
      <span>as it looked on</span>
      <input
        type="date"
        value=${params.asKnownOn ?? ""}
        max=${max}
        onChange=${(event) => set({ asKnownOn: event.currentTarget.value || null })}
      />
      ${params.asKnownOn && html`<button type="button" class="button" onClick=${() => set({ asKnownOn: null })}>now</button>`}
    </label>
  `;
}

/** A modal dialog; Esc and the button close it. */
export function Dialog({ title, onClose, children }) {
  const element = useRef(null);
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog.showModal();
    return () => dialog.close();
  }, []);
  return html`
    <dialog
      ref=${element}
      aria-labelledby="dialog-title"
      onCancel=${(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick=${(event) => event.target === element.current && onClose()}
    >
      <div class="dialog">
        <div class="dialog-head">
          <h2 id="dialog-title">${title}</h2>
          <button type="button" class="button" onClick=${onClose}>Close</button>
        </div>
        ${children}
      </div>
    </dialog>
  `;
}

const named = new WeakMap();

/** The name of a rep in an answer of /reps. */
function nameIn(body, id) {
  if (!body) return undefined;
  if (!named.has(body)) named.set(body, new Map(rowsOf(body).map((rep) => [rep.id, rep.name])));
  return named.get(body).get(id);
}

/** A rep by name; without one given, by that of the directory. */
export function RepLink({ id, name }) {
  const nobody = w.someone(id);
  const known = nobody || name || !id;
  const reps = useFetch(known ? null : "/reps?limit=1000");
  return nobody || !id
    ? html`<span>${nobody ?? w.MISSING}</span>`
    : html`<a href=${href("rep", id)} title=${id}>${name || nameIn(reps.body, id) || id}</a>`;
}

/** A team's reps, on the live page. */
export function TeamLink({ id }) {
  return html`<a href=${href("live", null, { board: "rep", team: id })}>${w.someone(id) ?? id}</a>`;
}

export function DealLink({ id }) {
  return id ? html`<a class="id" href=${href("deal", id)}>${id}</a>` : html`<span>${w.MISSING}</span>`;
}

/** A point in time, with its full form for pointer and screen reader. */
export function Moment({ at, short }) {
  return at
    ? html`<time datetime=${at} title=${w.fullMoment(at)}>${short ? w.time(at) : w.moment(at)}</time>`
    : w.MISSING;
}

/**
 * What is shown, as files; CSV has all rows of a table. `path` is the question; what is no table has JSON only. `of`
 * says which of several it is.
 */
export function Export({ path, name, of, table = true }) {
  return html`
    <span class="export">
      ${table && html`<a href=${address(path, "csv")} download=${`${name}.csv`} title="All rows as CSV">CSV${of && ` of ${of}`}</a>`}
      <a href=${address(path, "json")} download=${`${name}.json`}>JSON${of && html`<span class="hidden"> of ${of}</span>`}</a>
    </span>
  `;
}

const CONNECTION = {
  lost: (since) => `Connection lost since ${since}; trying again. The numbers are those of then.`,
  stale: (since) => `Nothing heard from the server since ${since}; trying again. The numbers are those of then.`,
  mended: (since) => `Connected again at ${since}.`,
};

/** Says when the page no longer moves, and when it does again. */
export function StaleNote() {
  const { state, since } = useConnection();
  const said = CONNECTION[state]?.(w.time(new Date(since).toISOString()));
  return html`<div role="status" class="stale-line">${said && html`<p class=${`stale-note ${state}`}>${said}</p>`}</div>`;
}

/** Goes to a page. */
export function goTo(page, id, params) {
  go(href(page, id, params));
}
