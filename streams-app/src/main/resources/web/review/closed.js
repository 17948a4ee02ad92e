// Periods somebody signed, with what the same numbers say now; and what is aimed at.
import { html } from "../lib.js";
import { ask, rowsOf } from "../store.js";
import { Answer, Moment, Table, Tag } from "../ui.js";
import { useAsk } from "../asking.js";
import * as w from "../words.js";
import { Part } from "./part.js";
import { rowOf } from "./rates.js";

const TARGETS = { "happy-to-pay": "happy-to-pay", "remorse-30": "remorse", "referral-90": "referral" };

export function Closed({ params, targets }) {
  const path = "/sign-offs";
  const signed = useAsk(path);
  const ours = targets.filter((each) => !params.team || (each.scope === "team" && each.id === params.team));
  return html`<${Part} of=${signed} name="closed" title="Signed periods, and what is aimed at" path=${signed.problem ? null : path}>
    ${signed.problem?.status !== 404 &&
    html`<${Answer} of=${signed} when=${rowsOf(signed.body).length > 0} empty="No period is signed yet: ./willingly close --period 2026-01 --by NAME signs one.">
      <${Table}
        caption="Signed periods of the company"
        rows=${rowsOf(signed.body)}
        columns=${[
          { title: "period", head: true, cell: (row) => html`${w.period(row.period)}<span class="sub">rule set ${row.rule_set}</span>` },
          { title: "signed by", cell: (row) => html`${row.signed_by}<span class="sub"><${Moment} at=${row.signed_at} /></span>` },
          { title: "as known on", cell: (row) => w.day(row.known_on) },
          { title: "happy, as signed", number: true, cell: (row) => fine(row.happy_to_pay_rate) },
          { title: "and now", number: true, cell: (row) => html`<${Now} row=${row} />` },
          { title: "seal", className: "hide-narrow", cell: (row) => html`<code title=${row.sha256}>${row.sha256?.slice(0, 12)}</code>` },
        ]}
      />
    <//>`}
    <h3 class="between">Aimed at</h3>
    ${ours.length === 0
      ? html`<p class="empty">Nothing is aimed at yet: ./willingly target set names a rate.</p>`
      : html`<${Table}
          caption="Targets"
          rows=${ours}
          columns=${[
            { title: "of", head: true, cell: (row) => w.scopeName(row.scope, row.id) },
            { title: "rate", cell: (row) => w.words(w.METRICS[TARGETS[row.metric]]?.column ?? row.metric) },
            { title: "of 100", number: true, cell: (row) => fine(row.rate) },
            { title: "from", cell: (row) => w.day(row.from) },
            { title: "set by", cell: (row) => html`${row.set_by}<span class="sub">${row.note}</span>` },
          ]}
        />`}
  <//>`;
}

function fine(value) {
  return value === null || value === undefined || value === "" ? w.MISSING : w.of100(+value, true);
}

/** What a signed number says today. */
function Now({ row }) {
  const now = useAsk(ask("summary", { scope: "organisation", period: row.period }));
  const rate = rowOf(now.body)?.happy_to_pay_rate;
  if (rate === null || rate === undefined) return w.MISSING;
  const same = Math.abs(rate - row.happy_to_pay_rate) < 0.0000005;
  return html`${fine(rate)} ${same ? html`<${Tag} kind="good">as signed<//>` : html`<${Tag}>${fine(rate) === fine(row.happy_to_pay_rate) ? "moved a little" : "moved"}<//>`}`;
}
