// The shell: header, keys, and the page of the address. Pages are loaded when first shown.
import { html, render, useEffect, useRef, useState } from "./lib.js";
import { go, here, href, useUrl } from "./router.js";
import { ask, onSignedOut, restart, send, useConnection, useFetch, useWatch, rowsOf } from "./store.js";
import { Boundary, Choice, Dialog, Page, ProblemNote, StaleNote } from "./ui.js";
import { DefinitionCard } from "./card.js";
import { SignIn } from "./signin.js";
import * as w from "./words.js";

/** name -> [title in the navigation (null: not there), key after g, module] */
const PAGES = {
  live: ["Live", "l", () => import("./pages/live.js")],
  review: ["Review", "r", () => import("./pages/review.js")],
  claims: ["Claims", "c", () => import("./pages/claims.js")],
  sources: ["Sources", "s", () => import("./pages/sources.js")],
  definitions: ["Definitions", "d", () => import("./pages/definitions.js")],
  try: ["Try", "t", () => import("./pages/try.js")],
  rep: [null, null, () => import("./pages/rep.js")],
  deal: [null, null, () => import("./pages/deal.js")],
};

const KEYS = [
  ["/", "search reps, teams and deals"],
  ["g l", "Live"],
  ["g r", "Review"],
  ["g c", "Claims"],
  ["g s", "Sources"],
  ["g d", "Definitions"],
  ["g t", "Try it on yours"],
  ["j, k", "next, previous row of a table"],
  ["Enter", "open what is focused"],
  ["t", "light, dark or as the system says"],
  ["Esc", "close"],
  ["?", "these keys"],
];

const THEMES = ["system", "light", "dark"];

/** A browser that keeps nothing for us still shows the page. */
function stored(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function store(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Then it is as the system says the next time.
  }
}

function useTheme() {
  const [theme, change] = useState(() => stored("theme") ?? "system");
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    store("theme", theme);
  }, [theme]);
  return [theme, () => change((now) => THEMES[(THEMES.indexOf(now) + 1) % THEMES.length])];
}

function useKeys(showKeys, nextTheme) {
  const before = useRef(null);
  useEffect(() => {
    const pressed = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.closest("input, select, textarea, [contenteditable], dialog")) return;
      const first = before.current;
      before.current = null;
      if (first === "g") {
        const page = Object.entries(PAGES).find(([, [, key]]) => key === event.key);
        if (page) go(href(page[0]));
      } else if (event.key === "g") {
        before.current = "g";
        setTimeout(() => (before.current = null), 1_500);
      } else if (event.key === "/") {
        event.preventDefault();
        document.getElementById("search")?.focus();
      } else if (event.key === "?") showKeys(true);
      else if (event.key === "t") nextTheme();
      else if (event.key === "j" || event.key === "k") moveRow(event.key === "j" ? 1 : -1);
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [nextTheme]);
}

function moveRow(by) {
  const rows = [...document.querySelectorAll("main [data-row]")];
  if (rows.length === 0) return;
  const now = rows.indexOf(document.activeElement?.closest("[data-row]"));
  const row = rows[now < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, now + by))];
  const target = row.querySelector("a:not(.defined), button") ?? row;
  if (target === row) row.tabIndex = -1;
  target.focus();
  row.scrollIntoView({ block: "nearest" });
}

function Search() {
  const [text, change] = useState("");
  const [wanted, want] = useState(false);
  const [chosen, choose] = useState(0);
  const reps = useFetch(wanted ? "/reps?limit=1000" : null);
  const found = text.trim() === "" ? [] : search(text.trim().toLowerCase(), text.trim(), rowsOf(reps.body));
  const box = useRef(null);
  const open = (address) => {
    change("");
    box.current.blur();
    go(address);
  };
  const key = (event) => {
    if (event.key === "ArrowDown") choose(Math.min(found.length - 1, chosen + 1));
    else if (event.key === "ArrowUp") choose(Math.max(0, chosen - 1));
    else if (event.key === "Enter" && found[chosen]) open(found[chosen].address);
    else if (event.key === "Escape") {
      change("");
      box.current.blur();
    } else return;
    event.preventDefault();
  };
  return html`
    <search class="search">
      <input
        id="search"
        ref=${box}
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck="false"
        placeholder="Rep, team or deal  /"
        aria-label="Search reps, teams and deals"
        aria-expanded=${found.length > 0 ? "true" : "false"}
        aria-controls="found"
        aria-autocomplete="list"
        aria-activedescendant=${found[chosen] ? `found-${chosen}` : undefined}
        value=${text}
        onFocus=${() => want(true)}
        onBlur=${() => setTimeout(() => change(""), 200)}
        onInput=${(event) => {
          change(event.currentTarget.value);
          choose(0);
        }}
        onKeyDown=${key}
      />
      <ul id="found" role="listbox" aria-label="Found" hidden=${found.length === 0}>
        ${found.map(
          (each, index) => html`
            <li
              id=${`found-${index}`}
              role="option"
              aria-selected=${index === chosen ? "true" : "false"}
              onMouseDown=${(event) => {
                event.preventDefault();
                open(each.address);
              }}
            >
              <span>${each.label}</span><span class="note">${each.note}</span>
            </li>
          `,
        )}
      </ul>
    </search>
  `;
}

