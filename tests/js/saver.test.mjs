import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { retryWait, Saver } from "../../static/js/lib/saver.js";

let sent;
let timers;
let stored;
let events;
let answers;
let saver;

const settled = () => new Promise((resolve) => setImmediate(resolve));

function environment() {
  let ids = 0;
  return {
    send: async (request) => {
      sent.push(request);
      return answers.shift() ?? { kind: "saved", data: { revision: request.revision + 1 } };
    },
    later: (wait, act) => timers.push({ wait, act }),
    cancel: (id) => (timers[id - 1] = null),
    newId: () => `id ${(ids += 1)}`,
    load: () => JSON.parse(stored),
    store: (data) => (stored = JSON.stringify(data)),
    on: (name, detail) => events.push([name, detail]),
  };
}

const waits = () => timers.filter(Boolean).map(({ wait }) => wait);
const names = () => events.map(([name]) => name);

/** Lets all timers run, also those that come meanwhile. */
async function runTimers() {
  while (timers.some(Boolean)) {
    const due = timers.map((timer, place) => timer && place).filter((place) => place !== null);
    for (const place of due) {
      const { act } = timers[place];
      timers[place] = null;
      act();
      await settled();
    }
  }
}

beforeEach(() => {
  sent = [];
  timers = [];
  stored = "null";
  events = [];
  answers = [];
  saver = new Saver(environment(), { round: "2", revision: 7 });
});

test("changes are sent together, with round, revision and a name of their own", async () => {
  saver.change("levels.kita", ["halten"], 400);
  saver.change("levels.kita", ["sparen"], 400);
  saver.change("greenfield", ["12"], 0);
  assert.deepEqual(waits(), [0]);
  await runTimers();
  assert.equal(sent.length, 1);
  const { changes, ...request } = sent[0];
  assert.deepEqual(request, { round: "2", id: "id 1", revision: 7 });
  assert.deepEqual([...changes], [["levels.kita", ["sparen"]], ["greenfield", ["12"]]]);
  assert.deepEqual(names(), ["saving", "saved"]);
  assert.ok(saver.isClean());
  assert.equal(saver.revision, 8);
  assert.equal(stored, "null");
});

test("what changes while a request is on its way goes with the next one", async () => {
  saver.change("a", ["1"], 0);
  const run = runTimers();
  saver.change("a", ["2"], 0);
  await run;
  assert.deepEqual(sent.map(({ changes, revision }) => [changes.get("a")[0], revision]), [["1", 7], ["2", 8]]);
});

test("without an answer the same request is sent again, more and more slowly", async () => {
  answers = [{ kind: "retry" }, { kind: "retry" }, { kind: "retry" }];
  saver.change("a", ["1"], 0);
  const seen = [];
  while (timers.some(Boolean)) {
    seen.push(...waits());
    const { act } = timers.find(Boolean);
    timers = [];
    act();
    await settled();
  }
  assert.deepEqual(seen, [0, 500, 1000, 2000]);
  assert.deepEqual(sent.map(({ id }) => id), ["id 1", "id 1", "id 1", "id 1"]);
  assert.equal(events.at(-1)[1].late, 1);
  assert.deepEqual([4, 5, 6, 7, 50].map(retryWait), [4000, 8000, 10_000, 10_000, 10_000]);
});

test("a page loaded anew goes on with what had no receipt, under the same name", async () => {
  answers = [{ kind: "retry" }];
  saver.change("a", ["1"], 0);
  timers[0].act();
  await settled();
  saver.change("b", ["2"], 400);

  timers = [];
  const next = new Saver(environment(), { round: "2", revision: 9 });
  assert.deepEqual([...next.restore()], [["a", ["1"]], ["b", ["2"]]]);
  assert.ok(!next.isClean());
  await runTimers();
  assert.deepEqual(sent.slice(1).map(({ id, revision }) => [id, revision]), [["id 1", 7], ["id 1", 9]]);
  assert.ok(next.isClean());
});

test("what belongs to another round is not taken up", () => {
  saver.change("a", ["1"], 0);
  const next = new Saver(environment(), { round: "3", revision: 0 });
  assert.equal(next.restore().size, 0);
});

test("a conflict asks about its field and sends the others again", async () => {
  const question = { path: "a", mine: { value: "1" }, theirs: { value: "2" }, by: "Tobias" };
  answers = [{ kind: "conflict", data: { revision: 9, conflicts: [question] } }];
  saver.change("a", ["1"], 0);
  saver.change("b", ["3"], 0);
  await runTimers();
  assert.deepEqual([...sent[1].changes], [["b", ["3"]]]);
  assert.equal(sent[1].revision, 9);
  assert.notEqual(sent[1].id, sent[0].id);
  assert.ok(saver.isTouched("a"));
  assert.ok(!saver.isClean());

  saver.change("a", ["1"], 0);
  await runTimers();
  assert.deepEqual([...sent[2].changes], [["a", ["1"]]]);
  assert.ok(saver.isClean());
});

test("whoever takes the others' version has nothing open any more", async () => {
  answers = [{ kind: "conflict", data: { revision: 9, conflicts: [{ path: "a" }] } }];
  saver.change("a", ["1"], 0);
  await runTimers();
  saver.forget("a");
  assert.ok(saver.isClean());
  assert.equal(sent.length, 1);
});

test("a refused field is not sent again, the others are", async () => {
  answers = [{ kind: "refused", data: { errors: { a: ["zu viel"] } } }];
  saver.change("a", ["999"], 0);
  saver.change("b", ["3"], 0);
  await runTimers();
  assert.deepEqual(sent.map(({ changes }) => [...changes.keys()]), [["a", "b"], ["b"]]);
  assert.ok(saver.isClean());
});

test("a refusal that names no field is not sent again at all", async () => {
  answers = [{ kind: "refused", data: {} }];
  saver.change("a", ["999"], 0);
  await runTimers();
  assert.equal(sent.length, 1);
  assert.ok(saver.isClean());
});

for (const kind of ["over", "denied"]) {
  test(`after ${kind} nothing is sent any more and nothing kept`, async () => {
    answers = [{ kind, data: { message: "Runde 2 ist schon geschlossen." } }];
    saver.change("a", ["1"], 0);
    await runTimers();
    saver.change("b", ["2"], 0);
    saver.flush();
    await runTimers();
    assert.equal(sent.length, 1);
    assert.equal(stored, "null");
    assert.deepEqual(events.at(-1), [kind, { message: "Runde 2 ist schon geschlossen." }]);
  });
}

test("the server's values count only for fields not changed again meanwhile", async () => {
  answers = [{ kind: "saved", data: { revision: 8, values: { a: "12", b: "3", c: "9" } } }];
  saver.change("a", ["012"], 0);
  saver.change("b", ["3"], 0);
  timers.find(Boolean).act();
  saver.change("b", ["4"], 400);
  await settled();
  const { values } = events.find(([name]) => name === "saved")[1];
  assert.deepEqual([...values], [["a", "12"]]);
});
