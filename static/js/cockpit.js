// The facilitator's page: commands without leaving the page, keys on the clock, questions as dialogs.
// Without this script every button is an ordinary form and every question a page of its own.

import { newRequestId } from "./lib/fields.js";
import { mayAct, startSwitch } from "./lib/shortcuts.js";
import { say } from "./lib/status.js";

const TOAST_MS = 6000;
const BACK_MS = 10_000;
const STAYS_MS = 2_000;
const PRESENCE_MS = 10_000;
const PRESENCE_SOON_MS = 1_500;
const STALE_S = 25;
const words = document.getElementById("cockpit-texts")?.dataset ?? {};
const dialog = document.getElementById("dialog");
const toastBox = document.getElementById("toast");
const underWay = new Set();
let toastTimer = null;
let presenceTimer = null;
let presence = [];
let presenceAt = 0;

/** Say what was done; `back` is the command that takes it back, one press away for a while. */
function toast(message, tone = "good", back = null) {
  const said = document.createElement("span");
  said.textContent = message;
  const held = toastBox.contains(document.activeElement);
  toastBox.replaceChildren(said, ...(back ? [backButton(back)] : []));
  if (held) toastBox.focus();
  toastBox.dataset.tone = tone;
  toastBox.hidden = false;
  say(back ? `${message}. ${toastBox.dataset.hint}` : message);
  toastLeaves(back ? BACK_MS : TOAST_MS);
}

/** Whoever is at the toast keeps it: it goes once focus and pointer have left. */
function toastLeaves(ms) {
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => {
    if (toastBox.matches(":hover, :focus-within")) toastLeaves(STAYS_MS);
    else toastBox.hidden = true;
  }, ms);
}

function backButton(back) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = toastBox.dataset.back;
  button.setAttribute("aria-keyshortcuts", "Z");
  button.addEventListener("click", () => takeBack(back), { once: true });
  return button;
}

async function takeBack(back) {
  const body = new URLSearchParams({ ...back.fields, csrfmiddlewaretoken: tokenOfPage() });
  try {
    await react(await send(back.url, body));
  } catch {
    toast(words.failed, "bad");
  }
  document.dispatchEvent(new CustomEvent("guard:ask"));
}

function tokenOfPage() {
  return document.querySelector("#command [name=csrfmiddlewaretoken]").value;
}

/** Send a button's command; a second press while it is on its way is dropped. */
async function command(button) {
  const name = button.id || button.formAction;
  if (underWay.has(name)) return;
  underWay.add(name);
  try {
    const answer = await send(button.formAction, bodyOf(button));
    if (answer.ok && button.dataset.command === "reset") button.form.reset();
    await react(answer);
  } catch {
    toast(words.failed, "bad");
  } finally {
    underWay.delete(name);
    document.dispatchEvent(new CustomEvent("guard:ask"));
  }
}

function bodyOf(button) {
  const body = new URLSearchParams(new FormData(button.form));
  body.set("request_id", newRequestId());
  if (button.name) body.set(button.name, button.value);
  return body;
}

function send(url, body) {
  return fetch(url, {
    method: "POST", body, credentials: "same-origin", redirect: "error",
    headers: { Accept: "application/json" },
  });
}

async function react(answer) {
  const content = await answer.json();
  if (content.confirm) return ask(content.confirm);
  if (!answer.ok) return toast(content.message ?? words.failed, "bad");
  const { number, hash } = content.receipt;
  return toast(`${content.message} · ${words.receipt} ${number} · ${hash}`, "good", content.back);
}

