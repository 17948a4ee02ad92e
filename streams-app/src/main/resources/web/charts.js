// Charts, all drawn by Observable Plot. Colours are CSS variables: a chart follows theme and printer without being
// drawn anew. Behind each chart is its table: it says more than a tip under the mouse, and to everybody.
import { html, useEffect, useId, useLayoutEffect, useRef, useState, loadPlot, drawPlot } from "./lib.js";
import { Table } from "./ui.js";
import { point } from "./review/difference.js";
import { MISSING, count, counted, likely, of100 } from "./words.js";

const SERIES = ["var(--series-1)", "var(--series-2)", "var(--series-3)", "var(--series-4)", "var(--series-5)"];
const GRID = { stroke: "var(--chart-grid)", strokeOpacity: 1 };
/** Narrower than this nothing is drawn, and this wide a panel is on a sheet of A4 between its margins; in pixels. */
const LEAST = 100;
const PAPER = 650;
/** Of a chart that is that narrow, in pixels, labels stand above and ticks are fewer. */
const NARROW = 480;
/** A sign of its own for what is not an observation: targets and the company. */
const DASHED = { strokeDasharray: "5 4" };

function useWidth(ref) {
  const [width, change] = useState(0);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => change(Math.floor(entry.contentRect.width)));
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return width;
}

/**
 * A chart with its key and, on request, its table.
 *
 * @param label what is to be seen, in a sentence: for those who do not see it
 * @param draw (Plot, d3, width) => options of Plot; called again when `data` or the width change
 * @param table {head: [], rows: [[]]}
 * @param keys [{label, series: 1-5, shape: line|dashed|band|shade|dot|open}]
 */
export function Chart({ label, draw, data, table, keys = [], name }) {
  const box = useRef(null);
  const width = useWidth(box);
  const [open, show] = useState(false);
  const id = useId();
  useEffect(() => {
    if (width < LEAST) return undefined;
    let shown = true;
    let drawAt = () => {};
    loadPlot().then(({ Plot, d3 }) => {
      if (!shown) return;
      drawAt = (wide) => {
        const options = draw(Plot, d3, wide);
        const figure = drawPlot(Plot, { width: wide, ...options, marks: options.marks.filter(Boolean) });
        // Plot names each group of marks for those who read it mark by mark; an image is read as one.
        figure.querySelectorAll("g[aria-label]").forEach((group) => group.removeAttribute("aria-label"));
        figure.setAttribute("role", "img");
        figure.setAttribute("aria-label", label);
        box.current?.replaceChildren(figure);
      };
      drawAt(width);
    });
    // Paper is as wide as it is: scaled from a screen, nobody could read it.
    const toPaper = () => drawAt(PAPER);
    const toScreen = () => drawAt(width);
    window.addEventListener("beforeprint", toPaper);
    window.addEventListener("afterprint", toScreen);
    return () => {
      shown = false;
      window.removeEventListener("beforeprint", toPaper);
      window.removeEventListener("afterprint", toScreen);
    };
  }, [width, data, label]);
  return html`<figure class="chart">
    ${keys.length > 0 &&
    html`<ul class="chart-keys" aria-hidden="true">
      ${keys.map(
        (key) => html`<li key=${key.label}><i class=${`key key-${key.shape ?? "line"} series-${key.series ?? 1}`} />${key.label}</li>`,
      )}
    </ul>`}
    <div class="chart-box" ref=${box} />
    <button
      type="button"
      class="chart-toggle"
      aria-expanded=${open}
      aria-controls=${id}
      aria-label=${`${open ? "Hide table" : "Show as table"}: ${name}`}
      onClick=${() => show(!open)}
    >
      ${open ? "Hide table" : "Show as table"}
    </button>
    <div id=${id} hidden=${!open} class="chart-table">
      ${open && html`<${Figures} caption=${name} ...${table} />`}
    </div>
  </figure>`;
}

/** The figures of a chart: the first cell of a row is its header. */
function Figures({ caption, head, rows }) {
  return html`<${Table}
    caption=${caption}
    rows=${rows}
    columns=${head.map((title, index) => ({ title, head: index === 0, number: index > 0, cell: (row) => row[index] }))}
  />`;
}

/** Small shares start at zero; large ones where something is to be seen. */
function domain(values, target) {
  const known = [...values, target].filter((value) => value !== null && value !== undefined);
  if (known.length === 0) return [0, 1];
  const high = Math.max(...known);
  const low = Math.min(...known);
  return [low < 0.35 ? 0 : Math.floor(low * 10 - 0.2) / 10, Math.min(1, high < 0.35 ? high * 1.12 : Math.ceil(high * 20) / 20)];
}

