// Forms that save themselves and lose nothing: see docs/live.md for what the page has to bring.

import { watchCommands } from "./lib/commands.js";
import { asList, Fields, newRequestId, sameValues } from "./lib/fields.js";
import { askWhich, closeQuestion, showError } from "./lib/questions.js";
import { replaceElements } from "./lib/regions.js";
import { Saver } from "./lib/saver.js";
import { alarm, say } from "./lib/status.js";
import { clockTime, text } from "./lib/texts.js";
import { watchUnsaved } from "./lib/unsaved.js";

const TYPING_MS = 400;
const SEND_MS = 10_000;
const TELL_AFTER_FAILURES = 3;
const OUTCOMES = { 200: "saved", 400: "refused", 403: "denied", 404: "denied", 410: "denied", 422: "refused" };

class Guard {
  constructor(form) {
    this.form = form;
    this.fields = new Fields(form);
    this.url = form.dataset.url ?? form.action;
    this.afterSave = null;
    this.saver = new Saver(this.environment(), {
      round: form.dataset.round,
      revision: Number(form.dataset.revision ?? 0),
    });
    this.known = new Map(this.fields.names().map((name) => [name, this.fields.rendered(name)]));
    this.listen();
    this.takeOver();
    this.followOthers();
  }

  /** What was chosen before this script ran counts, and so does what an earlier page kept unsaved. */
  takeOver() {
    const early = [...this.known].filter(([name, rendered]) => !sameValues(this.fields.read(name), rendered));
    const names = new Set(early.map(([name]) => name));
    for (const [path, values] of this.saver.restore()) if (!names.has(path)) this.fields.write(path, values);
    for (const name of names) this.saver.change(name, this.fields.read(name), 0);
    if (names.size) this.showSaveState(text("saving"));
  }

  environment() {
    const key = `planspiel:draft:${this.url}`;
    return {
      send: (request) => this.send(request),
      later: (ms, act) => setTimeout(act, ms),
      cancel: (timer) => clearTimeout(timer),
      newId: newRequestId,
      load: () => JSON.parse(sessionStorage.getItem(key) ?? "null"),
      store: (data) => (data ? sessionStorage.setItem(key, JSON.stringify(data)) : sessionStorage.removeItem(key)),
      on: (event, detail) => this[event](detail),
    };
  }

  listen() {
    this.form.addEventListener("input", (event) => this.onInput(event, TYPING_MS));
    this.form.addEventListener("change", (event) => this.onInput(event, 0));
    this.form.addEventListener("submit", (event) => (event.preventDefault(), this.saver.flush()));
    for (const button of this.form.querySelectorAll("[data-no-script-only]")) button.hidden = true;
    document.addEventListener("live:applied", () => this.followOthers());
    document.addEventListener("live:online", () => this.saver.flush());
    addEventListener("online", () => this.saver.flush());
    document.addEventListener("visibilitychange", () => document.hidden && this.saver.flush());
    watchUnsaved(() => !this.saver.isClean());
  }

  onInput(event, wait) {
    const { name, type } = event.target;
    if (!this.known.has(name)) return;
    // "change" after typing only says what "input" said before; then it just hurries.
    const typed = !["radio", "checkbox", "select-one", "select-multiple"].includes(type);
    const values = this.fields.read(name);
    if (!typed && event.type === "input") return;
    if (typed && event.type === "change" && !this.saver.open.has(name)) return;
    if (sameValues(values, this.known.get(name)) && !this.saver.isTouched(name)) return;
    showError(this.fields.block(name), "");
    closeQuestion(this.fields.block(name));
    this.saver.change(name, values, wait);
    this.showSaveState(text("saving"));
  }

  async send(request) {
    try {
      const response = await fetch(this.url, {
        method: "POST",
        credentials: "same-origin",
        keepalive: document.hidden,
        headers: { Accept: "application/json", "X-CSRFToken": this.csrf() },
        body: this.encode(request),
        signal: AbortSignal.timeout?.(SEND_MS),
      });
      return await this.outcome(response);
    } catch {
      return { kind: "retry" };
    }
  }

