// What is shown beside a field: a refusal, or the question which of two versions shall count.

import { text } from "./texts.js";

/** Show (or with "" take away) the message of a field. */
export function showError(block, message) {
  const place = block?.querySelector("[data-error]");
  if (!place) return;
  place.textContent = message;
  place.hidden = !message;
}

/** Ask which version counts; `choose` gets "mine" or "theirs". */
export function askWhich(block, { label, by, mine, theirs }, choose) {
  const place = block?.querySelector("[data-conflict]");
  if (!place) return;
  const name = by || text("somebody");
  const question = document.createElement("p");
  question.textContent = text("conflict", { name, field: label });
  place.replaceChildren(
    question,
    button(`${text("mine")}${shown(mine)}`, () => choose("mine")),
    button(`${text("theirs", { name })}${shown(theirs)}`, () => choose("theirs")),
  );
  place.hidden = false;
}

export function closeQuestion(block) {
  const place = block?.querySelector("[data-conflict]");
  if (!place) return;
  place.replaceChildren();
  place.hidden = true;
}

function shown(version) {
  return version?.text ? `: ${version.text}` : "";
}

function button(words, act) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "kern-btn kern-btn--secondary";
  const label = document.createElement("span");
  label.className = "kern-label";
  label.textContent = words;
  element.append(label);
  element.addEventListener("click", act);
  return element;
}
