// The page of an offer: fields that depend on others, and parts that follow what happens to the offer.

import { replaceElements } from "./lib/regions.js";
import { say } from "./lib/status.js";

const page = document.getElementById("offer-page");
const form = document.getElementById("offer-draft");

// --- fields that only matter with others ----------------------------------------------------------

/** "equalise", "members.auestadt" or "key=quoten": whether the control says so. */
function holds(condition) {
  const [name, wanted] = condition.split("=");
  const control = form.elements.namedItem(name);
  // The own municipality has no box: it is always in.
  if (!control) return true;
  return wanted === undefined ? Boolean(control.checked) : control.value === wanted;
}

function showFields() {
  for (const block of form.querySelectorAll("[data-show-if]")) {
    block.hidden = !block.dataset.showIf.split(" ").some(holds);
  }
}

if (form) {
  showFields();
  form.addEventListener("change", showFields);
  document.addEventListener("live:applied", showFields);
}

// --- what happens to the offer ------------------------------------------------------------------

function pulse() {
  const marks = JSON.parse(document.getElementById("r-pulse")?.dataset.offers ?? "{}");
  return marks[page.dataset.number] ?? { forms: "", parts: "" };
}

let known = pulse();

/** Parts are renewed; forms stay as they are, and where they no longer fit, the page says so. */
async function follow() {
  const now = pulse();
  if (now.parts === known.parts) return;
  const formsFit = now.forms === known.forms;
  known = now;
  if (!formsFit) {
    const note = document.getElementById("o-changed");
    note.hidden = false;
    say(note.textContent.trim());
    for (const button of document.querySelectorAll("#offer-acts button")) button.disabled = true;
  }
  const response = await fetch(page.dataset.parts, { credentials: "same-origin" });
  if (!response.ok) return;
  replaceElements(await response.text());
  document.dispatchEvent(new CustomEvent("live:applied", { detail: { stamp: null, changed: [] } }));
}

document.addEventListener("live:applied", follow);

// --- the fair reference on demand ---------------------------------------------------------------

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-fair]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  page.dataset.parts = `${page.dataset.parts.split("?")[0]}?fair=1`;
  const response = await fetch(page.dataset.parts, { credentials: "same-origin" });
  if (!response.ok) {
    location.assign(link.href);
    return;
  }
  replaceElements(await response.text());
  document.getElementById("fair")?.scrollIntoView({ block: "nearest" });
});
