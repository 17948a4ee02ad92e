// What the essays claim, tested on the company's own deals.
import { html, useMemo } from "../lib.js";
import { ask, asked } from "../store.js";
import { Answer, Tag } from "../ui.js";
import { useAsk } from "../asking.js";
import { Differences } from "../charts.js";
import * as w from "../words.js";
import { Part } from "./part.js";
import { point } from "./difference.js";

const CLAIMS = {
  listening: "Listening makes happy",
  "caring questions": "Caring questions make happy",
  "felt pressure": "Pressure costs the next deal",
  "slow is fast": "Slow is fast",
  "step under pressure": "A next step under pressure is regretted",
  "quarter end rush": "The rush at a quarter's end is regretted",
  "happy refers": "Who is happy sends others",
  discount: "A discount does not buy happiness",
  "two winners": "Two winners keep the money, two losers do not",
  "aggressive pressure": "Aggressive pressure makes unhappy",
  "directive pressure": "Directive pressure makes unhappy",
};

const OFTEN = { more: "more often", less: "less often", "no difference": "as often as elsewhere" };

function name(finding) {
  const part = finding.part === "all" ? "" : `, ${finding.part.replace("_", " ")} deals`;
  return `${CLAIMS[finding.claim] ?? finding.claim}${part}`;
}

function verdict(finding) {
  return {
    supported: { kind: "good", text: "goes together, as claimed" },
    contradicted: { kind: "bad", text: "goes the other way" },
    "too few": { text: "too few deals yet" },
  }[finding.verdict] ?? {
    text: `can't tell yet${finding.more_needed ? `, about ${w.count(rounded(finding.more_needed))} more deals would tell` : finding.difference === null ? "" : "; more than ten thousand deals would be needed"}`,
  };
}

function rounded(value) {
  const size = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.round(value / size) * size;
}

export function Claims({ params = {}, period }) {
  // A quarter rarely has enough deals: a claim is asked of all time unless somebody chose a period.
  const path = ask("claims", asked({ period: params.period ? period : "all" }));
  const claims = useAsk(path);
  const findings = claims.body?.findings ?? [];
  const shown = useMemo(
    () =>
      findings
        .filter((finding) => finding.difference !== null && finding.claimed !== "no difference")
        .map((finding) => {
          // To the right is always what the essay claims.
          const sign = finding.claimed === "less" ? -1 : 1;
          const [low, high] = [finding.low * sign, finding.high * sign].sort((a, b) => a - b);
          return { id: `${finding.claim}/${finding.part}`, label: name(finding), value: finding.difference * sign, low, high, n: finding.exposed + finding.others, told: /^(supported|contradicted)$/.test(finding.verdict) };
        }),
    [claims.body],
  );
  return html`<${Part}
    of=${claims}
    name="claims"
    title="What the essays claim, and what our deals say"
    note=${`${w.period(params.period ? period : "all")}, settled deals; ${claims.body?.caveat ?? ""}`}
    path=${path}
  >
    <${Answer} of=${claims} when=${findings.length > 0} empty="No claim can be tested in this period.">
      ${shown.length > 0 &&
      html`<${Differences}
        rows=${shown}
        name="Difference between deals with and without, towards what is claimed"
        left="against the claim"
        right="as claimed"
      />`}
      <ul class="claims">
        ${findings.map((finding) => {
          const said = verdict(finding);
          return html`<li key=${finding.claim + finding.part}>
            <h3>${name(finding)}</h3>
            <p><${Tag} kind=${said.kind}>${said.text}<//></p>
            <p>
              Where ${finding.exposure}, ${finding.outcome} ${OFTEN[finding.claimed] ?? finding.claimed}:
              ${" "}${finding.exposed > 0 ? html`<strong>${w.of100(finding.exposed_yes / finding.exposed)}</strong> of 100 (${w.counted(finding.exposed, "deal")})` : "no deal"},
              against ${finding.others > 0 ? html`<strong>${w.of100(finding.others_yes / finding.others)}</strong> of 100 (${w.counted(finding.others, "deal")})` : "none"} where ${finding.comparison}.
            </p>
            ${finding.difference !== null &&
            html`<p class="note">Like with like (within rep, product and kind of deal; ${w.counted(finding.compared, "deal")} compare): ${point(finding.difference)} of 100, likely ${point(finding.low)} to ${point(finding.high)}.</p>`}
          </li>`;
        })}
      </ul>
      <p class="note method">
        It goes together; that is no proof: reps may listen to those customers who are happy anyway. Of all claims that
        are said to go together, at most one in twenty is wrong, in expectation.
      </p>
    <//>
  <//>`;
}
