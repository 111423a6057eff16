// Signs of life: that somebody is there, and on pages with forms what the cursor is in. What the
// others of the team are at is shown as information; nobody is kept from anything by it.

import { text } from "./texts.js";

const BEAT_MS = 10_000;
const MOVED_MS = 400;

let page = null;
let told = "";
let timer = null;
let mates = [];

/** Begin to tell; `data` holds the address (presence), the token and the name of the screen. */
export function startPresence(data) {
  page = data;
  if (!page.presence) return;
  setInterval(beat, BEAT_MS);
  beat();
  if (!shares()) return;
  document.addEventListener("focusin", moved);
  document.addEventListener("focusout", moved);
  document.addEventListener("live:applied", show);
}

/** Whether this page has fields that several people can be in. */
function shares() {
  return document.querySelector("form[data-autosave], [data-mate], [data-mate-at]") !== null;
}

function here() {
  return document.activeElement?.closest?.("form[data-autosave] [data-field]") ?? null;
}

/** What a field is called among the team: drafts of offers have the same fields, and say whose they are. */
function nameOf(block) {
  const scope = block.closest("form[data-autosave]")?.dataset.scope ?? "";
  return scope + block.dataset.field;
}

function place() {
  const block = here();
  return block ? nameOf(block) : "";
}

function moved() {
  clearTimeout(timer);
  timer = setTimeout(() => place() !== told && beat(), MOVED_MS);
}

async function beat() {
  if (document.visibilityState === "hidden") return;
  const body = new URLSearchParams();
  if (shares()) {
    const block = here();
    told = place();
    body.set("mates", "1");
    body.set("screen", page.screen ?? "");
    body.set("field", told);
    body.set("label", labelOf(block));
  }
  const headers = { "X-CSRFToken": page.csrf ?? "" };
  try {
    const response = await fetch(page.presence, { method: "POST", headers, body, credentials: "same-origin" });
    if (response.status !== 200) return;
    ({ mates } = await response.json());
    show();
  } catch {
    // Only a sign of life: the next one follows, whatever became of this one.
  }
}

function labelOf(block) {
  if (!block) return "";
  const whole = block.closest("form[data-autosave]").dataset.scopeLabel;
  return whole ? `${whole}: ${block.dataset.label}` : block.dataset.label;
}

function show() {
  for (const block of document.querySelectorAll("form[data-autosave] [data-field]")) {
    showIn(block, mates.filter((mate) => mate.field === nameOf(block)).map((mate) => mate.name));
  }
  // In a list: who is at work on the thing itself, in whatever field of it.
  for (const entry of document.querySelectorAll("[data-mate-at]")) {
    const parts = entry.dataset.mateAt.split(" ");
    const isIn = (mate) => parts.some((part) => (part.endsWith(":") ? mate.field.startsWith(part) : mate.field === part));
    showIn(entry, mates.filter(isIn).map((mate) => mate.name));
  }
  for (const place of document.querySelectorAll("[data-mate]")) {
    const mate = mates.find((each) => each.name === place.dataset.mate);
    const words = mate ? text("workingOn", { field: mate.label || mate.field }) : "";
    if (place.textContent !== words) place.textContent = words;
  }
}

function showIn(block, names) {
  let note = block.querySelector(":scope > .ps-editing");
  const words = names.length ? text("working", { name: names.join(", ") }) : "";
  block.classList.toggle("is-edited", Boolean(words));
  if (!words) {
    note?.remove();
    return;
  }
  if (!note) {
    note = document.createElement("p");
    note.className = "ps-editing";
    block.append(note);
  }
  if (note.textContent !== words) note.textContent = words;
}