/** Axis of shares, in so many of 100. */
function shares(Plot, axis, options = {}) {
  const mark = axis === "x" ? Plot.axisX : Plot.axisY;
  return mark({
    tickFormat: (share) => String(+(share * 100).toFixed(1)),
    tickSize: 0,
    label: null,
    fill: "var(--chart-text)",
    ...options,
  });
}

function tip(Plot, marks, options) {
  return Plot.tip(
    marks,
    options.pointer({
      fill: "var(--chart-tip)",
      stroke: "var(--chart-axis)",
      textPadding: 8,
      lineHeight: 1.3,
      ...options,
      pointer: undefined,
    }),
  );
}

function band(row) {
  return likely(row.low, row.high) || "too few to say";
}

/**
 * A rate over periods.
 *
 * @param rows [{period, label, from: Date, to: Date (exclusive), value, low, high, n, numerator, settled: 0-1, expected,
 *     expectedLow, expectedHigh, signed}]; value null where there is none
 * @param what the rate in words, such as "happy with what they paid"
 * @param of what is counted, such as "answers"
 */
export function Trend({ rows, what, of, target = null, days = 90 }) {
  const middle = (row) => new Date((row.from.getTime() + row.to.getTime()) / 2);
  const young = rows.filter((row) => row.settled < 1);
  const expects = rows.some((row) => row.expected !== null && row.expected !== undefined);
  const signs = rows.some((row) => row.signed);
  const known = rows.filter((row) => row.value !== null && row.value !== undefined);
  const draw = (Plot, d3, width) => {
    const every = Math.ceil(rows.length / Math.max(2, Math.floor((width - 60) / 56)));
    const ticks = rows.filter((_, at) => (rows.length - 1 - at) % every === 0);
    const inBand = { x: middle, y1: "low", y2: "high" };
    const [first, last] = [rows[0], rows[rows.length - 1]];
    return {
      height: width < NARROW ? 240 : 300,
      marginTop: 26,
      marginLeft: 34,
      marginRight: 44,
      marginBottom: 34,
      x: { type: "utc", domain: [first.from, last.to] },
      y: {
        domain: domain(
          rows.flatMap((row) => [row.low, row.high, row.expectedLow, row.expectedHigh, row.value]),
          target,
        ),
      },
      marks: [
        young.length > 0 && Plot.rectX([young], { x1: () => young[0].from, x2: () => last.to, fill: "var(--chart-shade)" }),
        Plot.gridY({ ...GRID, ticks: 5 }),
        shares(Plot, "y", { ticks: 5 }),
        Plot.text(["of 100"], { frameAnchor: "top-left", dx: -30, dy: -22, fill: "var(--chart-text)" }),
        Plot.axisX(ticks.map(middle), {
          tickFormat: (_, at) => ticks[at].label,
          tickSize: 0,
          label: null,
          fill: "var(--chart-text)",
        }),
        young.length > 0 &&
          Plot.text([young[0]], {
            x: "from",
            frameAnchor: "top",
            textAnchor: young.length > rows.length / 3 ? "start" : "end",
            dx: young.length > rows.length / 3 ? 4 : -4,
            dy: -14,
            text: () => `still inside ${days} days`,
            fill: "var(--chart-text)",
          }),
        Plot.areaY(rows, { ...inBand, fill: SERIES[0], fillOpacity: 0.16 }),
        target !== null && Plot.ruleY([target], { stroke: "var(--chart-target)", strokeWidth: 1.5, ...DASHED }),
        target !== null &&
          Plot.text([target], {
            y: (value) => value,
            frameAnchor: "right",
            textAnchor: "start",
            dx: 4,
            text: (value) => `aim ${of100(value)}`,
            fill: "var(--chart-target)",
          }),
        Plot.lineY(rows, { x: middle, y: "value", stroke: SERIES[0], strokeWidth: 2 }),
        expects && Plot.lineY(rows, { x: middle, y: "expected", stroke: SERIES[1], strokeWidth: 2, ...DASHED }),
        expects &&
          Plot.ruleX(young, { x: middle, y1: "expectedLow", y2: "expectedHigh", stroke: SERIES[1], strokeWidth: 1.5 }),
        expects && Plot.dot(rows, { x: middle, y: "expected", symbol: "diamond", r: 4, fill: SERIES[1] }),
        Plot.dot(rows, {
          x: middle,
          y: "value",
          r: 4,
          stroke: SERIES[0],
          strokeWidth: 2,
          fill: (row) => (row.settled < 1 ? "var(--chart-back)" : SERIES[0]),
        }),
        known.length > 0 &&
          Plot.text(known.slice(-1), {
            x: middle,
            y: "value",
            dx: 8,
            textAnchor: "start",
            fontWeight: 600,
            text: (row) => of100(row.value),
            fill: SERIES[0],
            stroke: "var(--chart-back)",
            strokeWidth: 4,
          }),
        signs &&
          Plot.text(
            rows.filter((row) => row.signed),
            { x: middle, frameAnchor: "bottom", dy: -6, text: () => "signed", fill: "var(--chart-text)" },
          ),
        tip(Plot, rows, {
          pointer: Plot.pointerX,
          x: middle,
          y: (row) => row.value ?? row.expected,
          title: (row) =>
            [
              row.label.replace("\n", " "),
              `${of100(row.value)} of 100 ${what}`,
              `${band(row)}; ${count(row.n)} ${of}`,
              ...(row.expected === null || row.expected === undefined
                ? []
                : [`expected ${of100(row.expected)}, ${likely(row.expectedLow, row.expectedHigh)}`]),
              ...(row.settled < 1 ? [`${of100(row.settled, false)} of 100 deals old enough`] : []),
            ].join("\n"),
        }),
      ],
      color: { type: "identity" },
    };
  };
  const newest = known[known.length - 1];
  return html`<${Chart}
    name=${`Customers who ${verb(what)}, by period`}
    label=${newest
      ? `${what}, ${known.length} periods from ${flat(known[0])} (${of100(known[0].value)} of 100) to ${flat(newest)} (${of100(newest.value)} of 100, ${band(newest)})${target === null ? "" : `; the target is ${of100(target)}`}${young.length === 0 ? "" : `; ${young.length} periods are not settled yet`}`
      : `${what}: nothing is known in these periods`}
    data=${rows}
    draw=${draw}
    keys=${[
      { label: "as counted", series: 1, shape: "dot" },
      { label: "where it likely lies", series: 1, shape: "band" },
      ...(young.length > 0 ? [{ label: "not settled yet", series: 1, shape: "open" }] : []),
      ...(expects ? [{ label: "expected, with young deals allowed for", series: 2, shape: "dashed" }] : []),
    ]}
    table=${{
      head: ["deals signed in", "of 100", "likely", of, ...(expects ? ["expected", "likely"] : []), "old enough", ...(signs ? ["signed"] : [])],
      rows: rows.map((row) => [
        flat(row),
        of100(row.value),
        interval(row.low, row.high),
        count(row.n),
        ...(expects ? [of100(row.expected), interval(row.expectedLow, row.expectedHigh)] : []),
        `${of100(row.settled, false)} %`,
        ...(signs ? [row.signed ? "yes" : "no"] : []),
      ]),
    }}
  />`;
}

