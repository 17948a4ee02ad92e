// Review: for those who answer for the numbers a quarter or a year later. Reads from top to bottom, and prints so.
import { html, useEffect, useMemo } from "../lib.js";
import { hrefWith, useUrl } from "../router.js";
import { ask, rowsOf, useFetch, useWatch } from "../store.js";
import { Boundary, Choice, Hold, Page, Segmented } from "../ui.js";
import * as w from "../words.js";
import { earlier } from "../periods.js";
import { useAsk } from "../asking.js";
import { Against } from "../review/against.js";
import { Changes } from "../review/changes.js";
import { Claims } from "../review/claims.js";
import { Closed } from "../review/closed.js";
import { Cohorts } from "../review/cohorts.js";
import { Integrity } from "../review/integrity.js";
import { Looks, seesLooks } from "../looks.js";
import { Products } from "../review/products.js";
import { named, question } from "../review/question.js";
import { Teams } from "../review/teams.js";
import { Over } from "../review/trend.js";
import { Winners } from "../review/winners.js";

const PARTS = [
  ["against", "Against before"],
  ["trend", "Trend"],
  ["teams", "Teams"],
  ["winners", "Who won"],
  ["cohorts", "Regret by day"],
  ["products", "Products"],
  ["claims", "Claims"],
  ["changes", "What changed since"],
  ["integrity", "Trust in answers"],
  ["closed", "Closed and aimed at"],
  ["looks", "Who looked"],
];

function Contents({ part, viewer }) {
  const show = (name) => document.getElementById(`part-${name}`)?.scrollIntoView({ block: "start" });
  useEffect(() => {
    if (part) show(part);
  }, [part]);
  return html`<nav class="contents" aria-label="Parts of this page">
    ${PARTS.filter(([name]) => name !== "looks" || seesLooks(viewer)).map(([name, title]) => html`<a href=${hrefWith({ part: name })} onClick=${() => show(name)}>${title}</a>`)}
  </nav>`;
}

/** Whom the page is about: the company, or one team. */
function Whom() {
  const teams = useFetch(ask("leaderboard", { scope: "team", limit: 500 }));
  const options = useMemo(
    () => [
      ["", "company"],
      ...rowsOf(teams.body)
        .map((row) => row.id)
        .filter((id) => !id.startsWith("~"))
        .sort()
        .map((id) => [id, `team ${id}`]),
    ],
    [teams.body],
  );
  return html`<${Choice} label="of" name="team" options=${options} />`;
}

export default function Review({ status }) {
  const { params } = useUrl();
  const period = params.period || "rolling-90d";
  const today = params.asKnownOn || status?.today;
  const before = today ? earlier(period, params.back ?? "before", today) : null;
  const now = useWatch(ask("summary", question(params)));
  const then = useAsk(before && ask("summary", question(params, before)));
  const targets = useAsk(ask("targets", { limit: 1000 }));
  const whom = w.scopeName(params.team ? "team" : "organisation", params.team);
  const shared = { params, period, today, whom, now, then, before, targets: rowsOf(targets.body) };
  return html`<${Page}
    title="Review"
    actions=${html`
      <${Whom} />
      <${Segmented} label="Set against" name="back" fallback="before" options=${[["before", "the period before"], ["year", "a year ago"]]} />
      <button type="button" class="button" onClick=${() => window.print()}>Print</button>
    `}
  >
    <${Hold} while=${now.waiting}><p class="said">
      ${whom}, deals signed in ${w.period(period)}${before && `, against ${named(before)}`}; as of
      ${" "}${w.day(now.asOf)}${params.asKnownOn && `, as it looked on ${w.day(params.asKnownOn)}`}; rule set
      ${" "}${now.body?.definition_version ?? w.MISSING}${now.body?.records_to_read > 0 && `; ${w.count(now.body.records_to_read)} records still to be read`}
    </p><//>
    <${Contents} part=${params.part} viewer=${status?.viewer} />
    <${Against} ...${shared} />
    <${Over} ...${shared} />
    <${Teams} ...${shared} />
    <div class="columns two">
      ${[Winners, Cohorts].map((Part) => html`<${Boundary} of=${location.hash}><${Part} ...${shared} /><//>`)}
    </div>
    <${Products} ...${shared} />
    <${Claims} ...${shared} />
    <${Changes} ...${shared} />
    <${Integrity} ...${shared} />
    <${Closed} ...${shared} />
    ${seesLooks(status?.viewer) && html`<${Looks} />`}
  <//>`;
}
