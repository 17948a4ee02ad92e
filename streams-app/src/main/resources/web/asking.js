// Questions whose answers are too dear to be sent with every commit: asked when the page opens, and again each minute.
import { useEffect, useState } from "./lib.js";
import { fetchJson } from "./store.js";

const AGAIN_AFTER = 60_000;

/** Asks a path; null asks nothing. While another is on its way the last answer stays. {body, problem, waiting} */
export function useAsk(path) {
  const [answer, change] = useState({ path: null, body: null, problem: null });
  useEffect(() => {
    if (path === null) return undefined;
    let shown = true;
    const once = () =>
      fetchJson(path).then(
        (body) => shown && change({ path, body, problem: null }),
        (problem) => shown && change({ path, body: null, problem }),
      );
    once();
    const timer = setInterval(() => document.hidden || once(), AGAIN_AFTER);
    return () => {
      shown = false;
      clearInterval(timer);
    };
  }, [path]);
  return { body: answer.body, problem: answer.problem, waiting: answer.path !== path };
}

/** Asks several paths at once: their answers in order, null where there is none. Null until all have answered. */
export function useAsks(paths) {
  const [answers, change] = useState(null);
  const key = paths.join(" ");
  useEffect(() => {
    if (paths.length === 0) return undefined;
    let shown = true;
    Promise.allSettled(paths.map(fetchJson)).then(
      (results) => shown && change(results.map((result) => result.value ?? null)),
    );
    return () => {
      shown = false;
    };
  }, [key]);
  return answers;
}
