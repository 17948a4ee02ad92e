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
  const { body, ...how } = useAsks(path === null ? [] : [path], time);
  return { body: body?.[0] ?? null, ...how };
}

/**
 * Asks several paths at once; `body` is their answers in order, null where there is none, and `problem` that of the
 * first that failed. As {@link useAsk}.
 */
export function useAsks(paths, time) {
  const [answer, change] = useState({ key: "", body: null, problem: null });
  const key = paths.join(" ");
  useEffect(() => {
    if (paths.length === 0) return undefined;
    let shown = true;
    const once = async () => {
      const results = await Promise.allSettled(paths.map(fetchJson));
      const body = results.map((result) => result.value ?? null);
      body.forEach((each, index) => each && remember(paths[index], each));
      if (shown) change({ key, body, problem: results.find(({ reason }) => reason)?.reason ?? null });
    };
    once();
    const timer = setInterval(() => document.hidden || once(), AGAIN_AFTER);
    return () => {
      shown = false;
      clearInterval(timer);
    };
  }, [key, time]);
  if (paths.length === 0) return { body: null, problem: null, waiting: false, old: null };
  if (answer.key === key) return { body: answer.body, problem: answer.problem, waiting: false, old: null };
  const known = paths.map(recall);
  const all = known.every(Boolean);
  return {
    body: all ? known.map((each) => each.body) : answer.body,
    problem: null,
    waiting: !all,
    old: all ? Math.min(...known.map((each) => each.at)) : null,
  };
}
