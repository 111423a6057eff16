// Conversations: a message is sent without leaving the page, and nothing typed is lost.

import { newRequestId } from "./lib/fields.js";
import { keyOf } from "./lib/kept.js";
import { replaceElements } from "./lib/regions.js";
import { say } from "./lib/status.js";
import { fill } from "./lib/texts.js";
import { watchUnsaved } from "./lib/unsaved.js";

const SEND_MS = 10_000;
const AGAIN_MS = 5_000;
const NEAR_END_PX = 80;
const words = document.getElementById("talk-texts")?.dataset ?? {};

/** The form under a conversation. What is typed stays on this device until the server has it. */
class Writer {
  constructor(form) {
    this.form = form;
    this.area = form.elements.text;
    this.limit = Number(this.area.dataset.limit);
    this.key = keyOf(document.body.dataset.seat, form.getAttribute("action"), form.elements.to.value);
    this.pending = null;
    this.restore();
    form.addEventListener("input", () => this.onInput());
    form.addEventListener("submit", (event) => (event.preventDefault(), this.submit()));
    this.area.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
    document.addEventListener("live:online", () => this.pending && this.send());
    watchUnsaved(() => this.pending !== null);
    this.count();
  }

  restore() {
    const kept = JSON.parse(localStorage.getItem(this.key) ?? "null");
    if (!kept) return this.form.elements.request_id.value = newRequestId();
    if (!this.area.value) this.area.value = kept.text;
    // The same id as before the reload: had it arrived after all, it counts once.
    this.form.elements.request_id.value = kept.id;
    const promise = this.form.querySelector(`[name=promise][value="${CSS.escape(kept.promise)}"]`);
    if (promise) promise.checked = true;
    if (kept.promise) this.form.querySelector("details").open = true;
    if (kept.sending) this.submit();
  }

  keep(sending) {
    const { text, request_id: id, promise } = this.form.elements;
    const data = { text: text.value, id: id.value, promise: promise?.value ?? "", sending };
    if (data.text || data.promise) localStorage.setItem(this.key, JSON.stringify(data));
    else localStorage.removeItem(this.key);
  }

  onInput() {
    // Another text is another message.
    if (!this.pending) this.form.elements.request_id.value = newRequestId();
    this.keep(false);
    this.showError("");
    this.count();
  }

  count() {
    const left = this.limit - [...this.area.value.trim()].length;
    const place = document.getElementById("text-grenze");
    const sentence = left < 0 ? words.over : words.count;
    place.textContent = fill(sentence, { left, over: -left, limit: this.limit });
    place.classList.toggle("is-over", left < 0);
  }

  submit() {
    if (this.pending) return;
    this.keep(true);
    this.pending = new URLSearchParams(new FormData(this.form));
    this.send();
  }

  async send() {
    const body = this.pending;
    this.state(words.sending);
    clearTimeout(this.timer);
    try {
      const response = await fetch(this.form.action, {
        method: "POST",
        credentials: "same-origin",
        redirect: "error",
        headers: { Accept: "application/json", "X-CSRFToken": document.body.dataset.csrf ?? "" },
        body,
        signal: AbortSignal.timeout?.(SEND_MS),
      });
      if (response.status >= 500) throw new Error("server");
      const data = await response.json();
      if (this.pending === body) this.answered(response.ok, data, body);
    } catch {
      this.state(words.kept);
      document.dispatchEvent(new CustomEvent("guard:kept"));
      this.timer = setTimeout(() => this.pending === body && this.send(), AGAIN_MS);
    }
  }

  answered(ok, data, sent) {
    this.pending = null;
    if (!ok) {
      this.state("");
      this.keep(false);
      this.showError(data.message ?? words.failed);
      this.area.focus();
      return;
    }
    if (this.area.value === sent.get("text")) this.clear();
    this.form.elements.request_id.value = newRequestId();
    this.keep(false);
    if (data.html) replaceElements(data.html);
    this.state(data.message);
    say(data.message);
    document.dispatchEvent(new CustomEvent("live:applied", { detail: { stamp: null, changed: [] } }));
    toEnd();
  }

  clear() {
    this.area.value = "";
    const none = this.form.querySelector('[name=promise][value=""]');
    if (none) none.checked = true;
    this.count();
  }

  state(sentence) {
    this.form.querySelector("[data-talk-state]").textContent = sentence ?? "";
  }

  showError(sentence) {
    const place = this.form.querySelector("[data-error]");
    place.textContent = sentence;
    place.hidden = !sentence;
    this.area.toggleAttribute("aria-invalid", Boolean(sentence));
    if (sentence) {
      this.area.setAttribute("aria-invalid", "true");
      say(sentence);
    }
  }
}

/** Keeps the end of the conversation in view, and says that it was read. */
class Reader {
  constructor(thread, form) {
    this.thread = thread;
    this.form = form;
    this.told = 0;
    this.newest = Number(thread.dataset.newest);
    toEnd();
    document.addEventListener("live:applied", () => this.follow());
    document.addEventListener("visibilitychange", () => this.tell());
    document.addEventListener("scroll", () => (this.atEnd = this.isAtEnd()), true);
    this.atEnd = true;
    this.tell();
    this.mark();
  }

  get box() {
    return this.thread.querySelector(".tk-box");
  }

  isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.box;
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  }

  follow() {
    const newest = Number(this.thread.dataset.newest);
    this.mark();
    if (newest === this.newest) return;
    this.newest = newest;
    const last = this.thread.querySelector(".tk-line:last-child");
    if (last && !last.classList.contains("is-own")) {
      say(fill(words.news, { author: last.querySelector("b").textContent }));
    }
    if (this.atEnd) toEnd();
    this.tell();
  }

  /** The list is a live region and does not know which conversation this page shows. */
  mark() {
    for (const link of document.querySelectorAll("[data-talk-link]")) {
      if (link.dataset.talkLink === this.thread.dataset.thread) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  async tell() {
    const unread = document.querySelector(`[data-talk-link="${CSS.escape(this.thread.dataset.thread)}"] .ps-badge`);
    const seen = !document.hidden && this.thread.offsetParent !== null;
    if (!unread || !seen || this.told >= this.newest) return;
    this.told = this.newest;
    const body = new URLSearchParams({ to: this.thread.dataset.thread, number: this.newest });
    const headers = { "X-CSRFToken": document.body.dataset.csrf ?? "" };
    // A lost one leaves a number in the list until the next visit.
    fetch(this.form.dataset.read, { method: "POST", headers, body, credentials: "same-origin" }).catch(() => {
      this.told = 0;
    });
  }
}

function toEnd() {
  const box = document.querySelector(".tk-box:not(.tk-box--past)");
  if (box) box.scrollTop = box.scrollHeight;
}

const form = document.querySelector("form[data-talk-form]");
const thread = document.querySelector(".tk-thread[data-thread]");
if (form) new Writer(form);
if (form && thread) new Reader(thread, form);
