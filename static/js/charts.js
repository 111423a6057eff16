// Charts from options that the server wrote as JSON; the table beside each is one button away.

import { NARROW, fitted } from "./lib/chart_options.js";

const REMEMBERED = "planspiel:figures";
const WALL_REM = 10;
const drawn = new Map();

/** Lengths of a chart for the wall are those of a picture 1920 wide; the picture fits its window. */
const LENGTHS = new Set([
  "fontSize", "lineHeight", "symbolSize", "left", "right", "top", "bottom", "distance", "margin", "width", "offset", "padding",
  "borderRadius", "textBorderWidth", "itemWidth", "itemHeight", "itemGap", "barMaxWidth", "nodeWidth", "nodeGap",
]);

export function scaled(value, factor, key = "") {
  if (typeof value === "number") return LENGTHS.has(key) ? value * factor : value;
  if (Array.isArray(value)) return value.map((each) => scaled(each, factor, key));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, scaled(inner, factor, name)]));
}

function wallFactor() {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / WALL_REM;
}

function draw(box) {
  if (drawn.has(box)) return;
  const options = JSON.parse(box.dataset.chart);
  box.hidden = false;
  const chart = globalThis.echarts.init(box, null, { renderer: "svg" });
  // Drawn with the first size the box has: behind a table it has none yet.
  const watcher = new ResizeObserver(() => {
    if (!box.clientWidth) return;
    chart.resize();
    const given = "wall" in box.dataset ? scaled(options, wallFactor()) : options;
    chart.setOption(fitted(given, box));
  });
  watcher.observe(box);
  drawn.set(box, () => {
    watcher.disconnect();
    chart.dispose();
  });
}

function show(figure, button, kind) {
  figure.dataset.shown = kind;
  button.setAttribute("aria-pressed", String(kind === "table"));
}

/** What a figure shows to whoever has not chosen yet: on a phone dense charts are hard to read. */
function first(figure) {
  return "dense" in figure.dataset && figure.clientWidth <= NARROW ? "table" : "chart";
}

function toggles(button) {
  if (!button.hidden) return;
  const figure = document.getElementById(button.dataset.figureToggle);
  button.hidden = false;
  show(figure, button, localStorage.getItem(REMEMBERED) ?? first(figure));
  button.addEventListener("click", () => {
    const kind = figure.dataset.shown === "table" ? "chart" : "table";
    localStorage.setItem(REMEMBERED, kind);
    show(figure, button, kind);
  });
}

/** Charts whose place a live answer took are let go. */
function forgetGone() {
  for (const [box, dispose] of drawn) {
    if (box.isConnected) continue;
    dispose();
    drawn.delete(box);
  }
}

function all() {
  forgetGone();
  for (const button of document.querySelectorAll("[data-figure-toggle]")) toggles(button);
  for (const box of document.querySelectorAll("[data-chart]")) draw(box);
}

async function start() {
  // ECharts measures its texts, so the font has to be there first.
  await document.fonts.ready;
  all();
  // A live answer brings figures as the server made them: without chart and with hidden buttons.
  document.addEventListener("live:applied", all);
}

if (globalThis.echarts) start();
