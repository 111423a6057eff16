// Brings changes of one form to the server: one request at a time, again until there is a receipt.
// Knows no page: sending, time and storage are handed in.

const RETRY_MS = [500, 1000, 2000, 4000, 8000, 10_000];

/** Milliseconds before attempt number `failures` + 1. */
export function retryWait(failures) {
  return RETRY_MS[Math.min(failures, RETRY_MS.length) - 1];
}

export class Saver {
  /**
   * env: {send(request) -> Promise<outcome>, later(ms, fn) -> id, cancel(id), newId(), load(), store(data),
   *       on(event, detail)}
   * outcome: {kind: "saved"|"conflict"|"refused"|"over"|"denied"|"retry", data}
   * events: saving, saved, kept, conflict, refused, over, denied
   */
  constructor(env, { round, revision }) {
    this.env = env;
    this.round = round;
    this.revision = revision;
    this.open = new Map();
    this.request = null;
    this.questions = new Map();
    this.failures = 0;
    this.late = 0;
    this.frozen = false;
    this.timer = null;
    this.busy = false;
  }

  /** Take up what an earlier page could not deliver; returns the fields and values concerned. */
  restore() {
    const kept = this.env.load();
    if (!kept || kept.round !== this.round) return new Map();
    this.request = kept.request && { ...kept.request, changes: new Map(kept.request.changes) };
    this.open = new Map(kept.open);
    const all = new Map([...(this.request?.changes ?? []), ...this.open]);
    if (all.size) this.schedule(0);
    return all;
  }

  /** Nothing open, nothing on its way, nothing asked. */
  isClean() {
    return !this.open.size && !this.request && !this.questions.size;
  }

  isTouched(path) {
    return this.open.has(path) || Boolean(this.request?.changes.has(path)) || this.questions.has(path);
  }

  change(path, values, wait) {
    if (this.frozen) return;
    this.questions.delete(path);
    this.open.set(path, values);
    this.keep();
    this.schedule(wait);
  }

  /** Send now what is open; also the next attempt of what waits. */
  flush() {
    if (this.open.size || this.request) this.schedule(0);
  }

  /** Nobody asks for this field any more: its value is the server's again. */
  forget(path) {
    this.questions.delete(path);
    this.open.delete(path);
    this.keep();
  }

  ask(path, question) {
    this.open.delete(path);
    this.questions.set(path, question);
    this.keep();
  }

  schedule(wait) {
    if (this.frozen) return;
    if (this.timer !== null) this.env.cancel(this.timer);
    this.timer = this.env.later(wait, () => {
      this.timer = null;
      this.next();
    });
  }

  async next() {
    if (this.busy || this.frozen) return;
    if (!this.request) {
      if (!this.open.size) return;
      this.request = { id: this.env.newId(), revision: this.revision, changes: this.open };
      this.open = new Map();
      this.keep();
    }
    this.busy = true;
    this.env.on("saving");
    const outcome = await this.env.send({ round: this.round, ...this.request });
    this.busy = false;
    this[outcome.kind](outcome.data);
    if (this.request) return;
    this.keep();
    if (this.open.size) this.schedule(0);
  }

  saved(data) {
    const { changes } = this.request;
    this.done(data.revision);
    const values = new Map(
      Object.entries(data.values ?? {}).filter(([path]) => changes.has(path) && !this.isTouched(path)),
    );
    // What was chosen while this request could not get through has waited just as long.
    if (this.failures) this.late += new Set([...changes.keys(), ...this.open.keys()]).size;
    this.failures = 0;
    this.keep();
    this.env.on("saved", { ...data, values, changes, late: this.late, clean: this.isClean() });
    if (this.isClean()) this.late = 0;
  }

  conflict(data) {
    const asked = new Map(data.conflicts.map((each) => [each.path, each]));
    this.putBack((path) => !asked.has(path));
    this.done(data.revision);
    for (const [path, question] of asked) {
      // Whoever has chosen anew meanwhile is asked about that choice.
      this.ask(path, question);
    }
    this.env.on("conflict", asked);
  }

  refused(data) {
    const errors = data.errors ?? {};
    const known = [...this.request.changes.keys()].some((path) => path in errors);
    const { changes } = this.request;
    if (known) this.putBack((path) => !(path in errors));
    this.done(data.revision ?? this.revision);
    this.env.on("refused", { ...data, errors, changes });
  }

  over(data) {
    this.freeze("over", data);
  }

  denied(data) {
    this.freeze("denied", data);
  }

  retry() {
    this.failures += 1;
    this.env.on("kept", { failures: this.failures });
    this.schedule(retryWait(this.failures));
  }

  freeze(event, data) {
    this.frozen = true;
    this.done(this.revision);
    this.open.clear();
    this.keep();
    this.env.on(event, data);
  }

  putBack(wanted) {
    for (const [path, values] of this.request.changes) {
      if (wanted(path) && !this.open.has(path)) this.open.set(path, values);
    }
  }

  done(revision) {
    this.request = null;
    this.revision = Math.max(this.revision, revision);
  }

  keep() {
    const clean = !this.open.size && !this.request;
    const request = this.request && { ...this.request, changes: [...this.request.changes] };
    this.env.store(clean ? null : { round: this.round, request, open: [...this.open] });
  }
}
