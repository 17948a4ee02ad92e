// Who looked at whom: for those who may see it, of the company or of one rep.
import { html } from "./lib.js";
import { useUrl } from "./router.js";
import { ask, rowsOf } from "./store.js";
import { Answer, DealLink, Export, Moment, Pager, RepLink, Section, Table, TeamLink } from "./ui.js";
import { useAsk } from "./asking.js";

const SIZE = 25;
/** How many looks back, the newest. */
const MOST = 5_000;

/** What was asked, by its route. */
const ASKED = {
  "/summary": "numbers",
  "/report": "numbers",
  "/series": "numbers over time",
  "/split": "numbers by product line",
  "/today": "what arrived today",
  "/explain": "the deals behind a number",
  "/curve": "regret by day",
  "/mix": "like with like",
  "/restatements": "what changed since",
  "/save-list": "who can still be helped",
  "/alarms": "early warnings",
  "/contests": "what is contested",
  "/deals/{deal}": "a deal",
  "/rejected/replay": "records sent again",
};

/** Whether the viewer may see who looked. */
export function seesLooks(viewer) {
  return viewer?.roles.includes("company") ?? false;
}

function Whom({ row }) {
  if (row.deal) return html`deal <${DealLink} id=${row.deal} />`;
  if (row.scope === "rep") return html`<${RepLink} id=${row.id} />`;
  return row.scope === "team" ? html`team <${TeamLink} id=${row.id} />` : "nobody's numbers";
}

/** The looks, newest first; `about` a rep only those at the rep's own numbers. */
export function Looks({ about }) {
  const { params } = useUrl();
  const offset = Number(params.looks ?? 0);
  const path = ask("access-log", { last: MOST, about, limit: SIZE, offset });
  const looks = useAsk(path);
  const rows = rowsOf(looks.body);
  return html`<div class="part-of-page" id="part-looks">
    <${Section}
      title="Who looked"
      note=${about ? "at this rep's numbers; looks at single deals are with the deals, in the review" : "at the numbers of a rep or a team, or at a deal; kept for 400 days"}
      actions=${html`<${Export} path=${path} name="willingly-looks" />`}
      of=${looks}
    >
      <${Answer} of=${looks} when=${rows.length > 0} empty="Nobody yet.">
        <${Table}
          caption="Who looked, the latest first"
          rows=${rows}
          columns=${[
            { title: "when", className: "fit", cell: (row) => html`<${Moment} at=${row.at} />` },
            { title: "who", head: true, cell: (row) => html`${row.who}<span class="sub">${row.roles}</span>` },
            ...(about ? [] : [{ title: "at whom", cell: (row) => html`<${Whom} row=${row} />` }]),
            { title: "what", cell: (row) => html`<span title=${row.route}>${ASKED[row.route] ?? row.route}</span>` },
          ]}
        />
        <${Pager} total=${looks.body?.total} offset=${offset} size=${SIZE} name="looks" label="Pages of who looked" />
        ${looks.body?.lost > 0 && html`<p class="caution">${looks.body.lost} looks could not be noted since the server began.</p>`}
      <//>
    <//>
  </div>`;
}