const MOST_FOUND = 8;

function search(lower, text, reps) {
  const has = (value) => value?.toLowerCase().includes(lower);
  const teams = [...new Set(reps.map((rep) => rep.team))].filter(has).map((team) => ({
    label: team,
    note: "team",
    address: href("live", null, { board: "rep", team }),
  }));
  const people = reps
    .filter((rep) => has(rep.name) || has(rep.id))
    .map((rep) => ({ label: rep.name || rep.id, note: `${rep.id} · ${rep.team ?? ""}`, address: href("rep", rep.id) }));
  const deal = { label: `deal ${text}`, note: "case file", address: href("deal", text) };
  return [...people, ...teams].slice(0, MOST_FOUND - 1).concat(deal);
}

function periods(today) {
  const [year, month] = (today ?? "").split("-").map(Number);
  const options = [
    ["rolling-90d", "last 90 days"],
    ["rolling-30d", "last 30 days"],
  ];
  if (year) {
    for (let back = 0; back < 3; back++) {
      const first = new Date(Date.UTC(year, month - 1 - back, 1));
      const name = first.toISOString().slice(0, 7);
      options.push([name, w.period(name)]);
    }
    const quarter = Math.ceil(month / 3);
    options.push([`${year}-Q${quarter}`, `${year}, quarter ${quarter}`]);
    options.push(
      quarter > 1
        ? [`${year}-Q${quarter - 1}`, `${year}, quarter ${quarter - 1}`]
        : [`${year - 1}-Q4`, `${year - 1}, quarter 4`],
    );
    options.push([`${year}`, `${year}`], [`${year - 1}`, `${year - 1}`]);
  }
  return [...options, ["all", "all time"]];
}

/** What the viewer may see of the navigation: the server decides, this only spares dead ends. */
function shown(name, viewer) {
  const roles = viewer?.roles ?? [];
  if (["sources", "try"].includes(name)) return roles.length === 0 || roles.includes("engineer");
  return true;
}

function Freshness({ status }) {
  const { state: line } = useConnection();
  const gone = { lost: "connection lost", stale: "stale" }[line];
  const lag = status?.records_to_read;
  const state = gone ? "stale" : lag > 0 ? "behind" : "fresh";
  const text = gone
    ? gone
    : lag > 0
      ? `${w.count(lag)} to read`
      : status?.last_arrival
        ? `last fact ${w.moment(status.last_arrival)}`
        : status?.last_arrival === null
          ? "no fact yet"
          : "up to date";
  return html`<span
    class=${`freshness ${state}`}
    title=${`last fact ${w.fullMoment(status?.last_arrival)}; ${w.count(lag ?? 0)} records still to be read; times in ${w.zoneName()}`}
    ><span class="mark" aria-hidden="true"></span>${text}</span
  >`;
}

function Pages({ url, viewer }) {
  return html`<nav aria-label="Pages">
    ${Object.entries(PAGES)
      .filter(([name, [title]]) => title && shown(name, viewer))
      .map(
        ([name, [title]]) =>
          html`<a href=${href(name)} aria-current=${url.page === name ? "page" : undefined}>${title}</a>`,
      )}
  </nav>`;
}

function PeriodChoice({ status }) {
  return html`<${Choice}
    label="Deals signed in"
    hideLabel
    name="period"
    fallback="rolling-90d"
    options=${periods(status?.today)}
  />`;
}

function Who({ viewer }) {
  return html`<span class="viewer hide-narrow" title=${`you see this as: ${viewer.roles.join(", ")}`}>${viewer.name}</span>`;
}

