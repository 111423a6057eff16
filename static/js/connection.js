// The public page that checks this device: measures, then shows the sentence that fits.

import { judge, measure, worst } from "./lib/measure.js";

const check = document.getElementById("connection-check");

/** Tenths of a second, without a sign where there is nothing. */
function inSeconds(milliseconds) {
  const tenths = Math.round(milliseconds / 100) || 0;
  return (tenths / 10).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
}

function show(row, light, figure = "") {
  row.querySelector("[data-live-light]").dataset.light = light;
  for (const sentence of row.querySelectorAll("[data-case]")) {
    sentence.hidden = sentence.dataset.case !== light;
  }
  for (const place of row.querySelectorAll("[data-figure]")) place.textContent = figure;
}

async function run() {
  const row = (name) => document.getElementById(`row-${name}`);
  try {
    const found = await measure(check.dataset.time);
    const lights = judge(found);
    const seconds = inSeconds(found.deviationMs);
    show(row("http"), lights.http, found.httpMs);
    show(row("socket"), lights.socket, found.socketMs ?? "");
    show(row("cookie"), lights.cookie);
    show(row("clock"), lights.clock, seconds);
    show(document.getElementById("overall"), worst(Object.values(lights)));
  } catch {
    show(row("http"), "bad");
    show(document.getElementById("overall"), "bad");
  }
}

if (check) run();
