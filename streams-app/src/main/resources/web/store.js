// What the server says. One stream of events carries every question of the page; each has a path and is watched by
// the components that show it.
import { useEffect, useReducer, useRef, useState } from "./lib.js";
import { here } from "./router.js";

const API = "api/v1";
/** Heartbeats come every 15 s: after two the line is dead, whatever the browser believes. */
const STALE_AFTER = 30_000;
/** A page nobody looks at gives its connection back: browsers open six to a server, for all tabs together. */
const HIDDEN_FOR = 5_000;
const RETRY_AFTER = 3_000;
const ASK_AGAIN_AFTER = 15_000;
/** A connection that is back so soon was never missed. */
const LOST_AFTER = 2_000;
/** A stream that the server ends at once, as when it is full, is none. */
const OPEN_FOR = 500;
const MENDED_FOR = 6_000;
/** Answers kept of questions nobody shows any more. */
const REMEMBERED = 40;

/** path -> {path, body, problem, at, old, users, listeners}; `old` is `at` of an answer of an earlier stream */
const watches = new Map();
/** path -> {body, at}, the last shown last */
const remembered = new Map();
/** Paths that are on their way to be remembered. */
const prepared = new Set();
let stream = null;
let streamed = [];
let heard = Date.now();
let openedAt = 0;
let brokenAt = null;
let connection = { state: "open", since: heard };
const connected = new Set();
let scheduled = false;
let hiddenSince = document.hidden ? Date.now() : null;
/** Raised with every signing in. */
let visit = 0;

/** Path of a question: `ask("summary", {scope: "rep", id: "R-1"})`; empty values are left out. */
export function ask(route, params = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== "") query.set(name, value);
  }
  return `/${route}${query.size ? `?${query}` : ""}`;
}

/** The parameters of the address that bear on every number: period and day of knowledge. */
export function asked(params = {}) {
  const { period, asKnownOn } = here().params;
  return { period: period || "rolling-90d", asKnownOn, ...params };
}

/** Address of a question outside the page: for links to CSV and JSON. */
export function address(path, format) {
  return `${API}${path}${format ? `${path.includes("?") ? "&" : "?"}format=${format}` : ""}`;
}

/** RFC 7396, leaving what does not change the same object. */
export function merge(target, patch) {
  if (patch === null || typeof patch !== "object" || Array.isArray(patch)) return patch;
  const merged = target !== null && typeof target === "object" && !Array.isArray(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else merged[name] = merge(merged[name], value);
  }
  return merged;
}

const lists = new WeakMap();

/** The rows of a body in order: watched bodies carry them by key, fetched ones as they are. */
export function rowsOf(body, member = "rows") {
  const rows = body?.[member];
  if (!rows) return [];
  if (Array.isArray(rows)) return rows;
  if (!lists.has(body)) lists.set(body, (body.order ?? Object.keys(rows)).map((key) => rows[key]).filter(Boolean));
  return lists.get(body);
}

/** The one row of an answer about one scope. */
export function rowOf(body) {
  return body?.rows ? (rowsOf(body)[0] ?? null) : (body ?? null);
}

function tell(watch) {
  watch.listeners.forEach((listener) => listener());
}

function become(state, since) {
  connection = { state, since };
  connected.forEach((listener) => listener(connection));
}

function hear() {
  heard = Date.now();
  brokenAt = null;
  if (connection.state !== "lost" && connection.state !== "stale") return;
  become("mended", heard);
  const mended = connection;
  setTimeout(() => connection === mended && become("open", heard), MENDED_FOR);
}

function broken() {
  if (brokenAt !== null) return;
  const at = Date.now();
  brokenAt = at;
  setTimeout(() => brokenAt === at && become("lost", at), LOST_AFTER);
}

/** Keeps an answer for when its question is asked again in this visit. */
export function remember(path, body, at = Date.now()) {
  remembered.delete(path);
  remembered.set(path, { body, at });
  if (remembered.size > REMEMBERED) remembered.delete(remembered.keys().next().value);
}

/** The last answer of a question that is no longer asked: {body, at}, or null. */
export function recall(path) {
  return remembered.get(path) ?? null;
}

