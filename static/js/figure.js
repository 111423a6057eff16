// Charts from options that the server wrote as JSON; the table beside them is one button away.

const REMEMBERED = "planspiel:figures";

function draw(box) {
  const options = JSON.parse(document.getElementById(box.dataset.chart).textContent);
  box.hidden = false;
  const chart = globalThis.echarts.init(box, null, { renderer: "svg" });
  chart.setOption(narrowed(options, box.clientWidth));
  new ResizeObserver(() => {
    chart.resize();
    chart.setOption(narrowed(options, box.clientWidth));
  }).observe(box);
}

const lang = document.documentElement.lang;
const points = (value) => value.toLocaleString(lang, { minimumFractionDigits: 1 });

/** On a phone the names at the lines' ends give way to a legend below. */
function narrowed(given, width) {
  const options = { ...given, tooltip: { ...given.tooltip, valueFormatter: points } };
  if (width > 620) return { ...options, legend: { show: false } };
  return {
    ...options,
    grid: { ...options.grid, right: 16, bottom: 84 },
    legend: { show: true, bottom: 0, icon: "roundRect" },
    series: options.series.map((line) => ({ ...line, endLabel: { show: false } })),
  };
}

function show(figure, button, kind) {
  figure.dataset.shown = kind;
  button.setAttribute("aria-pressed", String(kind === "table"));
}

async function start() {
  // ECharts measures its texts, so the font has to be there first.
  await document.fonts.ready;
  for (const box of document.querySelectorAll("[data-chart]")) draw(box);
  for (const button of document.querySelectorAll("[data-figure-toggle]")) {
    const figure = document.getElementById(button.dataset.figureToggle);
    button.hidden = false;
    show(figure, button, localStorage.getItem(REMEMBERED) === "table" ? "table" : "chart");
    button.addEventListener("click", () => {
      const kind = figure.dataset.shown === "table" ? "chart" : "table";
      localStorage.setItem(REMEMBERED, kind);
      show(figure, button, kind);
    });
  }
}

if (globalThis.echarts) start();
