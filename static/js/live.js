// Keeps a page up to date: see docs/live.md for what the page has to bring.

import { observe, forget } from "./lib/clock.js";
import { forgetOthers } from "./lib/kept.js";
import { Link } from "./lib/link.js";
import { applyRegions, applyWaiting, parseAnswer } from "./lib/regions.js";
import { watchMenus } from "./lib/menus.js";
import { startPresence } from "./lib/presence.js";
import { say } from "./lib/status.js";
import { clockTime, text } from "./lib/texts.js";
import { anythingUnsaved } from "./lib/unsaved.js";

const BANNER_MS = 10_000;
const FETCH_MS = 8_000;
const GOTO_AGAIN_MS = 5_000;

const page = document.body.dataset;
let stamp = Number(page.stamp ?? 0);
let stampTime = clockTime();
let shownState = "";

function openSocket(known) {
  const url = new URL(page.socket, location.href);
  url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  url.searchParams.set("v", known);
  return new WebSocket(url);
}

async function fetchNewer(known) {
  const url = new URL(page.live, location.href);
  url.searchParams.set("v", known);
  const response = await fetch(url, {
    cache: "no-store", credentials: "same-origin", redirect: "error", signal: timeLimit(FETCH_MS),
  });
  if (!response.ok) throw Object.assign(new Error("no answer"), { status: response.status });
  observe(Date.parse(response.headers.get("Date")));
  const body = response.status === 204 ? null : await response.text();
  return { stamp: Number(response.headers.get("X-Stand") ?? known), body };
}

function timeLimit(ms) {
  const control = new AbortController();
  setTimeout(() => control.abort(), ms);
  return control.signal;
}

function onAnswer(body) {
  const answer = parseAnswer(body);
  if (!answer || answer.stamp <= stamp) return;
  if (answer.ahead) {
    applyRegions(answer.html);
    followGoto();
    return;
  }
  stamp = answer.stamp;
  stampTime = clockTime();
  afterChange(applyRegions(answer.html));
}

function afterChange(changed) {
  bindValues();
  document.dispatchEvent(new CustomEvent("live:applied", { detail: { stamp, changed } }));
  followGoto();
  showState(link.state());
}

/** Values that live outside the regions: hidden inputs, labels, availability of buttons. */
function bindValues() {
  for (const element of document.querySelectorAll("[data-value-from]")) {
    const source = valueOf(element.dataset.valueFrom);
    if (source !== null && element !== document.activeElement) element.value = source;
  }
  for (const element of document.querySelectorAll("[data-text-from]")) {
    const source = document.getElementById(element.dataset.textFrom);
    if (source && element.textContent !== source.textContent) element.textContent = source.textContent;
  }
  for (const element of document.querySelectorAll("[data-hidden-unless]")) {
    if (!element.contains(document.activeElement)) element.hidden = !valueOf(element.dataset.hiddenUnless);
  }
  for (const element of document.querySelectorAll("[data-disabled-unless]")) {
    element.disabled = !valueOf(element.dataset.disabledUnless);
  }
}

function valueOf(id) {
  const element = document.getElementById(id);
  return element ? (element.getAttribute("value") ?? element.textContent.trim()) : null;
}

/** Another page is the right one now: go there, but never away from something unsaved. */
function followGoto() {
  const target = document.querySelector("#r-goto [data-goto]");
  if (!target || (target.dataset.key ?? "") === (page.key ?? "")) return;
  if (anythingUnsaved() || wentJustNow(target)) return showGotoNote(target);
  sessionStorage.setItem("planspiel:goto", `${target.href} ${target.dataset.key} ${Date.now()}`);
  if (target.href === location.href) location.reload();
  else location.assign(target.href);
}

function wentJustNow(target) {
  const [href, key, at] = (sessionStorage.getItem("planspiel:goto") ?? "").split(" ");
  const same = href === target.href && key === String(target.dataset.key);
  return same && Date.now() - Number(at) < GOTO_AGAIN_MS;
}

function showGotoNote(target) {
  const note = document.getElementById("goto-note");
  const anchor = note?.querySelector("a");
  if (!anchor) return;
  anchor.href = target.href;
  anchor.textContent = target.textContent.trim() || text("nextPage");
  if (note.hidden) say(anchor.textContent);
  note.hidden = false;
}

function showState(state) {
  document.documentElement.dataset.connection = state;
  const seconds = Math.round((Date.now() - (link.offlineSince ?? Date.now())) / 1000);
  writeIfNew(document.getElementById("connection"), text(state, { stamp, seconds, time: stampTime }));
  const banner = document.getElementById("offline");
  const long = state === "offline" && seconds * 1000 >= BANNER_MS;
  if (banner && banner.hidden === long) {
    banner.textContent = long ? text("offlineLong", { time: stampTime }) : "";
    banner.hidden = !long;
    if (long) say(banner.textContent);
  }
  if (shownState === "offline" && state === "online") {
    say(text("onlineAgain"));
    document.dispatchEvent(new CustomEvent("live:online"));
  }
  shownState = state;
}

function writeIfNew(element, words) {
  if (element && element.textContent !== words) element.textContent = words;
}

/** Who had a seat is told by the server what became of it; elsewhere the page stays as it is. */
function forbidden() {
  if (page.seat) forgetOthers(localStorage);
  const here = { href: location.href, dataset: { key: "forbidden" } };
  if (document.body.dataset.presence && !anythingUnsaved() && !wentJustNow(here)) {
    sessionStorage.setItem("planspiel:goto", `${here.href} ${here.dataset.key} ${Date.now()}`);
    location.reload();
    return;
  }
  document.documentElement.dataset.connection = "forbidden";
  writeIfNew(document.getElementById("connection"), text("signedOut"));
  const banner = document.getElementById("offline");
  if (banner) {
    banner.textContent = text("forbidden");
    banner.hidden = false;
  }
  say(text("forbidden"));
}

function reloadUnlessUnsaved() {
  if (!anythingUnsaved()) location.reload();
  else say(text("forbidden"));
}

const link = new Link({
  socketless: !page.socket,
  now: () => Date.now(),
  random: Math.random,
  known: () => stamp,
  openSocket,
  fetchNewer,
  onAnswer,
  onState: showState,
  onForbidden: forbidden,
  onMoved: reloadUnlessUnsaved,
  onRestored: reloadUnlessUnsaved,
});

function wake() {
  if (document.visibilityState !== "hidden") link.wake();
}

function start() {
  for (const element of document.querySelectorAll("[data-now]")) observe(Date.parse(element.dataset.now));
  bindValues();
  if (page.seat) forgetOthers(localStorage, page.seat);
  setInterval(() => link.tick(), 1000);
  link.tick();
  startPresence(page);
  watchMenus();
  document.addEventListener("visibilitychange", wake);
  addEventListener("online", wake);
  addEventListener("offline", () => link.doubt());
  document.addEventListener("guard:kept", () => link.doubt());
  addEventListener("pageshow", (event) => event.persisted && (forget(), wake()));
  document.addEventListener("focusout", () => setTimeout(applyHeld, 0));
  document.addEventListener("guard:saved", () => setTimeout(() => (applyHeld(), followGoto()), 0));
  document.addEventListener("guard:ask", wake);
}

function applyHeld() {
  const changed = applyWaiting();
  if (changed.length) afterChange(changed);
}

if (page.live) start();