  encode({ round, revision, id, changes }) {
    const body = new URLSearchParams({ round, revision, request_id: id });
    for (const [path, values] of changes) for (const value of values) body.append(path, value);
    return body;
  }

  async outcome(response) {
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    const data = isJson ? await response.json() : {};
    if (response.status === 409) return { kind: data.conflicts ? "conflict" : "over", data };
    // A page where JSON should be: a redirect to a login, a proxy. The input must not count as saved.
    const kind = response.status === 200 && !isJson ? "denied" : OUTCOMES[response.status];
    return { kind: kind ?? "retry", data };
  }

  csrf() {
    return this.form.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? document.body.dataset.csrf ?? "";
  }

  // --- what the saver reports -------------------------------------------------------------------

  saving() {
    // While nothing gets through it stays said that everything is kept here.
    if (!this.saver.failures) this.showSaveState(text("saving"));
  }

  saved({ revision, saved_text: words, values, changes, html, late, clean }) {
    for (const [path, sent] of changes) this.known.set(path, sent);
    for (const [path, value] of values) this.tidy(path, asList(value));
    this.showRevision(revision);
    if (html) replaceElements(html);
    // Something changed meanwhile is still on its way: then it is not all saved yet.
    this.showSaveState(this.saver.open.size ? text("saving") : (words ?? text("saved", { time: clockTime() })));
    if (clean) {
      say(late ? lateWords(late) : words);
      document.dispatchEvent(new CustomEvent("guard:saved"));
      this.finishSaving();
    }
    document.dispatchEvent(new CustomEvent("live:applied", { detail: { stamp: null, changed: [] } }));
  }

  kept({ failures }) {
    this.showSaveState(text("kept"));
    document.dispatchEvent(new CustomEvent("guard:kept"));
    if (failures === TELL_AFTER_FAILURES) say(navigator.onLine ? text("failed") : text("kept"));
  }

  conflict(asked) {
    for (const [path, question] of asked) this.ask(path, question);
    this.showSaveState("");
    this.afterSave = null;
  }

  refused({ errors, values, message, changes }) {
    for (const path of changes.keys()) {
      if (this.saver.isTouched(path)) continue;
      const value = values && path in values ? asList(values[path]) : this.known.get(path);
      this.take(path, value);
    }
    for (const [path, messages] of Object.entries(errors)) {
      showError(this.fields.block(path), [].concat(messages).join(" "));
    }
    this.showSaveState(message ?? "", "error");
    say(message ?? Object.values(errors).flat()[0]);
    document.dispatchEvent(new CustomEvent("guard:refused"));
    this.afterSave = null;
  }

  over({ message }) {
    this.stop(message);
    document.dispatchEvent(new CustomEvent("guard:ask"));
  }

  denied({ message }) {
    this.stop(message ?? text("forbidden"));
  }

  stop(message) {
    this.afterSave = null;
    this.lock(true);
    this.showSaveState(message, "error");
    alarm(message);
  }

  // --- others of the team -----------------------------------------------------------------------

  /** The draft as it stands on the server comes with the live region r-draft. */
  followOthers() {
    const draft = document.getElementById("r-draft");
    if (!draft || draft.dataset.round !== this.form.dataset.round) return;
    const closed = draft.dataset.submitted === "1";
    if (!this.saver.frozen) this.lock(closed);
    if (closed) this.dropQuestions();
    const revision = Number(draft.dataset.revision ?? 0);
    if (revision < this.saver.revision) return;
    const entries = Object.entries(JSON.parse(draft.dataset.fields ?? "{}"));
    for (const [path, entry] of entries) this.followField(path, entry, revision);
    if (this.saver.isClean() && revision > this.saver.revision) this.showSaveState(draft.dataset.saved);
    // With something still open the lower revision stays, so that the server can tell of conflicts.
    if (this.saver.isClean()) this.showRevision((this.saver.revision = revision));
  }