function open() {
  scheduled = false;
  const paths = [...watches.keys()];
  if (stream && stream.readyState !== EventSource.CLOSED && paths.join() === streamed.join()) return;
  stream?.close();
  streamed = paths;
  stream = null;
  if (paths.length === 0) return;
  const query = paths.map((path) => `watch=${encodeURIComponent(path)}`).join("&");
  openedAt = Date.now();
  const opened = new EventSource(`${API}/live?${query}`);
  stream = opened;
  // What this stream told: a delta is of that, whatever was asked by itself meanwhile.
  const told = [];
  const receive = (event, next) => {
    hear();
    const message = JSON.parse(event.data);
    const body = next(message);
    told[message.watch] = body;
    const watch = watches.get(paths[message.watch]);
    if (!watch) return;
    Object.assign(watch, { body, problem: null, at: heard, old: null });
    tell(watch);
  };
  opened.addEventListener("snapshot", (event) => receive(event, ({ body }) => body));
  opened.addEventListener("delta", (event) => receive(event, ({ watch, patch }) => merge(told[watch], patch)));
  opened.addEventListener("problem", (event) => {
    const message = JSON.parse(event.data);
    // One about a question, or one about the whole stream: then those without an answer have none.
    const concerned = (path, index) => message.watch === index || (!("watch" in message) && !watches.get(path)?.body);
    paths.filter(concerned).forEach((path) => {
      const watch = watches.get(path);
      if (!watch) return;
      watch.problem = message.problem ?? message;
      tell(watch);
    });
    // A refused stream is no sign of life: what is shown grows stale.
    if ("watch" in message) hear();
  });
  opened.addEventListener("heartbeat", hear);
  // One that goes on from where it was may have nothing to say for a while.
  opened.addEventListener("open", () => setTimeout(() => opened.readyState === EventSource.OPEN && hear(), OPEN_FOR));
  opened.addEventListener("error", () => {
    if (opened !== stream) return;
    broken();
    // The browser tries again by itself, unless the answer was none of a stream: then we ask why.
    if (opened.readyState === EventSource.CLOSED) refused();
  });
}

/** No stream for us, or for one of the questions: each is asked once by itself, until the stream is there. */
async function refused() {
  const mine = stream;
  const paths = streamed;
  const tells = paths.map(async (path) => {
    const [answer, problem] = await fetchJson(path).then(
      (body) => [body, null],
      (failed) => [null, failed],
    );
    const watch = watches.get(path);
    // No answer at all says nothing about the question: what is shown stays, and grows stale.
    const status = problem ? (problem.status ?? null) : 200;
    // What a stream told that was opened meanwhile is newer.
    if (watch && status !== null && stream === mine) {
      watch.body = answer ?? watch.body;
      watch.problem = problem;
      watch.at = Date.now();
      watch.old = null;
      tell(watch);
    }
    return status;
  });
  const statuses = await Promise.all(tells);
  if (stream !== mine) return;
  // What was asked by itself is as new as what is told.
  if (statuses.includes(200)) hear();
  if (statuses.includes(401)) signedOut();
  else setTimeout(schedule, statuses.includes(200) ? ASK_AGAIN_AFTER : RETRY_AFTER);
}

function schedule() {
  if (scheduled) return;
  scheduled = true;
  // After this turn: all components of a page have said what they watch.
  setTimeout(open, 0);
}

function leave() {
  stream?.close();
  stream = null;
  streamed = [];
}

setInterval(() => {
  const now = Date.now();
  if (hiddenSince !== null && now - hiddenSince > HIDDEN_FOR) leave();
  else if (watches.size > 0 && now - Math.max(heard, openedAt) > STALE_AFTER) {
    if (connection.state === "open" || connection.state === "mended") become("stale", heard);
    leave();
    schedule();
  }
}, 1_000);

/** A page that was not looked at may have slept: its stream gets as long to be heard as a new one. */
function wake() {
  openedAt = Date.now();
  schedule();
}

document.addEventListener("visibilitychange", () => {
  hiddenSince = document.hidden ? Date.now() : null;
  if (!document.hidden) wake();
});

// A browser keeps the page that was left, and its stream's connection with it, for whoever goes back.
addEventListener("pagehide", leave);
addEventListener("pageshow", (event) => event.persisted && wake());

