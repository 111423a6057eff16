// A picture that the server drew as a sheet to take along: with heading, finding and its own styles.

const SVG = "http://www.w3.org/2000/svg";
const STYLES = [
  "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray",
  "stroke-linecap", "stroke-linejoin", "paint-order", "font-family", "font-size", "font-weight",
];
const BOX = ["x", "y", "width", "height", "rx"];
const MARGIN = 24;
const LINE = 24;
const GAP = 6;
const LETTERS = 92;
const SHADE = { width: 26, height: 14, apart: 160 };

function element(name, attributes, text = "") {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

/** What style sheets say about an element, as its own attributes; what they hide is left out. */
function styled(given, copy) {
  const style = getComputedStyle(given);
  if (style.display === "none") {
    copy.remove();
    return;
  }
  if (given.localName === "use") return;
  const names = given.localName === "rect" ? [...STYLES, ...BOX] : STYLES;
  for (const name of names) copy.setAttribute(name, style.getPropertyValue(name).replaceAll('"', "'"));
  if (style.transform !== "none" && !given.hasAttribute("transform")) copy.setAttribute("transform", style.transform);
  copy.removeAttribute("class");
  const children = [...copy.children];
  [...given.children].forEach((child, place) => styled(child, children[place]));
}

/** The marks and patterns that the picture points to, wherever the page keeps them. */
function pointedTo(svg) {
  const defs = element("defs", {});
  const marks = new Set([...svg.querySelectorAll("use")].map((use) => use.getAttribute("href").slice(1)));
  for (const mark of marks) defs.append(document.getElementById(mark).cloneNode(true));
  const patterns = new Set([...defs.innerHTML.matchAll(/url\(#([\w-]+)\)/g)].map((found) => found[1]));
  for (const pattern of patterns) defs.append(document.getElementById(pattern).cloneNode(true));
  return defs;
}

function wrapped(text) {
  const lines = [""];
  for (const word of text.trim().split(/\s+/)) {
    if (lines.at(-1) && lines.at(-1).length + word.length >= LETTERS) lines.push("");
    lines.push(`${lines.pop()} ${word}`.trim());
  }
  return lines;
}

function written(card, selector) {
  return [...card.querySelectorAll(selector)].map((each) => each.textContent.trim()).join(" · ");
}

/** What the shades of a map mean, each beside its patch. */
function shades(card, y) {
  const group = element("g", {});
  [...card.querySelectorAll(".rv-shades li")].forEach((each, place) => {
    const x = MARGIN + place * SHADE.apart;
    const { backgroundColor: fill } = getComputedStyle(each.querySelector(".rv-shade"));
    group.append(element("rect", { x, y: y - SHADE.height + 2, width: SHADE.width, height: SHADE.height, rx: 3, fill, stroke: "#857c6c" }));
    group.append(element("text", { x: x + SHADE.width + 8, y, "font-size": 14 }, each.textContent.trim()));
  });
  return group;
}

/** The sheet of a card, on a phone as well the one for wide screens. */
export function drawingSheet(card) {
  card.classList.add("is-sheet");
  try {
    return sheetOf(card);
  } finally {
    card.classList.remove("is-sheet");
  }
}

/** Heading and finding above the picture, what its lines mean below. */
function sheetOf(card) {
  const given = [...card.querySelectorAll(".ps-drawing .ps-map")].find((each) => getComputedStyle(each).display !== "none");
  const copy = given.cloneNode(true);
  styled(given, copy);
  const [, , width, height] = given.getAttribute("viewBox").split(" ").map(Number);
  const font = getComputedStyle(card).fontFamily.replaceAll('"', "'");
  const above = wrapped(card.querySelector(".ps-finding").textContent);
  const below = [written(card, ".ps-fignote"), written(card, ".rv-netlegend li")].filter(Boolean).flatMap(wrapped);
  const top = MARGIN + LINE * (above.length + 2) + GAP;
  const shaded = shades(card, top + height + LINE);
  const under = top + height + (shaded.childElementCount ? LINE : 0);
  const size = [width + 2 * MARGIN, under + LINE * (below.length + 1) + MARGIN];
  const sheet = element("svg", { xmlns: SVG, viewBox: `0 0 ${size.join(" ")}`, width: size[0], height: size[1], fill: "#14262b", "font-family": font, "font-size": 16 });
  sheet.append(pointedTo(given), element("rect", { width: size[0], height: size[1], fill: "#ffffff" }));
  sheet.append(element("text", { x: MARGIN, y: MARGIN + LINE, "font-size": 22, "font-weight": 600 }, card.querySelector("h2").textContent));
  const line = (text, y) => sheet.append(element("text", { x: MARGIN, y }, text));
  sheet.append(shaded);
  above.forEach((text, place) => line(text, MARGIN + LINE * (place + 2) + GAP));
  below.forEach((text, place) => line(text, under + LINE * (place + 1)));
  for (const [name, value] of Object.entries({ x: MARGIN, y: top, width, height })) copy.setAttribute(name, value);
  sheet.append(copy);
  return { text: new XMLSerializer().serializeToString(sheet), width: size[0], height: size[1] };
}
