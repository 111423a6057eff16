// The run sheet at a glance ages with the clock, not with the game: it is asked for now and then.

const EVERY_MS = 15_000;
const SOON_MS = 800;
const strips = [...document.querySelectorAll("[data-agenda]")];
let soon = null;

/** Put a newer strip in place; who is on one of its buttons stays there. */
function show(strip, html) {
  if (strip.dataset.shown === html) return;
  strip.dataset.shown = html;
  const focused = strip.contains(document.activeElement) ? document.activeElement.id : "";
  const fresh = new DOMParser().parseFromString(html, "text/html").body;
  strip.replaceChildren(...[...fresh.childNodes].map((node) => document.adoptNode(node)));
  if (focused) document.getElementById(focused)?.focus();
}

async function read(strip) {
  try {
    const answer = await fetch(strip.dataset.agenda, { credentials: "same-origin" });
    if (answer.ok) show(strip, await answer.text());
  } catch {
    // What stands there says of when it is; the next reading follows.
  }
}

function readAll() {
  if (document.visibilityState === "visible") strips.forEach(read);
}

if (strips.length) {
  setInterval(readAll, EVERY_MS);
  document.addEventListener("visibilitychange", readAll);
  document.addEventListener("live:applied", () => {
    soon ??= setTimeout(() => {
      soon = null;
      readAll();
    }, SOON_MS);
  });
}