  /** Nothing can be changed any more: what the others saved stands, and no question holds the page. */
  dropQuestions() {
    if (!this.saver.questions.size) return;
    for (const [path, question] of [...this.saver.questions]) {
      closeQuestion(this.fields.block(path));
      this.saver.forget(path);
      this.take(path, asList(question.theirs.value));
    }
    document.dispatchEvent(new CustomEvent("guard:saved"));
  }

  followField(path, entry, revision) {
    if (!this.known.has(path) || this.saver.isTouched(path)) return;
    const theirs = asList(entry.value);
    if (sameValues(theirs, this.known.get(path))) return;
    if (!this.fields.hasFocus(path) || sameValues(theirs, this.fields.read(path))) {
      this.take(path, theirs);
      return;
    }
    const mine = { value: this.fields.read(path) };
    this.saver.revision = Math.max(this.saver.revision, revision);
    const question = { path, label: this.fields.label(path), by: entry.by, mine, theirs: entry };
    this.saver.ask(path, question);
    this.ask(path, question);
  }

  ask(path, question) {
    const named = { ...question, label: question.label ?? this.fields.label(path) };
    askWhich(this.fields.block(path), named, (which) => this.answer(path, question, which));
    say(text("conflict", { name: question.by || text("somebody"), field: named.label }));
  }

  answer(path, question, which) {
    const block = this.fields.block(path);
    closeQuestion(block);
    this.known.set(path, asList(question.theirs.value));
    if (which === "mine") {
      this.saver.change(path, this.fields.read(path), 0);
    } else {
      this.saver.forget(path);
      this.take(path, asList(question.theirs.value));
      document.dispatchEvent(new CustomEvent("guard:saved"));
    }
    this.fields.controls(path).find((control) => control.checked ?? true)?.focus();
  }

  // --- the page ---------------------------------------------------------------------------------

  /** Shows a value as the server writes it ("" is 0), but never under somebody's cursor. */
  tidy(path, values) {
    const control = this.fields.typingIn(path);
    if (!control) {
      this.take(path, values);
      return;
    }
    this.known.set(path, values);
    const onceLeft = () => this.saver.isTouched(path) || this.fields.write(path, this.known.get(path));
    control.addEventListener("blur", onceLeft, { once: true });
  }

  take(path, values) {
    this.known.set(path, values);
    this.fields.write(path, values);
  }

  showRevision(revision) {
    this.form.dataset.revision = revision;
    const input = this.form.querySelector("input[name=revision]");
    if (input) input.value = revision;
  }

  /** `state`: "error" where nothing was saved, else "". */
  showSaveState(words, state = "") {
    const tag = document.querySelector(`[data-save-state="${CSS.escape(this.form.id)}"]`);
    if (!tag) return;
    tag.dataset.state = state;
    if (tag.textContent !== words) tag.textContent = words;
  }

  lock(locked) {
    for (const part of this.form.querySelectorAll("fieldset[data-lock]")) part.disabled = locked;
  }

  /** Calls `then` once everything is with the server; not at all where a question comes up. */
  saveThen(then) {
    if (this.saver.questions.size) {
      say(text("openQuestion"));
      this.form.querySelector("[data-conflict]:not([hidden]) button")?.focus();
      return;
    }
    this.afterSave = then;
    this.saver.flush();
  }

  finishSaving() {
    const then = this.afterSave;
    this.afterSave = null;
    then?.();
  }
}

function lateWords(count) {
  return count === 1 ? text("oneCaughtUp") : text("caughtUp", { count });
}

const guards = new Map();
for (const form of document.querySelectorAll("form[data-autosave]")) guards.set(form.id, new Guard(form));
watchCommands(guards);