function flat(row) {
  return row.label.replace("\n", " ");
}

function interval(low, high) {
  return likely(low, high).replace("likely ", "") || MISSING;
}

function verb(what) {
  return /^(happy|not)/.test(what) ? `are ${what}` : what;
}

/**
 * Share of deals with an outcome by each day after the signing.
 *
 * @param cohorts [{label, won, points: [{day, share, low, high, at_risk}]}], the oldest first, at most five
 */
export function Curve({ cohorts, what = "took it back or regret it", days = 90, window = 30 }) {
  const rows = cohorts.flatMap((cohort, at) =>
    cohort.points
      .filter((point) => point.day <= days)
      .map((point) => ({ ...point, cohort: cohort.label, colour: SERIES[at], low: +point.low, high: +point.high, share: +point.share })),
  );
  const by = { x: "day", z: "cohort", curve: "step-after" };
  const draw = (Plot, d3, width) => ({
    height: width < NARROW ? 240 : 300,
    marginTop: 26,
    marginLeft: 34,
    marginRight: 16,
    marginBottom: 38,
    x: { domain: [0, days] },
    y: { domain: domain(rows.map((row) => row.high)) },
    color: { type: "identity" },
    marks: [
      Plot.gridY({ ...GRID, ticks: 5 }),
      shares(Plot, "y", { ticks: 5 }),
      Plot.text(["of 100"], { frameAnchor: "top-left", dx: -30, dy: -22, fill: "var(--chart-text)" }),
      Plot.axisX([0, 14, 30, 60, 90], { tickSize: 0, label: "days after the signing", labelArrow: "none", labelAnchor: "center", fill: "var(--chart-text)" }),
      Plot.ruleX([window], { stroke: "var(--chart-axis)", ...DASHED }),
      Plot.areaY(rows, { ...by, y1: "low", y2: "high", fill: "colour", fillOpacity: 0.13 }),
      Plot.lineY(rows, { ...by, y: "share", stroke: "colour", strokeWidth: 2 }),
      tip(Plot, rows, {
        pointer: Plot.pointer,
        x: "day",
        y: "share",
        title: (row) =>
          `${row.cohort}, by day ${row.day}\n${of100(row.share)} of 100 ${what}\n${likely(row.low, row.high)}; ${count(row.at_risk)} deals that old`,
      }),
    ],
  });
  const at = (cohort, day) => cohort.points.find((point) => point.day === day);
  const told = [14, 30, 60, 90].filter((day) => day <= days);
  return html`<${Chart}
    name="Expected share by days after the signing"
    label=${`${what}, by day after the signing: ${cohorts
      .map((cohort) => {
        const point = at(cohort, window) ?? cohort.points[cohort.points.length - 1];
        return `${cohort.label} ${of100(+point.share)} of 100 by day ${point.day}, ${likely(+point.low, +point.high)}`;
      })
      .join("; ")}`}
    data=${cohorts}
    draw=${draw}
    keys=${cohorts.map((cohort, index) => ({ label: `${cohort.label} (${counted(cohort.won, "deal")})`, series: index + 1 }))}
    table=${{
      head: ["deals signed in", "deals", ...told.flatMap((day) => [`by day ${day}`, "likely"])],
      rows: cohorts.map((cohort) => [
        cohort.label,
        count(cohort.won),
        ...told.flatMap((day) => {
          const point = at(cohort, day);
          return point ? [of100(+point.share), interval(+point.low, +point.high)] : [MISSING, MISSING];
        }),
      ]),
    }}
  />`;
}

