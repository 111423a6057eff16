// The facilitator's page before a workshop: follows the rehearsal, measures this browser, checks.

import { measure } from "./lib/measure.js";
import { alarm, say } from "./lib/status.js";

const ASK_MS = 1_000;
const AGAIN_MS = 5_000;
const words = document.getElementById("probe-texts").dataset;

/** A part of the page as the server has it now, in place of the one shown; true where it came. */
async function renew(id, url, body = null) {
  const answer = await fetch(url, {
    method: body ? "POST" : "GET", body, credentials: "same-origin", redirect: "error",
  });
  if (answer.status === 204) return true;
  if (!answer.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(id);
  if (!fresh) return false;
  put(document.getElementById(id), document.adoptNode(fresh));
  return true;
}

/** Who has the button under the finger keeps it: only what says something is replaced then. */
function put(shown, fresh) {
  const focused = shown.contains(document.activeElement) ? document.activeElement : null;
  const form = focused?.closest("form");
  const same = form && fresh.querySelector("form");
  if (same) same.replaceWith(form);
  shown.replaceWith(fresh);
  if (same) focused.focus();
}

function token() {
  return document.querySelector("[name=csrfmiddlewaretoken]").value;
}

async function follow() {
  const shown = () => document.getElementById("rehearsal");
  if (!shown().dataset.active) return;
  let came = false;
  try {
    came = await renew("rehearsal", words.part);
  } catch {
    // The server may be starting anew; the next try says how it went on.
  }
  if (!came) alarm(words.failed);
  if (came && !shown().dataset.active) {
    document.getElementById("rehearsal-new").hidden = false;
    alarm("");
    document.getElementById("alert").textContent = "";
    say(words.ended);
    return;
  }
  setTimeout(follow, came ? ASK_MS : AGAIN_MS);
}

async function check() {
  const lights = document.getElementById("lights");
  lights.dataset.busy = "1";
  say(words.checking);
  try {
    await measureBrowser();
    await renew("lights", words.check, new URLSearchParams({ csrfmiddlewaretoken: token(), fragment: "1" }));
    say(words.checked);
  } catch {
    alarm(words.failed);
  } finally {
    document.getElementById("lights").removeAttribute("data-busy");
  }
}

/** Tell the server what this browser found, so that it stands among the lights. */
async function measureBrowser() {
  const { httpMs, socketMs, cookie, deviationMs } = await measure(words.time);
  const body = new URLSearchParams({
    csrfmiddlewaretoken: token(), http_ms: httpMs, socket_ms: socketMs ?? "",
    cookie: cookie ? "1" : "", deviation_ms: deviationMs,
  });
  await renew("lights", words.browser, body);
}

document.getElementById("check-now").addEventListener("submit", (event) => {
  event.preventDefault();
  check();
});

follow();
if (document.getElementById("lights").dataset.stale) check();
else measureBrowser().catch(() => alarm(words.failed));
