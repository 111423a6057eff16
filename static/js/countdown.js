// Clocks that run down: silent for screen readers but for three moments, never cutting anything off.

import { observe, serverNow } from "./lib/clock.js";
import { alarm, say } from "./lib/status.js";
import { text } from "./lib/texts.js";

const MOMENTS = [
  [300, () => say(text("fiveMinutes"))],
  [60, () => say(text("oneMinute"))],
  [0, () => alarm(text("timeUp"))],
];
const spoken = new Set();
const lastRest = new Map();

/** "07:42", "1:07:42", "+00:31" after the end. Seconds may be negative. */
export function clockFace(seconds) {
  const sign = seconds < 0 ? "+" : "";
  const whole = Math.abs(Math.trunc(seconds));
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.trunc(whole / 3600);
  const minutes = Math.trunc(whole / 60) % 60;
  const head = hours ? `${hours}:${two(minutes)}` : two(minutes);
  return `${sign}${head}:${two(whole % 60)}`;
}

/** calm, last (the last minute), over, paused or none. */
export function toneOf(seconds, paused) {
  if (paused) return "paused";
  if (seconds === null) return "none";
  if (seconds < 0) return "over";
  return seconds <= 60 ? "last" : "calm";
}

/** The moments passed between two readings, in seconds left. */
export function passed(before, now) {
  return MOMENTS.filter(([at]) => before > at && now <= at).map(([at]) => at);
}

function show(timer) {
  const { deadline, pausedSeconds } = timer.dataset;
  const paused = Boolean(pausedSeconds);
  const seconds = paused ? Number(pausedSeconds) : restOf(deadline);
  const tone = toneOf(seconds, paused);
  if (timer.dataset.tone !== tone) timer.dataset.tone = tone;
  if (seconds === null) return;
  const face = timer.querySelector("[data-clock]") ?? timer;
  const words = clockFace(seconds);
  if (face.textContent !== words) face.textContent = words;
  if (!paused) speak(deadline, seconds);
}

function restOf(deadline) {
  const end = Date.parse(deadline ?? "");
  // Rounded up while running: the clock shows 00:00 at the end and not a second before.
  return Number.isNaN(end) ? null : Math.ceil((end - serverNow()) / 1000);
}

function speak(deadline, seconds) {
  const before = lastRest.get(deadline) ?? seconds;
  lastRest.set(deadline, seconds);
  for (const at of passed(before, seconds)) {
    const key = `${deadline} ${at}`;
    if (!spoken.has(key)) MOMENTS.find(([moment]) => moment === at)[1]();
    spoken.add(key);
  }
}

function showAll() {
  for (const timer of document.querySelectorAll("[role=timer]")) show(timer);
}

if (globalThis.document) {
  for (const element of document.querySelectorAll("[data-now]")) observe(Date.parse(element.dataset.now));
  showAll();
  setInterval(showAll, 500);
  document.addEventListener("live:applied", showAll);
}
