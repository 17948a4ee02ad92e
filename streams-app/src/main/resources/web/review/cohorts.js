// Remorse by day after the signing, a curve for each of the last quarters.
import { html, useMemo } from "../lib.js";
import { ask } from "../store.js";
import { useAsks } from "../asking.js";
import { Answer } from "../ui.js";
import { Curve } from "../charts.js";
import { quarterOf } from "../periods.js";
import { question } from "./question.js";
import * as w from "../words.js";
import { Part } from "./part.js";

const QUARTERS = [-3, -2, -1, 0];

function label(quarter) {
  return quarter.replace(/(\d+)-(Q\d)/, "$2 $1");
}

export function Cohorts({ params, today }) {
  const paths = today ? QUARTERS.map((later) => ask("curve", question({ team: params.team }, { period: quarterOf(today, later), outcome: "remorse" }))) : [];
  const answers = useAsks(paths);
  const cohorts = useMemo(
    () =>
      (answers.body ?? [])
        .filter((curve) => curve?.points?.length > 0)
        .map((curve) => ({ label: label(curve.period), won: curve.won, points: curve.points })),
    [answers.body],
  );
  return html`<${Part}
    name="cohorts"
    title="Took it back or regret it, by days after the signing"
    note="by quarter of the signing; young deals count for as long as they were seen"
    files=${paths.map((path, at) => [label(quarterOf(today, QUARTERS[at])), path])}
    of=${answers}
  >
    <${Answer} of=${answers} when=${cohorts.length > 0} empty="No deal of the last four quarters is known.">
      <${Curve} cohorts=${cohorts} />
    <//>
  <//>`;
}
