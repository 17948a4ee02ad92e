// The one door to the vendored libraries: everything else imports from here.
export const { h, render, Fragment, Component } = window.preact;
export const { useState, useEffect, useLayoutEffect, useReducer, useRef, useMemo, useCallback, useId } =
  window.preactHooks;
export const html = window.htm.bind(h);

function script(src) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = src;
    element.onload = resolve;
    element.onerror = () => reject(new Error(`cannot load ${src}`));
    document.head.append(element);
  });
}

let libraries;

/** Observable Plot and d3, loaded when the first chart is drawn: half a megabyte no table needs. */
export function loadPlot() {
  libraries ??= script("vendor/d3.js")
    .then(() => script("vendor/plot.js"))
    .then(() => ({ Plot: window.Plot, d3: window.d3 }));
  return libraries;
}

/**
 * Draws a plot that the page's policy accepts: Plot puts a style element into each figure, which is no style of ours
 * to allow; what it says stands in app.css (`.plot`).
 */
export function drawPlot(Plot, options) {
  const figure = Plot.plot({ className: "plot", ...options });
  figure.querySelectorAll("style").forEach((style) => style.remove());
  return figure;
}
