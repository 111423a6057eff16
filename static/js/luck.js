// The page "was it luck?": follows the bot games that somebody wanted, as long as it is looked at.

import { alarm, say } from "./lib/status.js";

const AGAIN_MS = 5_000;
const words = document.getElementById("luck-texts").dataset;

/** The part as the server has it now, in place of the one shown; the picture keeps its form. */
function put(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const fresh = page.getElementById("luck");
  if (!fresh) return false;
  const shown = document.getElementById("luck");
  if (!shown.contains(document.activeElement)) {
    shown.replaceWith(document.adoptNode(fresh));
    document.dispatchEvent(new CustomEvent("live:applied"));
    return true;
  }
  // Somebody is in the picture or its table: only the bar moves, the rest comes with the next try.
  const bar = shown.querySelector(".rv-luck__bar");
  const newer = fresh.querySelector(".rv-luck__bar");
  if (bar && newer) bar.replaceWith(document.adoptNode(newer));
  return true;
}

/** Milliseconds until the next look: the server says how often it is worth it. */
function pause() {
  return Number(document.getElementById("luck").dataset.seconds) * 1_000;
}

async function follow() {
  if (!("growing" in document.getElementById("luck").dataset)) return;
  let came = false;
  try {
    const answer = await fetch(words.part, { credentials: "same-origin", redirect: "error" });
    came = answer.ok && put(await answer.text());
  } catch {
    // The server may be starting anew; the next try goes on where it was.
  }
  if (came) alarm("");
  else alarm(words.failed);
  if (came && !("growing" in document.getElementById("luck").dataset)) {
    if (!document.getElementById("luck-start")) say(words.done);
    return;
  }
  setTimeout(follow, came ? pause() : AGAIN_MS);
}

if ("growing" in document.getElementById("luck").dataset) setTimeout(follow, pause());
