// The table "would leaving have paid?": asks again until every municipality has been reckoned.

const AGAIN_MS = 3_000;

function table() {
  return document.getElementById("aussteigen");
}

async function next() {
  let came = false;
  try {
    const answer = await fetch(location.href, { credentials: "same-origin", redirect: "error" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = answer.ok && page.getElementById("aussteigen");
    // Whoever is in the table at this moment is not thrown out of it.
    came = Boolean(fresh) && !table().contains(document.activeElement);
    if (came) table().replaceWith(document.adoptNode(fresh));
  } catch {
    // The server may be starting anew; what was reckoned is asked for again.
  }
  if ("missing" in table().dataset) setTimeout(next, came ? 0 : AGAIN_MS);
}

next();
