import { html } from "../lib.js";
import { ask, asked, useWatch } from "../store.js";
import { Answer, Page, Tile } from "../ui.js";

export default function LivePage() {
  const summary = useWatch(ask("summary", asked({ scope: "organisation" })));
  const row = summary.body;
  return html`
    <${Page} title="Live">
      <${Answer} of=${summary}>
        <div class="tiles">
          ${["happy_to_pay_rate", "remorse_rate_30", "referral_rate_90"].map(
            (column) => html`<${Tile} row=${row} column=${column} scope="organisation" id="" />`,
          )}
        </div>
      <//>
    <//>
  `;
}
