// Questions whose answers are too dear to be sent with every commit: asked when the page opens, and again each minute.
import { useEffect, useState } from "./lib.js";
import { fetchJson, recall, remember } from "./store.js";

const AGAIN_AFTER = 60_000;

/**
 * Asks a path; null asks nothing. While another is on its way the last answer stays, with `waiting`; one that was asked
 * before in this visit shows its own last answer, with the time it is of in `old`. {body, problem, waiting, old}
 *
 * @param time another value asks the same anew
 */
export function useAsk(path, time) {
  const [answer, change] = useState({ path: null, body: null, problem: null });
  useEffect(() => {
    if (path === null) return undefined;
    let shown = true;
    const once = () =>
      fetchJson(path).then(
        (body) => {
          remember(path, body);
          if (shown) change({ path, body, problem: null });
        },
        (problem) => shown && change({ path, body: null, problem }),
      );
    once();
    const timer = setInterval(() => document.hidden || once(), AGAIN_AFTER);
    return () => {
      shown = false;
      clearInterval(timer);
    };
  }, [path, time]);
  if (path === null || answer.path === path) return { body: path && answer.body, problem: path && answer.problem, waiting: false, old: null };
  const known = recall(path);
  return { body: known?.body ?? answer.body, problem: null, waiting: !known, old: known?.at ?? null };
}

/** Asks several paths at once; `body` is their answers in order, null where there is none. As {@link useAsk}. */
export function useAsks(paths) {
  const [answer, change] = useState({ key: "", body: null });
  const key = paths.join(" ");
  useEffect(() => {
    if (paths.length === 0) return undefined;
    let shown = true;
    Promise.allSettled(paths.map(fetchJson)).then((results) => {
      const body = results.map((result) => result.value ?? null);
      body.forEach((each, index) => each && remember(paths[index], each));
      if (shown) change({ key, body });
    });
    return () => {
      shown = false;
    };
  }, [key]);
  if (answer.key === key) return { body: answer.body, problem: null, waiting: false, old: null };
  const known = paths.map(recall);
  const all = known.every(Boolean);
  return {
    body: all ? known.map((each) => each.body) : answer.body,
    problem: null,
    waiting: !all,
    old: all ? Math.min(...known.map((each) => each.at)) : null,
  };
}
