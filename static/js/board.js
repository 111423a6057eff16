// Consequence lines stand inside the form, where live updates never reach. The region r-effects brings
// them as they are on the server; only the words change, never a control.

function takeOver() {
  for (const line of document.querySelectorAll(".ps-fx[data-stale]")) delete line.dataset.stale;
  for (const incoming of document.querySelectorAll("#r-effects [data-for]")) {
    const line = document.getElementById(incoming.dataset.for);
    if (!line || line.innerHTML === incoming.innerHTML) continue;
    line.replaceChildren(...incoming.cloneNode(true).childNodes);
  }
}

/** Until the server has answered, a card's line still speaks of the choice before. */
function markStale(event) {
  const line = event.target.closest("#decision [data-field]")?.querySelector(".ps-fx");
  if (line) line.dataset.stale = "";
}

/** From the first saved change on there is a draft, whoever of the team made it. */
function markSaved() {
  if (document.getElementById("r-draft")?.dataset.saved) document.querySelector(".ps-savetag")?.classList.remove("is-none");
}

document.addEventListener("input", markStale);
document.addEventListener("guard:refused", takeOver);
document.addEventListener("live:applied", takeOver);
document.addEventListener("live:applied", markSaved);
document.addEventListener("guard:saved", markSaved);
takeOver();
