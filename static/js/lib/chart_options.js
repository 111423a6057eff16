// Options of a chart as they are drawn: what JSON cannot hold, and what depends on the width.

export const NARROW = 620;
/** About how wide a letter is, the gap after a key of a legend, and a column of names; in heights of letters. */
const LETTER = 0.55;
const GAP = 0.5;
const NAMES_WIDTH = 8.5;
const BELOW = 0.6;
/** Letters in the cells of a heat map: the sizes they come in, and how wide they are for each pixel of that. */
const CELL_SIZES = [13, 11];
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
  const high = legend.textStyle.fontSize;
  const key = legend.itemWidth + legend.itemGap + GAP * high;
  let [lines, used] = [1, 0];
  for (const name of new Set(names)) {
    const wide = String(name).length * LETTER * high + key;
    if (used && used + wide > width) [lines, used] = [lines + 1, 0];
    used += wide;
  }
  const top = lines * (high + legend.itemGap) + BELOW * high;
  return { ...options, grid: { ...grid, top: Math.max(grid.top, top) } };
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
function namesFor(names, room, high) {
  const wide = (texts) => longest(texts) * LETTER * high;
  if (wide(names) <= room) return {};
  const words = names.flatMap((name) => name.split(" "));
  return wide(words) <= room ? { width: room - 8, overflow: "break", lineHeight: 1.3 * high } : { rotate: 50 };
}

/** Texts of cells get smaller where they would run into one another; where that is not enough they go. */
function cellsFor(series, room) {
  const letters = longest(series.data.map((cell) => cell.label?.formatter ?? ""));
  const fontSize = CELL_SIZES.find((size) => letters * size * CELL_LETTER + 6 <= room);
  return { ...series, label: fontSize ? { ...series.label, fontSize } : { ...series.label, show: false } };
}

/** On the wall cells keep their size, and names that were given a width theirs. */
function heated(options, width, isWall) {
  if (!options.series.some((each) => each.type === "heatmap")) return options;
  const { data: names, axisLabel } = options.xAxis;
  const high = axisLabel.fontSize;
  const room = (width - NAMES_WIDTH * high) / names.length;
  const fits = axisLabel.width ? {} : namesFor(names, room, high);
  return {
    ...options,
    xAxis: { ...options.xAxis, axisLabel: { ...axisLabel, ...fits } },
    series: options.series.map((each) => (each.type === "heatmap" && !isWall ? cellsFor(each, room) : each)),
  };
}

/** Options with what JSON cannot hold, and on a phone with a legend instead of names at lines. */
export function fitted(given, box) {
  const write = writer(box, Number(box.dataset.digits));
  const isWall = "wall" in box.dataset;
  const narrow = box.clientWidth <= NARROW && !isWall;
  const tooltip = { ...given.tooltip, valueFormatter: write };
  const width = box.clientWidth;
  const options = { ...roomy(heated({ ...given, ...axes(given, writer(box, 0)), tooltip }, width, isWall), width) };
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
