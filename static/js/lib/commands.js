// Ordinary forms that give a command: sent once, and after what belongs to them has been saved.

import { newRequestId } from "./fields.js";

const SENT_AGAIN_MS = 8_000;

/** Look after all commands of the page; `guards` maps form ids to their guards. */
export function watchCommands(guards) {
  freshIds();
  addEventListener("pageshow", (event) => event.persisted && freshIds());
  document.addEventListener("submit", (event) => onSubmit(event, guards));
}

function freshIds() {
  for (const input of document.querySelectorAll("form:not([data-autosave]) input[name=request_id]")) {
    input.value = newRequestId();
    delete input.form.dataset.sending;
  }
}

function onSubmit(event, guards) {
  const form = event.target;
  if (form.matches("[data-autosave]") || form.method !== "post") return;
  const guard = guards.get(form.dataset.afterSave);
  if (guard && !guard.saver.isClean()) {
    event.preventDefault();
    guard.saveThen(() => form.requestSubmit(event.submitter ?? undefined));
    return;
  }
  if (guard) takeRevision(form, guard.saver.revision);
  sendOnce(event, form);
}

function takeRevision(form, revision) {
  const input = form.querySelector("input[name=revision]");
  if (input) input.value = revision;
}

function sendOnce(event, form) {
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "1";
  // If nothing came of it the person must be able to try again; the request id keeps it one command.
  setTimeout(() => delete form.dataset.sending, SENT_AGAIN_MS);
}
