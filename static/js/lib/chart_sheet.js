// A chart drawn once more as a sheet to take along: as wide as a slide, with heading and finding.

import { fitted } from "./chart_options.js";

const WIDTH = 1200;
const HEAD = 92;
const LEAST = 400;

/** A number at the top makes room for the heading; "20%" and "middle" stay. */
function lowered(place) {
  if (Array.isArray(place)) return place.map(lowered);
  if (!place) return place;
  return typeof place.top === "number" ? { ...place, top: place.top + HEAD } : place;
}

function headed(options, title, finding) {
  const moved = { ...options, backgroundColor: "#ffffff", tooltip: { show: false } };
  for (const name of ["grid", "legend", "visualMap"]) moved[name] = lowered(options[name]);
  moved.series = options.series.map((each) => (each.type === "sankey" ? lowered(each) : each));
  moved.title = {
    text: title,
    subtext: finding,
    left: 12,
    top: 12,
    textStyle: { color: "#14262b", fontSize: 22, fontWeight: 600, fontFamily: options.textStyle?.fontFamily },
    subtextStyle: { color: "#14262b", fontSize: 15, width: WIDTH - 24, overflow: "break" },
  };
  return moved;
}

/** The sheet of a card with a chart of ECharts: its SVG as text, and its size. */
export function chartSheet(card) {
  const box = card.querySelector("[data-chart]");
  const height = Math.max(box.clientHeight, LEAST) + HEAD;
  // Never on the page: ECharts takes a stand-in of the wanted size and writes to what it is given.
  const chart = globalThis.echarts.init(document.createElement("div"), null, { renderer: "svg", width: WIDTH, height });
  const options = fitted(JSON.parse(box.dataset.chart), { dataset: box.dataset, clientWidth: WIDTH });
  const title = card.querySelector("h2").textContent;
  chart.setOption(headed(options, title, card.querySelector(".ps-finding").textContent));
  const text = chart.renderToSVGString();
  chart.dispose();
  return { text, width: WIDTH, height };
}