/**
 * What stands at the left of each row: beside it, or above it where there is no room.
 *
 * @returns {{margin: number, height: number, dy: number, marks: Array}} `dy` is by how much the row itself is moved
 */
function rowLabels(Plot, rows, width) {
  const label = (id) => rows.find((row) => row.id === id).label;
  if (width < NARROW) {
    return {
      margin: 10,
      height: 40,
      dy: 8,
      marks: [Plot.text(rows, { y: "id", frameAnchor: "left", dx: -8, dy: -9, text: "label", fill: "var(--chart-text)", stroke: "var(--chart-back)", strokeWidth: 4 })],
    };
  }
  const longest = Math.max(6, ...rows.map((row) => row.label.length));
  const margin = Math.min(longest * 7 + 14, Math.floor(width * 0.45));
  return {
    margin,
    height: 26,
    dy: 0,
    marks: [
      Plot.axisY({ tickFormat: label, tickSize: 0, label: null, fill: "var(--chart-text)", lineWidth: margin / 13, textOverflow: "ellipsis" }),
    ],
  };
}

/**
 * A rate with its interval for several, on one axis.
 *
 * @param rows [{id, label, value, low, high, n}]; value null where there are too few
 * @param line {value, label}: what all are compared with
 */
export function Dots({ rows, what, of, line = null, name, by = "" }) {
  const told = rows.filter((row) => row.value !== null && row.value !== undefined);
  const few = rows.filter((row) => row.value === null || row.value === undefined);
  const draw = (Plot, d3, width) => {
    const { margin, height, dy, marks } = rowLabels(Plot, rows, width);
    return {
      height: rows.length * height + 62,
      marginTop: 30,
      marginLeft: margin,
      marginRight: 52,
      marginBottom: 28,
      x: { domain: domain(told.flatMap((row) => [row.low, row.high]), line?.value) },
      y: { type: "band", domain: rows.map((row) => row.id), padding: 0.2, axis: null },
      marks: [
        Plot.gridX({ ...GRID, ticks: width < NARROW ? 4 : 7 }),
        shares(Plot, "x", { ticks: width < NARROW ? 4 : 7 }),
        line?.value !== null &&
          line?.value !== undefined &&
          Plot.ruleX([line.value], { stroke: "var(--chart-target)", strokeWidth: 1.5, ...DASHED }),
        line?.value !== null &&
          line?.value !== undefined &&
          Plot.text([line], {
            x: "value",
            frameAnchor: "top",
            dy: -16,
            text: (each) => `${each.label} ${of100(each.value)}`,
            fill: "var(--chart-target)",
          }),
        ...marks,
        Plot.ruleY(told, { dy, y: "id", x1: "low", x2: "high", stroke: SERIES[0], strokeWidth: 3, strokeOpacity: 0.45 }),
        Plot.dot(told, { dy, x: "value", y: "id", r: 5, fill: SERIES[0] }),
        Plot.text(told, {
          dy,
          y: "id",
          frameAnchor: "right",
          textAnchor: "end",
          dx: 50,
          text: (row) => `${count(row.n)}`,
          fill: "var(--chart-text)",
        }),
        Plot.text([of], { frameAnchor: "top-right", dx: 50, dy: -16, fill: "var(--chart-text)" }),
        Plot.text(few, {
          dy,
          y: "id",
          frameAnchor: "left",
          dx: 4,
          text: (row) => `too few to say (${count(row.n)} ${of})`,
          fill: "var(--chart-text)",
        }),
        tip(Plot, told, {
          pointer: Plot.pointerY,
          x: "value",
          y: "id",
          title: (row) => `${row.label}\n${of100(row.value)} of 100 ${what}\n${band(row)}; ${count(row.n)} ${of}`,
        }),
      ],
    };
  };
  return html`<${Chart}
    name=${name}
    label=${`${what}${line ? `; ${line.label} ${of100(line.value)} of 100` : ""}: ${rows
      .map((row) => (row.value === null || row.value === undefined ? `${row.label} too few to say` : `${row.label} ${of100(row.value)}, ${band(row)}`))
      .join("; ")}`}
    data=${rows}
    draw=${draw}
    keys=${[
      { label: "as counted", series: 1, shape: "dot" },
      { label: "where it likely lies", series: 1, shape: "whisker" },
    ]}
    table=${{
      head: [by, "of 100", "likely", of],
      rows: rows.map((row) => [row.label, of100(row.value), interval(row.low, row.high), count(row.n)]),
    }}
  />`;
}

