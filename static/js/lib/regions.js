// Puts the regions of a live answer into the page without disturbing whoever works in it.

const lastHtml = new Map();
const waiting = new Map();

/**
 * "128\n<div…" → {stamp, html, ahead}; null where it is not an answer. With "goto 128\n<div…" the
 * answer itself is still to come (`ahead`).
 */
export function parseAnswer(body) {
  const end = body.indexOf("\n");
  if (end < 0) return null;
  const ahead = body.startsWith("goto ");
  const stamp = Number(body.slice(ahead ? "goto ".length : 0, end));
  return Number.isSafeInteger(stamp) ? { stamp, html: body.slice(end + 1), ahead } : null;
}

/** Applies an answer's regions; returns the ids of those that changed. */
export function applyRegions(html) {
  const changed = [];
  for (const incoming of elementsOf(html)) {
    if (applyLater(incoming)) changed.push(incoming.id);
  }
  return changed;
}

/** Replaces elements by id wherever they are: for answers to what this person just did. */
export function replaceElements(html) {
  for (const incoming of elementsOf(html)) {
    const element = document.getElementById(incoming.id);
    if (element) replace(element, incoming);
  }
}

/** Applies what had to wait and waits no more; returns the ids. */
export function applyWaiting() {
  const changed = [];
  for (const [id, incoming] of [...waiting]) {
    const element = document.getElementById(id);
    if (element && isHeld(element)) continue;
    waiting.delete(id);
    if (element) replace(element, incoming);
    changed.push(id);
  }
  return changed;
}

function elementsOf(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return [...template.content.children].filter((element) => element.id);
}

function applyLater(incoming) {
  const element = document.getElementById(incoming.id);
  const markup = incoming.outerHTML;
  if (!element || element.closest("form") || lastHtml.get(incoming.id) === markup) return false;
  lastHtml.set(incoming.id, markup);
  if (isHeld(element)) {
    waiting.set(incoming.id, incoming);
    return false;
  }
  waiting.delete(incoming.id);
  if (element.isEqualNode(incoming)) return false;
  replace(element, incoming);
  return true;
}

function isHeld(element) {
  if (element.closest("[data-busy]") || element.querySelector("[data-busy]")) return true;
  const focused = document.activeElement;
  if (!focused || focused === document.body || !element.contains(focused)) return false;
  const control = focused.matches("input, select, textarea, [contenteditable]");
  return control || !focused.id;
}

function replace(element, incoming) {
  const memory = remember(element);
  copyAttributes(element, incoming);
  element.replaceChildren(...incoming.cloneNode(true).childNodes);
  recall(element, memory);
}

function copyAttributes(element, incoming) {
  for (const name of element.getAttributeNames()) {
    if (!incoming.hasAttribute(name)) element.removeAttribute(name);
  }
  for (const name of incoming.getAttributeNames()) {
    const value = incoming.getAttribute(name);
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
}

function remember(element) {
  const open = new Map();
  for (const details of element.querySelectorAll("details[id]")) open.set(details.id, details.open);
  const scroll = new Map();
  for (const box of element.querySelectorAll("[data-keep-scroll][id]")) {
    scroll.set(box.id, [box.scrollLeft, box.scrollTop]);
  }
  const focused = element.contains(document.activeElement) ? document.activeElement.id : "";
  return { open, scroll, focused };
}

function recall(element, { open, scroll, focused }) {
  for (const [id, wasOpen] of open) {
    const details = document.getElementById(id);
    if (details) details.open = wasOpen;
  }
  for (const [id, [left, top]] of scroll) document.getElementById(id)?.scrollTo(left, top);
  if (focused && !element.contains(document.activeElement)) {
    document.getElementById(focused)?.focus({ preventScroll: true });
  }
}
