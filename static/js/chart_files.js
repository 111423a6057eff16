// A chart as a file to take along: drawn once more, as wide as a slide, with heading and finding.

import { fitted } from "./lib/chart_options.js";

const WIDTH = 1200;
const HEAD = 92;
const SHARP = 2;
const TYPES = { svg: "image/svg+xml", png: "image/png" };

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

function drawn(figure, renderer) {
  const box = figure.querySelector("[data-chart]");
  const card = figure.closest("section");
  const height = Math.max(box.clientHeight, 400) + HEAD;
  // Never on the page: ECharts takes a stand-in of the wanted size and writes to what it is given.
  const sheet = document.createElement("div");
  const size = { renderer, width: WIDTH, height, devicePixelRatio: SHARP };
  const chart = globalThis.echarts.init(sheet, null, size);
  const asWide = { dataset: box.dataset, clientWidth: WIDTH };
  const options = fitted(JSON.parse(box.dataset.chart), asWide);
  const title = card.querySelector("h2").textContent;
  chart.setOption(headed(options, title, card.querySelector(".ps-finding").textContent));
  return chart;
}

function hand(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has to have taken it before the address goes.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function save(button) {
  const kind = button.dataset.figureFile;
  const name = `${button.dataset.figure}.${kind}`;
  const figure = document.getElementById(button.dataset.figure);
  const chart = drawn(figure, kind === "svg" ? "svg" : "canvas");
  if (kind === "svg") {
    hand(new Blob([chart.renderToSVGString()], { type: TYPES.svg }), name);
    chart.dispose();
    return;
  }
  chart.renderToCanvas({ pixelRatio: SHARP }).toBlob((blob) => {
    hand(blob, name);
    chart.dispose();
  }, TYPES.png);
}

for (const button of document.querySelectorAll("[data-figure-file]")) {
  button.hidden = false;
  button.addEventListener("click", () => save(button));
}