/**
 * Watches a question for as long as the component is shown; null asks nothing. While another question is on its way
 * the last answer stays, with `waiting`; one that was asked before in this visit shows its own last answer, with the
 * time it is of in `old`.
 *
 * @returns {{body, problem, asOf: string, waiting: boolean, old: number|null}}
 */
export function useWatch(path) {
  const [, again] = useReducer((count) => count + 1, 0);
  const last = useRef(null);
  useEffect(() => {
    if (path === null) return undefined;
    const known = recall(path);
    const watch = watches.get(path) ?? {
      path,
      body: known?.body ?? null,
      problem: null,
      at: known?.at ?? 0,
      old: known?.at ?? null,
      users: 0,
      listeners: new Set(),
    };
    watches.set(path, watch);
    watch.users++;
    watch.listeners.add(again);
    schedule();
    return () => {
      watch.listeners.delete(again);
      if (--watch.users === 0) {
        watches.delete(path);
        if (watch.body && !watch.problem) remember(path, watch.body, watch.at);
        schedule();
      }
    };
  }, [path]);
  const known = path === null ? null : recall(path);
  const watch = path === null ? null : (watches.get(path) ?? (known && { body: known.body, old: known.at }));
  if (watch?.body) last.current = watch.body;
  const problem = watch?.problem ?? null;
  const body = path === null || problem ? null : (watch?.body ?? last.current);
  return {
    body,
    problem,
    asOf: body?.as_of ?? null,
    waiting: path !== null && !problem && !watch?.body,
    old: watch?.old ?? null,
  };
}

/** How the stream is: {state, since}, `state` open, lost (no connection), stale (a silent one) or mended just now. */
export function useConnection() {
  const [now, change] = useState(connection);
  useEffect(() => {
    change(connection);
    connected.add(change);
    return () => connected.delete(change);
  }, []);
  return now;
}

/** What an answer that is none says: problem+json. */
export class Problem extends Error {
  constructor(status, { title, detail, type } = {}) {
    super(title ?? `the server answered ${status}`);
    Object.assign(this, { status, title: this.message, detail, type });
  }
}

async function answered(response) {
  const json = /json/.test(response.headers.get("content-type") ?? "") ? await response.json() : null;
  if (!response.ok) throw new Problem(response.status, json ?? {});
  return json;
}

/** Asks once; what was asked before somebody signed in is not answered. */
export async function fetchJson(path) {
  const mine = visit;
  const body = await answered(await fetch(API + path, { headers: { accept: "application/json" } }));
  if (visit !== mine) throw new Error("somebody signed in meanwhile");
  return body;
}

/** Sends; `method` POST or DELETE. */
export async function send(path, body, method = "POST") {
  return answered(
    await fetch(API + path, {
      method,
      headers: { "content-type": "application/json", accept: "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    }),
  );
}

/** Asks what is likely asked next, such as under the pointer, so that its answer is there at once. */
export function prepare(path) {
  if (watches.has(path) || remembered.has(path) || prepared.has(path)) return;
  prepared.add(path);
  fetchJson(path)
    .then((body) => watches.has(path) || remember(path, body))
    // Whoever asks it then is told why it has no answer.
    .catch(() => {})
    .finally(() => prepared.delete(path));
}

const fetched = new Map();

/** Asks once for all components: for what does not change while the page is open. {body, problem} */
export function useFetch(path) {
  const [answer, change] = useState({ body: null, problem: null });
  useEffect(() => {
    if (path === null) return undefined;
    let shown = true;
    if (!fetched.has(path)) {
      const asking = fetchJson(path);
      fetched.set(path, asking);
      asking.catch(() => fetched.get(path) === asking && fetched.delete(path));
    }
    fetched.get(path).then(
      (body) => shown && change({ body, problem: null }),
      (problem) => shown && change({ body: null, problem }),
    );
    return () => {
      shown = false;
    };
  }, [path]);
  return answer;
}

let signedOut = () => {};

/** Called when the server no longer knows who we are. */
export function onSignedOut(listener) {
  signedOut = listener;
}

/** Begins anew, after signing in or out. */
export function restart() {
  visit++;
  leave();
  fetched.clear();
  remembered.clear();
  schedule();
}