/** Each part fails alone: without the one there are still the others, and the page. */
function Header({ url, status, theme, nextTheme, showKeys, signOut }) {
  const viewer = status?.viewer;
  return html`
    <header class="top">
      <a class="brand" href=${href("live")}>Willingly</a>
      <${Boundary} small what="The list of pages"><${Pages} url=${url} viewer=${viewer} /><//>
      <${Boundary} small what="The search"><${Search} /><//>
      <div class="top-end">
        <${Boundary} small what="The choice of period"><${PeriodChoice} status=${status} /><//>
        <${Boundary} small what="The freshness"><${Freshness} status=${status} /><//>
        <span class="note rules" title=${status?.build}>rule set ${status?.definition_version ?? w.MISSING}</span>
        ${viewer && html`<${Boundary} small what="Your name"><${Who} viewer=${viewer} /><//>`}
        ${viewer && html`<button type="button" class="button sign-out" onClick=${signOut}>Sign out</button>`}
        <button
          type="button"
          class="button icon"
          aria-label=${`Colours: ${theme}`}
          title=${`Colours: ${theme} (t)`}
          onClick=${nextTheme}
        >
          <span aria-hidden="true">${{ system: "◐", light: "○", dark: "●" }[theme] ?? "◐"}</span>
        </button>
        <button type="button" class="button icon hide-narrow" aria-label="Keys" title="Keys (?)" onClick=${() => showKeys(true)}>
          <span aria-hidden="true">?</span>
        </button>
      </div>
    </header>
  `;
}

/** Says that the page is of a past day. */
function KnownOn({ url }) {
  const { asKnownOn } = url.params;
  if (!asKnownOn) return null;
  return html`<p class="known-on" role="note">As it looked on ${w.day(asKnownOn)}: facts that arrived later are left out. <a href=${href(url.page, url.id, { ...here().params, asKnownOn: null })}>Back to now</a></p>`;
}

function Keys({ onClose }) {
  return html`
    <${Dialog} title="Keys" onClose=${onClose}>
      <dl class="facts keys">
        ${KEYS.map(
          ([key, what]) =>
            html`<div>
              <dt><kbd>${key}</kbd></dt>
              <dd>${what}</dd>
            </div>`,
        )}
      </dl>
    <//>
  `;
}

function usePage(name) {
  const [loaded, change] = useState({ name: null, page: null, failed: null });
  useEffect(() => {
    let shown = true;
    const entry = PAGES[name];
    if (!entry) {
      change({
        name,
        page: null,
        failed: { title: "There is no such page", detail: `Nothing is at "${name}". Live is the first page.` },
      });
      return undefined;
    }
    entry[2]().then(
      (module) => shown && change({ name, page: module.default, failed: null }),
      (error) =>
        shown && change({ name, page: null, failed: { title: "The page cannot be loaded", detail: `Load it again when the server is there: ${error.message}` } }),
    );
    return () => {
      shown = false;
    };
  }, [name]);
  return loaded;
}

function App() {
  const url = useUrl();
  const [out, signOut] = useState(false);
  const [keys, showKeys] = useState(false);
  const [theme, nextTheme] = useTheme();
  const main = useRef(null);
  useKeys(showKeys, nextTheme);
  useEffect(() => onSignedOut(() => signOut(true)), []);
  const { page: Shown, name, failed } = usePage(url.page);
  const first = useRef(true);
  useEffect(() => {
    // A new page is read from its top, by eyes and by screen readers; the first is where the browser put it.
    if (!first.current) {
      window.scrollTo(0, 0);
      // Who types already goes on typing.
      if (!document.activeElement?.matches("input, select, textarea")) main.current?.focus();
    }
    first.current = false;
  }, [url.page, url.id]);
  const entered = () => {
    signOut(false);
    restart();
  };
  if (out || url.page.startsWith("token=")) return html`<${SignIn} onEntered=${entered} />`;
  return html`<${Inside}
    ...${{ url, keys, showKeys, theme, nextTheme, main, failed, Shown: name === url.page ? Shown : null }}
    signOut=${() => send("/session", undefined, "DELETE").then(() => signOut(true))}
  />`;
}

function Inside({ url, keys, showKeys, theme, nextTheme, main, failed, Shown, signOut }) {
  const status = useWatch(ask("status"));
  w.useZone(status.body?.zone);
  return html`
    <a
      class="skip"
      href="#main"
      onClick=${(event) => {
        event.preventDefault();
        main.current.focus();
      }}
      >Skip to the numbers</a
    >
    <${Boundary} what="The head of the page"><${Header} ...${{ url, theme, nextTheme, showKeys, signOut }} status=${status.body} /><//>
    <${Boundary} what="The line on the connection"><${StaleNote} /><//>
    <main id="main" ref=${main} tabindex="-1">
      <${Boundary} of=${url.params.asKnownOn} what="The line on the past day"><${KnownOn} url=${url} /><//>
      <${Boundary} of=${`${url.page}/${url.id}`}>
        ${failed ? html`<${Page} title="Willingly"><${ProblemNote} problem=${failed} /><//>` : Shown && html`<${Shown} key=${`${url.page}/${url.id}`} id=${url.id} status=${status.body} />`}
      <//>
    </main>
    <${Boundary} of=${url.params.card} what="The definition"><${DefinitionCard} /><//>
    ${keys && html`<${Keys} onClose=${() => showKeys(false)} />`}
  `;
}

const root = document.getElementById("app");
// What stands there says that it is loading.
root.replaceChildren();
render(html`<${Boundary} what="The page"><${App} /><//>`, root);
