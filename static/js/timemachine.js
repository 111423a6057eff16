// The time machine without reloading: its links, slider and arrow keys change what stands on the page.
// Without this every step is a link that opens a page.

const SAME = "#zm-back, #zm-on, #zm-slider";
const pages = new Map();
let running = Promise.resolve();
let waiting = 0;

const here = () => document.getElementById("zm-page");
const stops = () => [...document.querySelectorAll("#zm-rounds a")];

/** The page of an address, as a document; each is asked for once. */
async function page(address) {
  if (!pages.has(address)) {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(String(answer.status));
    pages.set(address, await answer.text());
  }
  return new DOMParser().parseFromString(pages.get(address), "text/html");
}

/** Where the focus is, in words that hold for the next page as well. */
function focused() {
  const element = document.activeElement;
  if (!element || !here().contains(element)) return null;
  const list = element.closest("nav, ol, ul");
  return { id: element.matches(SAME) ? element.id : "", list: list?.className ?? "", text: element.textContent };
}

function focusAgain(place) {
  if (!place) return;
  const named = place.id && document.getElementById(place.id);
  const links = place.list ? [...document.getElementsByClassName(place.list)[0]?.querySelectorAll("a") ?? []] : [];
  const same = links.find((link) => link.textContent === place.text) ?? links.find((link) => link.ariaCurrent);
  (named || same || document.getElementById("zm-slider"))?.focus();
}

/** Go to an address of this page; where that fails, as a link would. */
async function go(address, { push = true } = {}) {
  let fresh;
  try {
    fresh = await page(address);
  } catch {
    location.assign(address);
    return;
  }
  const place = focused();
  here().replaceWith(document.adoptNode(fresh.getElementById("zm-page")));
  document.title = fresh.title;
  if (push) history.pushState(null, "", address);
  begin();
  focusAgain(place);
  document.getElementById("status").textContent = document.getElementById("zm-stand").textContent.trim();
}

/** One step after the other: the next one begins where the one before has led. */
function then(address) {
  waiting += 1;
  running = running.then(async () => {
    const found = address();
    if (found) await go(found);
    waiting -= 1;
  });
}

/** Says where the slider stands, for eye and ear. */
function tell(slider) {
  const stop = stops()[Number(slider.value)];
  slider.setAttribute("aria-valuetext", stop.textContent);
  for (const each of stops()) each.classList.toggle("is-aimed", each === stop);
}

/** What a fresh page needs; its neighbours are fetched, so that the next step is there at once. */
function begin() {
  const slider = document.getElementById("zm-slider");
  if (stops().length > 1) {
    slider.closest(".zm-slide").hidden = false;
    tell(slider);
  }
  for (const link of document.querySelectorAll("#zm-back, #zm-on")) {
    page(link.href).catch(() => pages.delete(link.href));
  }
}

/** Whether an arrow key belongs to what has the focus. */
function takesArrows(element) {
  return element.closest("input, select, textarea, [contenteditable], [role=region]") !== null;
}

function follow(event) {
  const link = event.target.closest("#zm-page a[href^='?']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  then(() => link.href);
}

function step(event) {
  const id = { ArrowLeft: "zm-back", ArrowRight: "zm-on" }[event.key];
  const held = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  if (!id || held || takesArrows(event.target)) return;
  event.preventDefault();
  // A key that is held down goes as fast as the pages come, and stops when it is let go.
  if (event.repeat && waiting) return;
  then(() => document.getElementById(id)?.href);
}

document.addEventListener("click", follow);
document.addEventListener("keydown", step);
document.addEventListener("input", (event) => event.target.id === "zm-slider" && tell(event.target));
document.addEventListener("change", (event) => {
  if (event.target.id === "zm-slider") then(() => stops()[Number(event.target.value)].href);
});
window.addEventListener("popstate", () => go(location.href, { push: false }));
begin();
