// The facilitator's messages: what comes in while the page is in view counts as read.

let telling = false;

async function tell() {
  const unread = Number(document.getElementById("r-messages").dataset.unread);
  if (!unread || document.hidden || telling) return;
  telling = true;
  const headers = { "X-CSRFToken": document.body.dataset.csrf ?? "" };
  try {
    await fetch(document.body.dataset.read, { method: "POST", headers, credentials: "same-origin" });
  } catch {
    // A lost one leaves the number in the cockpit until the next message or visit.
  } finally {
    telling = false;
  }
}

document.addEventListener("live:applied", tell);
document.addEventListener("visibilitychange", tell);
tell();
