// The URL holds all state: #/page/id?name=value. Nothing else remembers what is shown.
import { useEffect, useState } from "./lib.js";

/** What a reader keeps when going from page to page. */
const KEPT = ["period", "asKnownOn"];

/** What somebody typed may be no encoding: then it is meant as it stands. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parse(hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [page, id] = path.split("/").map(decoded);
  const params = Object.fromEntries(new URLSearchParams(query));
  if (Number.isNaN(Date.parse(params.asKnownOn))) delete params.asKnownOn;
  return { page: page || "live", id: id ?? null, params };
}

/** The address now: {page, id, params}. */
export function here() {
  return parse(location.hash);
}

function write({ page, id, params }) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== "") query.set(name, value);
  }
  const path = id === null || id === undefined ? page : `${page}/${encodeURIComponent(id)}`;
  return `#/${path}${query.size ? `?${query}` : ""}`;
}

/** Address of a page: period and "as known on" come along, the rest of the parameters is of the page left. */
export function href(page, id = null, params = {}) {
  const now = here().params;
  const kept = Object.fromEntries(KEPT.filter((name) => now[name]).map((name) => [name, now[name]]));
  return write({ page, id, params: { ...kept, ...params } });
}

/** This page's address with other parameters; null takes one away. */
export function hrefWith(params) {
  const now = here();
  return write({ ...now, params: { ...now.params, ...params } });
}

function changed() {
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

export function go(address, { replace = false } = {}) {
  if (replace) history.replaceState(history.state, "", address);
  else if (address !== location.hash) history.pushState(null, "", address);
  // At once: setting the hash would tell of it only later, and look for an element of that name.
  changed();
}

let closing = false;
window.addEventListener("popstate", () => {
  closing = false;
});

/** Opens what lies over the page, such as a card: it is a step of the history, so that going back closes it. */
export function open(params) {
  // A step back that is still under way may never come: the new step takes its place.
  closing = false;
  history.pushState({ over: true }, "", hrefWith(params));
  changed();
}

/** Takes the step of {@link open} back; what came with the address of a link has none and is only taken away. */
export function close(params) {
  if (!history.state?.over) set(params, { replace: true });
  else if (!closing) {
    closing = true;
    history.back();
  }
}

/** With a key held down a link opens as any link does; else the address is that of now, not of when it was drawn. */
function link(params, follow) {
  return {
    href: hrefWith(params),
    onClick: (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      follow(params);
    },
  };
}

/** A link to this page with other parameters. */
export function leads(params) {
  return link(params, set);
}

/** A link to what lies over the page. */
export function opens(params) {
  return { ...link(params, open), "aria-haspopup": "dialog" };
}

/** Changes parameters of this page; a new line of the browser's history unless `replace`. */
export function set(params, options) {
  go(hrefWith(params), options);
}

/** Parameters of the address by name; renders again when one of these changes, not with every step. */
export function useParams(...names) {
  const now = () => JSON.stringify(names.map((name) => here().params[name]));
  const [, change] = useState(now);
  useEffect(() => {
    const moved = () => change(now());
    window.addEventListener("hashchange", moved);
    return () => window.removeEventListener("hashchange", moved);
  }, []);
  const { params } = here();
  return Object.fromEntries(names.map((name) => [name, params[name]]));
}

/** {page, id, params}; renders again when the address changes. */
export function useUrl() {
  const [url, change] = useState(here);
  useEffect(() => {
    const moved = () => change(here());
    window.addEventListener("hashchange", moved);
    return () => window.removeEventListener("hashchange", moved);
  }, []);
  return url;
}
