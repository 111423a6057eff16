// A chart drawn once more as a sheet to take along: as wide as a slide, with heading and finding.

import { fitted } from "./chart_options.js";

const WIDTH = 1200;
const HEAD = 92;
const MARGIN = 12;
const LEAST = 400;

const ROOM = { top: HEAD, left: MARGIN, right: MARGIN, bottom: MARGIN };

/** Numbers make room for the heading and a margin; "20%" and "middle" stay. */
function lowered(place) {
  if (Array.isArray(place)) return place.map(lowered);
  if (!place) return place;
  const moved = Object.entries(ROOM).filter(([side]) => typeof place[side] === "number");
  return { ...place, ...Object.fromEntries(moved.map(([side, by]) => [side, place[side] + by])) };
}

function headed(options, title, finding) {
  const moved = { ...options, backgroundColor: "#ffffff", tooltip: { show: false } };
  for (const name of ["grid", "legend", "visualMap"]) moved[name] = lowered(options[name]);
  moved.series = options.series.map((each) => (each.type === "sankey" ? lowered(each) : each));
  moved.title = {
    text: title,
    subtext: finding,
    left: MARGIN + 4,
    top: MARGIN,
    textStyle: { color: "#14262b", fontSize: 22, fontWeight: 600, fontFamily: options.textStyle?.fontFamily },
    subtextStyle: { color: "#14262b", fontSize: 15, width: WIDTH - 4 * MARGIN, overflow: "break" },
  };
  return moved;
}

/** The sheet of a card with a chart of ECharts: its SVG as text, and its size. */
export function chartSheet(card) {
  const box = card.querySelector("[data-chart]");
  const height = Math.max(box.clientHeight, LEAST) + HEAD + MARGIN;
  // Never on the page: ECharts takes a stand-in of the wanted size and writes to what it is given.
  const chart = globalThis.echarts.init(document.createElement("div"), null, { renderer: "svg", width: WIDTH, height });
  const options = fitted(JSON.parse(box.dataset.chart), { dataset: box.dataset, clientWidth: WIDTH });
  const title = card.querySelector("h2").textContent;
  chart.setOption(headed(options, title, card.querySelector(".ps-finding").textContent));
  const text = chart.renderToSVGString();
  chart.dispose();
  return { text, width: WIDTH, height };
}