/** Show a question of the server as a dialog. */
async function ask(href) {
  const answer = await fetch(href, { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const body = page.getElementById("dialog-body");
  if (!answer.ok || !body) return location.assign(href);
  dialog.replaceChildren(document.adoptNode(body));
  dialog.showModal();
  dialog.querySelector("h1")?.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-command]");
  if (button) {
    event.preventDefault();
    command(button);
    return;
  }
  const link = event.target.closest("a[data-dialog]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    ask(link.href);
  }
  if (event.target.closest("[data-dialog-close]") && dialog?.open) {
    event.preventDefault();
    dialog.close();
  }
  const copy = event.target.closest("[data-copy]");
  if (copy) navigator.clipboard?.writeText(copy.dataset.copy).then(() => toast(words.copied));
});

// A form in a dialog goes out once.
dialog?.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "1";
});

/** + and = one minute, with Shift five (on a German keyboard Shift and + make *), − one less. */
function buttonFor(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.key === "*" || (event.key === "+" && event.shiftKey)) return "plus-5";
  if (event.key === "+" || event.key === "=") return "plus-1";
  if (event.key === "-") return "minus-1";
  return event.key === " " ? "pause" : null;
}

document.addEventListener("keydown", (event) => {
  if (!event.target.closest?.("#timer")) return;
  const button = document.getElementById(buttonFor(event) ?? "");
  if (!button || button.disabled) return;
  event.preventDefault();
  command(button);
});

/** Single keys: L goes to the notes, the others press the button that names them. */
document.addEventListener("keydown", (event) => {
  const key = event.key.toUpperCase();
  const button = document.querySelector(`:is(#r-wall, #toast:not([hidden])) [aria-keyshortcuts="${CSS.escape(key)}"]`);
  const field = key === "L" ? document.getElementById("note-text") : null;
  if (!(button || field) || !mayAct(event)) return;
  event.preventDefault();
  if (field) field.focus();
  else if (!button.disabled) button.click();
});
startSwitch(document.getElementById("single-keys"));

/** Who is here changes without a new stamp, so it is asked for. */
async function readPresence() {
  try {
    const answer = await fetch(document.body.dataset.state, { credentials: "same-origin" });
    if (!answer.ok) return;
    presence = (await answer.json()).teams;
    presenceAt = Date.now();
    showPresence();
  } catch {
    // The next reading follows; the connection says by itself that it is gone.
  }
}

/** Somebody who just came in gives the first sign of life a moment after the news of it. */
function readPresenceSoon() {
  presenceTimer ??= setTimeout(() => {
    presenceTimer = null;
    readPresence();
  }, PRESENCE_SOON_MS);
}

/** How old what is shown is: every second, so that nobody takes an old count for a new one. */
function showAge() {
  if (!presenceAt) return;
  const seconds = Math.round((Date.now() - presenceAt) / 1000);
  const sentence = seconds > STALE_S ? words.stale : words.age;
  write("[data-presence-age]", sentence.replace("%s", seconds));
}

function workOf(team) {
  if (team.people && !team.online && !team.bot) return words.gone;
  return team.working.map((each) => `${each.name}: ${each.field}`).join(", ");
}

function showPresence() {
  write("[data-people-online]", presence.reduce((sum, team) => sum + team.online, 0));
  write("[data-people]", presence.reduce((sum, team) => sum + team.people, 0));
  for (const team of presence) {
    write(`[data-online="${team.id}"]`, team.online);
    write(`[data-work="${team.id}"]`, workOf(team));
    const devices = team.devices === 1 ? words.device : words.devices;
    write(`[data-devices="${team.id}"]`, team.devices ? devices.replace("%s", team.devices) : "");
    for (const seat of team.seats) {
      document.querySelector(`[data-seat="${seat.id}"]`)?.toggleAttribute("data-on", seat.online);
    }
  }
}

function write(selector, value) {
  const element = document.querySelector(selector);
  if (element && element.textContent !== String(value)) element.textContent = value;
}

if (document.body.dataset.state) {
  readPresence();
  setInterval(readPresence, PRESENCE_MS);
  setInterval(showAge, 1_000);
  document.addEventListener("live:applied", () => {
    if (presenceAt) showPresence();
    readPresenceSoon();
  });
}
