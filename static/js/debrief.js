// The board of the debrief: how many signs and dots are left, and that nothing ticked gets lost.
// Without this script the server counts.

import { fill } from "./lib/texts.js";
import { watchUnsaved } from "./lib/unsaved.js";

const words = document.getElementById("debrief-texts")?.dataset ?? {};

function countSigns(area) {
  const place = document.getElementById(area.dataset.left);
  const limit = Number(area.dataset.limit);
  const left = limit - [...area.value.trim()].length;
  place.textContent = fill(left < 0 ? words.over : words.count, { left, over: -left, limit });
  place.classList.toggle("is-over", left < 0);
}

/** The dots that are left; what would be one too many cannot be ticked. */
function countDots(form) {
  const most = Number(form.dataset.ballot);
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const left = most - boxes.filter((box) => box.checked).length;
  for (const box of boxes) box.disabled = !box.checked && left <= 0;
  const place = form.querySelector("[data-dots-left]");
  place.textContent = fill(left > 0 ? place.dataset.some : place.dataset.none, { left, most });
}

for (const area of document.querySelectorAll("textarea[data-limit]")) {
  area.addEventListener("input", () => countSigns(area));
  countSigns(area);
}
for (const form of document.querySelectorAll("form[data-ballot]")) {
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  form.addEventListener("change", () => countDots(form));
  watchUnsaved(() => boxes.some((box) => box.checked !== box.defaultChecked));
  countDots(form);
}
