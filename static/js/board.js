// Consequence lines stand inside the form, where live updates never reach. The region r-effects brings
// them as they are on the server; only the words change, never a control.

function takeOver() {
  for (const incoming of document.querySelectorAll("#r-effects [data-for]")) {
    const line = document.getElementById(incoming.dataset.for);
    if (!line || line.innerHTML === incoming.innerHTML) continue;
    line.replaceChildren(...incoming.cloneNode(true).childNodes);
  }
}

/** From the first saved change on there is a draft, whoever of the team made it. */
function markSaved() {
  if (document.getElementById("r-draft")?.dataset.saved) document.querySelector(".ps-savetag")?.classList.remove("is-none");
}

document.addEventListener("live:applied", takeOver);
document.addEventListener("live:applied", markSaved);
document.addEventListener("guard:saved", markSaved);
takeOver();
