// What the essays claim, and whether the answers can be trusted: the same as in the review, with an address of its own.
import { html } from "../lib.js";
import { useUrl } from "../router.js";
import { Page } from "../ui.js";
import { Claims } from "../review/claims.js";
import { Integrity } from "../review/integrity.js";

export default function ClaimsPage() {
  const { params } = useUrl();
  const period = params.period || "rolling-90d";
  return html`<${Page} title="Claims">
    <${Claims} params=${params} period=${period} />
    <${Integrity} params=${params} period=${period} />
  <//>`;
}
