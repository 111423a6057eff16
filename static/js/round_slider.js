// The slider of rounds: without this its links open the page of a round; with it they change places.

const pages = new Map();
let wanted = 0;

const nav = () => document.getElementById("schieber");
const range = () => nav().querySelector("[data-round-slider]");

function address(number) {
  const url = new URL(location.href);
  url.searchParams.set("runde", number);
  return url;
}

async function page(number) {
  if (!pages.has(number)) {
    const answer = await fetch(address(number), { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(String(answer.status));
    pages.set(number, await answer.text());
  }
  return new DOMParser().parseFromString(pages.get(number), "text/html");
}

/** Everything of the slider but the range itself, which may be held right now. */
function take(fresh) {
  const [old, now] = [nav(), fresh.getElementById("schieber")];
  const [held, given] = [range(), now.querySelector("[data-round-slider]")];
  held.value = given.value;
  held.setAttribute("aria-valuetext", given.getAttribute("aria-valuetext"));
  const focused = document.activeElement?.closest("[data-round-step]");
  const at = focused ? [...old.querySelectorAll("ol, .rv-slider__go")].findIndex((part) => part.contains(focused)) : -1;
  const place = focused ? [...focused.closest("ol, .rv-slider__go").querySelectorAll("a, span.kern-btn")].indexOf(focused) : -1;
  for (const part of [".rv-slider__now", "ol", ".rv-slider__go"]) {
    old.querySelector(part).replaceWith(document.adoptNode(now.querySelector(part)));
  }
  old.dataset.round = now.dataset.round;
  if (at < 0) return;
  const again = [...nav().querySelectorAll("ol, .rv-slider__go")][at].querySelectorAll("a, span.kern-btn")[place];
  (again?.matches("a") ? again : range()).focus();
}

async function go(number) {
  wanted = number;
  let fresh;
  try {
    fresh = await page(number);
  } catch {
    location.assign(address(number));
    return;
  }
  if (wanted !== number) return;
  const pictures = document.querySelector(".rv-pictures");
  const given = fresh.querySelector(".rv-pictures");
  take(fresh);
  pictures.replaceChildren(...given.childNodes);
  // Links beside the slider hold the round, too.
  document.querySelector(".rv-choose")?.replaceWith(fresh.querySelector(".rv-choose"));
  history.replaceState(null, "", address(number));
  document.dispatchEvent(new CustomEvent("live:applied"));
  const said = nav().querySelector(".rv-slider__now").textContent.trim();
  const finding = pictures.querySelector(".ps-finding")?.textContent ?? "";
  document.getElementById("status").textContent = `${said}. ${finding}`;
  ahead(number);
}

/** The neighbours of a round, so that the next step is there at once. */
function ahead(number) {
  for (const next of [number + 1, number - 1]) {
    if (next >= 0 && next <= Number(range().max)) page(next).catch(() => pages.delete(next));
  }
}

function start() {
  range().hidden = false;
  range().addEventListener("input", () => go(Number(range().value)));
  nav().addEventListener("click", (event) => {
    const step = event.target.closest("a[data-round-step]");
    if (!step || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(Number(step.dataset.roundStep));
  });
  ahead(Number(nav().dataset.round));
}

if (nav()) start();
