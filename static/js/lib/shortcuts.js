// Keys without a modifier: never while somebody writes or answers a question, and to be switched off
// (WCAG 2.1.4), as they may get in the way of speech input and assistive technology.

const REMEMBERED = "planspiel:keys";
const TAKEN = "input, textarea, select, [contenteditable], dialog";

/** Whether a key may act: it is one alone, nobody is writing, and keys are not switched off. */
export function mayAct(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return false;
  if (document.querySelector("dialog[open]") || event.target.closest?.(TAKEN)) return false;
  return localStorage.getItem(REMEMBERED) !== "off";
}

/** The box that switches them off; it needs this script, so it shows itself only now. */
export function startSwitch(box) {
  if (!box) return;
  box.checked = localStorage.getItem(REMEMBERED) !== "off";
  box.closest("[hidden]").hidden = false;
  box.addEventListener("change", () => localStorage.setItem(REMEMBERED, box.checked ? "on" : "off"));
}
