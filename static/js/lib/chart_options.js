// Options of a chart as they are drawn: what JSON cannot hold, and what depends on the width.

export const NARROW = 620;
/** In heights of letters: about how wide a letter is, what follows a key of a legend, a column of names, a line. */
const LETTER = 0.57;
const GAP = 0.5;
const NAMES_WIDTH = 8.5;
const LINE = 1.3;
/** Below a legend, for each pixel of its letters. */
const BELOW = 0.6;
/** Letters in the cells of a heat map: the sizes they come in on a page, and how wide they are for each pixel of that. */
const CELL_SIZES = [1, 11 / 13];
const CELL_LETTER = 0.56;
const lang = globalThis.document?.documentElement.lang;

/** The number of a value: that of a heat map's cell or of a point is its last. */
function plain(value) {
  return Array.isArray(value) ? value.at(-1) : value;
}

/** Numbers as the page's language writes them, with a real minus. */
export function writer(box, digits) {
  const style = { minimumFractionDigits: digits, maximumFractionDigits: Number(box.dataset.digits) };
  const unit = box.dataset.unit ? `\u00a0${box.dataset.unit}` : "";
  return (value) =>
    typeof plain(value) === "number" ? plain(value).toLocaleString(lang, style).replace("-", "\u2212") + unit : "–";
}

/** An axis of numbers writes them; one of names stays. */
function axisOf(given, write) {
  if (given?.type !== "value") return given;
  return { ...given, axisLabel: { ...given.axisLabel, formatter: write } };
}

function axes(given, write) {
  const written = {};
  for (const name of ["xAxis", "yAxis"]) {
    if (Array.isArray(given[name])) written[name] = given[name].map((each) => axisOf(each, write));
    else if (given[name]) written[name] = axisOf(given[name], write);
  }
  return written;
}

/** Numbers at bars and cells; a label with a format of its own keeps it. */
function labelled(series, write, narrow) {
  if (!series.label?.show || series.label.formatter) return series;
  const show = !narrow || series.type === "heatmap";
  return { ...series, label: { ...series.label, show, formatter: ({ value }) => write(value) } };
}

/** A legend of several lines pushes the plot down. */
function roomy(options, width) {
  const { legend, grid } = options;
  if (!legend?.show || !grid || legend.bottom !== undefined) return options;
  const names = legend.data ?? options.series.map(({ name }) => name ?? "");
  const { itemWidth, itemGap, textStyle } = legend;
  const high = textStyle.fontSize;
  const key = itemWidth + itemGap + GAP * high;
  let [lines, used] = [1, 0];
  for (const name of new Set(names)) {
    const wide = String(name).length * LETTER * high + key;
    if (used && used + wide > width) [lines, used] = [lines + 1, 0];
    used += wide;
  }
  return { ...options, grid: { ...grid, top: Math.max(grid.top, lines * (high + itemGap) + BELOW * high) } };
}

/** A net of axes gets smaller on a phone. */
function small(options) {
  const { radar } = options;
  if (!radar) return options;
  return { ...options, radar: { ...radar, radius: "36%", axisName: { ...radar.axisName, fontSize: 12 } } };
}

function longest(texts) {
  return texts.reduce((most, text) => Math.max(most, text.length), 0);
}

/** Names above a heat map break between words where that is enough; else they turn. */
function namesFor(axis, room) {
  const { fontSize, width } = axis.axisLabel;
  const letter = LETTER * fontSize;
  // On the wall the server has found room for them.
  if (width || longest(axis.data) * letter <= room) return {};
  const words = axis.data.flatMap((name) => name.split(" "));
  if (longest(words) * letter > room) return { rotate: 50 };
  return { width: room - fontSize * LETTER, overflow: "break", lineHeight: LINE * fontSize };
}

/** Texts of cells get smaller where they would run into one another; where that is not enough they go. */
function cellsFor(series, room, sizes) {
  const letters = longest(series.data.map((cell) => cell.label?.formatter ?? ""));
  const high = series.label.fontSize;
  const fontSize = sizes.map((size) => size * high).find((size) => letters * size * CELL_LETTER + GAP * size <= room);
  return { ...series, label: fontSize ? { ...series.label, fontSize } : { ...series.label, show: false } };
}

function heated(options, width, sizes) {
  if (!options.series.some((each) => each.type === "heatmap")) return options;
  const { xAxis } = options;
  const room = (width - NAMES_WIDTH * xAxis.axisLabel.fontSize) / xAxis.data.length;
  const axisLabel = { ...xAxis.axisLabel, ...namesFor(xAxis, room) };
  return {
    ...options,
    xAxis: { ...xAxis, axisLabel },
    series: options.series.map((each) => (each.type === "heatmap" ? cellsFor(each, room, sizes) : each)),
  };
}

/** Options with what JSON cannot hold, and on a phone with a legend instead of names at lines. */
export function fitted(given, box) {
  const write = writer(box, Number(box.dataset.digits));
  const wall = "wall" in box.dataset;
  const narrow = box.clientWidth <= NARROW && !wall;
  const tooltip = { ...given.tooltip, valueFormatter: write };
  const width = box.clientWidth;
  const written = { ...given, ...axes(given, writer(box, 0)), tooltip };
  // What is read from afar gets no smaller.
  const options = { ...roomy(heated(written, width, wall ? [1] : CELL_SIZES), width) };
  options.series = options.series.map((each) => labelled(each, write, narrow));
  if (!given.series.some((each) => each.endLabel)) return narrow ? small(options) : options;
  if (!narrow) return { ...options, legend: { show: false } };
  return {
    ...options,
    grid: { ...options.grid, right: 16, bottom: 84 },
    legend: { show: true, bottom: 0, icon: "roundRect" },
    series: options.series.map((each) => ({ ...each, endLabel: { show: false } })),
  };
}
