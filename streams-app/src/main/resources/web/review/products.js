// The headline rate by product line, one-off and recurring apart.
import { html, useMemo } from "../lib.js";
import { ask, rowsOf } from "../store.js";
import { useUrl } from "../router.js";
import { Answer } from "../ui.js";
import { useAsk } from "../asking.js";
import { Dots } from "../charts.js";
import { question } from "./question.js";
import * as w from "../words.js";
import { Part } from "./part.js";
import { HEADLINES, fair, rowOf } from "./rates.js";

export function Products({ params, now }) {
  const { params: url } = useUrl();
  const headline = HEADLINES.find((each) => each.metric === url.rate) ?? HEADLINES[0];
  const path = ask("split", question(params));
  const split = useAsk(path);
  const rows = useMemo(
    () =>
      rowsOf(split.body)
        .map((row) => ({ ...fair(row, headline), id: `${row.product_line}/${row.recurrence ?? row.recurring}`, label: label(row) }))
        .sort((a, b) => (b.value ?? -1) - (a.value ?? -1)),
    [split.body, headline],
  );
  const words = w.words(headline.column);
  return html`<${Part} of=${split} name="products" title=${`By product line: ${words}`} path=${path}>
    <${Answer} of=${split} when=${rows.length > 0} empty="Nothing was signed in this period.">
      <${Dots}
        rows=${rows}
        what=${words}
        of=${headline.of}
        by="product line"
        name=${`${words}, by product line`}
        line=${{ value: fair(rowOf(now.body), headline).value, label: "all" }}
      />
    <//>
  <//>`;
}

function label(row) {
  const recurrence = row.recurrence ?? row.recurring;
  return [row.product_line || "unknown product", recurrence && recurrence !== "unknown" ? recurrence : null].filter(Boolean).join(", ");
}
