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

export function go(address, { replace = false } = {}) {
  if (replace) {
    history.replaceState(null, "", address);
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  } else {
    location.hash = address;
  }
}

/** Changes parameters of this page; a new line of the browser's history unless `replace`. */
export function set(params, options) {
  go(hrefWith(params), options);
}

/** {page, id, params}; renders again when the address changes. */
export function useUrl() {
  const [url, change] = useState(here);
  useEffect(() => {
    const changed = () => change(here());
    window.addEventListener("hashchange", changed);
    return () => window.removeEventListener("hashchange", changed);
  }, []);
  return url;
}
