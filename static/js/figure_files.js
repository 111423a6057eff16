// Pictures as files to take along: SVG as it is drawn, PNG made of it. The same way for charts of
// ECharts and for pictures that the server drew.

import { chartSheet } from "./lib/chart_sheet.js";
import { drawingSheet } from "./lib/drawing_sheet.js";
import { raster } from "./lib/raster.js";

function hand(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has to have taken it before the address goes.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function save(button) {
  const kind = button.dataset.figureFile;
  const card = button.closest("section");
  const sheet = card.querySelector(".ps-drawing") ? drawingSheet(card) : chartSheet(card);
  const blob = kind === "png" ? await raster(sheet) : new Blob([sheet.text], { type: "image/svg+xml" });
  hand(blob, `${button.dataset.figure}.${kind}`);
}

function offer() {
  for (const button of document.querySelectorAll("[data-figure-file]")) button.hidden = false;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-figure-file]");
  if (button) save(button);
});
// A live answer or a slider brings pictures as the server made them, with hidden buttons.
document.addEventListener("live:applied", offer);
offer();
