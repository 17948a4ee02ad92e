// Whether the answers that all this rests on can be trusted.
import { html } from "../lib.js";
import { ask, asked, rowsOf, useFetch } from "../store.js";
import { useUrl } from "../router.js";
import { Answer, RepLink, Segmented, Table, Tag, TeamLink } from "../ui.js";
import { useAsk } from "../asking.js";
import * as w from "../words.js";
import { Part } from "./part.js";

const CHECKS = {
  silent: ["silent", "surveys that were delivered and not answered"],
  straight_lined: ["all the same", "answers at the same end of all scales"],
  after_call: ["just after a call", "answers within 15 minutes after a call with the rep"],
  same_origin: ["same device", "answers from a device or address that another customer answered from before"],
  trouble_not_asked: ["trouble, not asked", "deals with early trouble of which nobody was asked"],
  happy_then_reversed: ["happy, then took it back", "happy answers after which something was taken back"],
};

/** A share of fewer says nothing: the count is shown. */
const SMALL = 10;

export function Integrity({ period }) {
  const { params } = useUrl();
  const scope = params.trust ?? "team";
  const path = ask("integrity", asked({ scope, period, limit: 1000 }));
  const answer = useAsk(path);
  const company = useFetch("/status").body?.organisation;
  const rows = rowsOf(answer.body);
  const named = rows.filter((row) => row.suspicious);
  return html`<${Part}
    of=${answer}
    name="integrity"
    title="Can the answers be trusted?"
    note="counts higher than chance and the ways of all others explain; one in a thousand is named by chance alone"
    path=${path}
    actions=${html`<${Segmented} label="Look at" name="trust" fallback="team" options=${[["team", "teams"], ["rep", "reps"]]} />`}
  >
    <${Answer} of=${answer} when=${rows.length > 0} empty="No survey is known of this period.">
      ${named.length === 0
        ? html`<p><${Tag} kind="good">nothing stands out<//> among ${w.counted(rows.length, scope)} in ${w.counted(Object.keys(CHECKS).length, "check")}.</p>`
        : html`<ul class="rows">
            ${named.map((row) =>
              row.suspicious.split(" ").map(
                (check) => html`<li>
                  <strong><${Who} ...${{ scope, row, company }} /></strong>: ${w.count(row[check])} of
                  ${" "}${w.count(row[`${check}_of`])} ${CHECKS[check]?.[1] ?? w.words(check)}. <${Tag} kind="warn">worth a question<//>
                </li>`,
              ),
            )}
          </ul>`}
      <details class="more">
        <summary>All ${w.count(rows.length)} in all checks</summary>
        <${Table}
        caption=${`Checks of answers, by ${scope}`}
        rows=${rows}
        rowKey=${(row) => row.id}
        columns=${[
          { title: scope, head: true, cell: (row) => html`<${Who} ...${{ scope, row, company }} />` },
          ...Object.entries(CHECKS).map(([check, [title]]) => ({
            title,
            number: true,
            cell: (row) => html`<${Share} count=${row[check]} of=${row[`${check}_of`]} high=${row.suspicious?.split(" ").includes(check)} />`,
          })),
          { title: "took it back: told us", number: true, cell: (row) => html`<${Share} count=${row.answered_took_back} of=${row.answered_took_back_of} />` },
          { title: "the silent", number: true, cell: (row) => html`<${Share} count=${row.silent_took_back} of=${row.silent_took_back_of} />` },
        ]}
      />
      </details>
      <p class="note method">A question to ask, not an answer: who sits with a customer to fill in the survey may mean well.</p>
    <//>
  <//>`;
}

function Who({ scope, row, company }) {
  if (row.id === company) return "company";
  return scope === "rep" ? html`<${RepLink} id=${row.id} name=${row.name} />` : html`<${TeamLink} id=${row.id} />`;
}

function Share({ count, of, high }) {
  if (!of) return w.MISSING;
  const text = of < SMALL ? w.count(count) : `${w.of100(count / of)} %`;
  return html`${high ? html`<${Tag} kind="warn">${text}<//>` : text}<span class="sub">of ${w.count(of)}</span>`;
}
