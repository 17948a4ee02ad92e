// The definition card: what a number means, what it is made of, and how far it can be trusted.
import { html } from "./lib.js";
import { close, useUrl } from "./router.js";
import { ask, asked, useFetch, useWatch, rowOf, rowsOf } from "./store.js";
import { Answer, basis, Dialog, Interval } from "./ui.js";
import { MEANINGS, OF_TODAY, TODAY } from "./meanings.js";
import * as w from "./words.js";

function Line({ term, children }) {
  return html`<div>
    <dt>${term}</dt>
    <dd>${children}</dd>
  </div>`;
}

function value(column, row, rate) {
  if (rate?.state === "too few") return `too few (${w.count(rate.denominator)}) to say`;
  const known = row?.[column.name];
  if (known === null || known === undefined) return "nothing known";
  if (column.kind === "money") return w.amounts(known);
  if (column.kind === "count") return `${w.count(known)} ${column.unit}`;
  return column.unit === "share" ? `${w.of100(known)} of 100` : `${w.decimal(known)} ${column.unit}`;
}

/** The card of the address: `card=column~scope~id~product~recurrence`, or of what is no column. */
export function DefinitionCard() {
  const { params } = useUrl();
  if (!params.card) return null;
  const [name] = params.card.split("~");
  if (name.startsWith("today.")) return html`<${TodayCard} key=${name} name=${name.slice("today.".length)} />`;
  return MEANINGS[name]
    ? html`<${MeaningCard} key=${name} name=${name} />`
    : html`<${Card} key=${params.card} card=${params.card} />`;
}

function shut() {
  close({ card: null });
}

function MeaningCard({ name }) {
  const { title, meaning, formula } = MEANINGS[name];
  return html`<${Dialog} title=${title} onClose=${shut}>
    <p>${meaning}</p>
    ${formula && html`<dl class="facts"><${Line} term="formula"><code>${formula}</code><//></dl>`}
  <//>`;
}

function TodayCard({ name }) {
  const { asKnownOn } = useUrl().params;
  const today = useWatch(ask("today", { scope: "organisation", asKnownOn }));
  const columns = useFetch(ask("columns", { limit: 1000 }));
  const column = rowsOf(columns.body).find((each) => each.name === name);
  const label = TODAY.find(([each]) => each === name)?.[1] ?? w.words(name);
  return html`<${Dialog} title=${`${label}, arrived ${asKnownOn ? `on ${w.day(asKnownOn)}` : "today"}`} onClose=${shut}>
    <p class="card-value">${today.body && w.count(today.body[name])}</p>
    <p>${column?.meaning}</p>
    <p>${OF_TODAY}</p>
    <dl class="facts">
      ${column?.window && html`<${Line} term="window">${column.window}<//>`}
      <${Line} term="rule">${column?.rule ?? w.MISSING}, rule set ${today.body?.definition_version ?? w.MISSING}<//>
      <${Line} term="technical name"><code>${name}</code> of <code>/today</code><//>
    </dl>
  <//>`;
}

function Card({ card }) {
  const [name, scope = "organisation", id, product, recurrence] = card.split("~");
  const { params } = useUrl();
  const columns = useFetch(ask("columns", { limit: 1000 }));
  const summary = useWatch(ask("summary", asked({ scope, id, product, recurrence })));
  const column = rowsOf(columns.body).find((each) => each.name === name) ?? { name, kind: "rate", unit: "share" };
  const row = rowOf(summary.body);
  const rate = row?.rates?.[name];
  const per = column.per ?? (column.unit === "share" ? 1 : 100);
  const span = (low, high) => w.likely(low, high, { per }).replace(/^likely /, "");
  return html`
    <${Dialog} title=${w.words(name)} onClose=${shut}>
      <p class="card-value">${summary.body ? value(column, row, rate) : ""}</p>
      ${
        rate?.state === "told" &&
        html`
          <p class="likely">${w.likely(rate.low, rate.high, { per })}</p>
          <${Interval} low=${rate.low / per} high=${rate.high / per} value=${rate.value / per} />
        `
      }
      <p>${column.meaning}</p>
      <${Answer} of=${summary}>
        <dl class="facts">
          ${column.formula && html`<${Line} term="formula"><code>${column.formula}</code><//>`}
          <${Line} term="of">
            ${w.scopeName(scope, id, row?.name)}, deals signed in ${w.period(params.period || "rolling-90d")}
            ${product && `, ${product}`}${recurrence && `, ${recurrence}`}
          <//>
          ${column.window && html`<${Line} term="window">${column.window}<//>`}
          ${
            rate &&
            html`
              <${Line} term="counted">${name === "happy_to_pay_rate" ? basis(name, rate, row) : `${w.count(rate.numerator)} of ${w.count(rate.denominator)}`}<//>
              <${Line} term="would like to know">
                ${w.count(rate.eligible)}; we know${" "}
              ${rate.coverage === null ? "nobody knows how many" : `${w.of100(rate.coverage)} of 100`}
              <//>
              ${
                rate.response_rate !== null &&
                rate.response_rate !== undefined &&
                html`<${Line} term="surveys answered">${w.of100(rate.response_rate)} of 100<//>`
              }
              ${
                rate.state === "told" &&
                html`
                  <${Line} term="likely (Wilson)">${span(rate.low, rate.high)} of 100, at 95%<//>
                  ${
                    rate.jeffreys_low !== null &&
                    rate.jeffreys_low !== undefined &&
                    html`<${Line} term="likely (Jeffreys)"
                      >${span(rate.jeffreys_low, rate.jeffreys_high)} of 100, at 95%<//
                    >`
                  }
                  <${Line} term="at worst, at best">
                    ${span(rate.worst_low, rate.worst_high)} of 100, if all we do not know of were alike
                  <//>
                `
              }
            `
          }
          <${Line} term="rule">${column.rule ?? w.MISSING}, rule set ${summary.body?.definition_version}<//>
          <${Line} term="known">
            as of${" "}
            ${w.day(summary.body?.as_of)}${summary.body?.as_known_on && `, as it looked on ${w.day(summary.body.as_known_on)}`}
          <//>
          <${Line} term="technical name"><code>${name}</code><//>
        </dl>
      <//>
      <p class="note">Missing is not zero: customers with no word yet are in no rate.</p>
    <//>
  `;
}
