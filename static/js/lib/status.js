// What is said aloud: one polite place, at most one message in five seconds, the newest wins.

const PAUSE_MS = 5000;
let lastAt = -PAUSE_MS;
let waiting = null;
let timer = null;

/** Say something politely in #status. */
export function say(message) {
  if (!message) return;
  waiting = message;
  if (timer !== null) return;
  const wait = Math.max(0, lastAt + PAUSE_MS - performance.now());
  timer = setTimeout(speak, wait);
}

function speak() {
  timer = null;
  lastAt = performance.now();
  write("status", waiting);
}

/** Interrupt: lost input or time up, nothing else. */
export function alarm(message) {
  if (message) write("alert", message);
}

function write(id, message) {
  const element = document.getElementById(id);
  if (!element) return;
  element.hidden = false;
  element.textContent = message;
}