/**
 * Differences with their intervals, around none.
 *
 * @param rows [{id, label, value, low, high, n, told}], shares; `told` where a verdict was possible
 * @param left, right what either side of none means
 */
export function Differences({ rows, name, left, right }) {
  const most = Math.max(0.05, ...rows.flatMap((row) => [-row.low, row.high]));
  const draw = (Plot, d3, width) => {
    const { margin, height, dy, marks } = rowLabels(Plot, rows, width);
    return {
      height: rows.length * height + 66,
      marginTop: 30,
      marginLeft: margin,
      marginRight: 16,
      marginBottom: 30,
      x: { domain: [-most, most], nice: true },
      y: { type: "band", domain: rows.map((row) => row.id), padding: 0.2, axis: null },
      marks: [
        Plot.gridX({ ...GRID, ticks: width < NARROW ? 4 : 8 }),
        shares(Plot, "x", { ticks: width < NARROW ? 4 : 8, tickFormat: (share) => point(share).replace(".0", "") }),
        Plot.ruleX([0], { stroke: "var(--chart-target)", strokeWidth: 1.5 }),
        ...marks,
        Plot.text([`${left} ←`], { x: () => 0, frameAnchor: "top", textAnchor: "end", dx: -8, dy: -18, fill: "var(--chart-text)" }),
        Plot.text([`→ ${right}`], { x: () => 0, frameAnchor: "top", textAnchor: "start", dx: 8, dy: -18, fill: "var(--chart-text)" }),
        Plot.ruleY(rows, { dy, y: "id", x1: "low", x2: "high", stroke: SERIES[0], strokeWidth: 3, strokeOpacity: 0.45 }),
        Plot.dot(rows, {
          dy,
          x: "value",
          y: "id",
          r: 5,
          stroke: SERIES[0],
          strokeWidth: 2,
          fill: (row) => (row.told ? SERIES[0] : "var(--chart-back)"),
        }),
        tip(Plot, rows, {
          pointer: Plot.pointerY,
          x: "value",
          y: "id",
          title: (row) => `${row.label}\n${point(row.value)} of 100, likely ${point(row.low)} to ${point(row.high)}\n${count(row.n)} deals`,
        }),
      ],
      color: { type: "identity" },
    };
  };
  return html`<${Chart}
    name=${name}
    label=${`${name}: ${rows.map((row) => `${row.label} ${point(row.value)} of 100, likely ${point(row.low)} to ${point(row.high)}`).join("; ")}`}
    data=${rows}
    draw=${draw}
    keys=${[
      { label: "told apart from nothing", series: 1, shape: "dot" },
      { label: "can't tell", series: 1, shape: "open" },
      { label: "where it likely lies", series: 1, shape: "whisker" },
    ]}
    table=${{
      head: ["", "difference, of 100", "likely", "deals"],
      rows: rows.map((row) => [row.label, point(row.value), `${point(row.low)} to ${point(row.high)}`, count(row.n)]),
    }}
  />`;
}
