import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { backoff, CONNECT_MS, DEAD_MS, Link, PING_MS } from "../../static/js/lib/link.js";

let now;
let sockets;
let fetches;
let said;
let link;

class FakeSocket {
  constructor(known) {
    this.known = known;
    this.readyState = 0;
    this.sent = [];
    sockets.push(this);
  }
  open() {
    this.readyState = 1;
    this.onopen();
  }
  receive(data) {
    this.onmessage({ data });
  }
  drop(code) {
    this.readyState = 3;
    this.onclose({ code });
  }
  send(text) {
    this.sent.push(text);
  }
  close() {
    this.readyState = 3;
  }
}

const last = () => sockets.at(-1);
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Ticks once a second for so many seconds. */
async function pass(seconds) {
  for (let second = 0; second < seconds; second += 1) {
    now += 1000;
    link.tick();
    await settled();
  }
}

function note(name) {
  return (value) => said.push([name, value]);
}

beforeEach(() => {
  now = 1_000_000;
  sockets = [];
  fetches = [];
  said = [];
  const env = {
    stamp: 5,
    answer: () => ({ stamp: 5, body: null }),
    now: () => now,
    random: () => 0.5,
    known: () => env.stamp,
    openSocket: (known) => new FakeSocket(known),
    fetchNewer: async (known) => {
      fetches.push(known);
      return env.answer();
    },
    onAnswer: note("answer"),
    onState: () => {},
    onForbidden: note("forbidden"),
    onMoved: note("moved"),
    onRestored: note("restored"),
  };
  link = new Link(env);
  link.tick();
});

test("a socket is opened at once and told what the page knows", () => {
  assert.equal(sockets.length, 1);
  assert.equal(last().known, 5);
  assert.equal(link.state(), "connecting");
  last().open();
  assert.equal(link.state(), "online");
});

test("answers are handed on, stamps and resync make the page ask", async () => {
  last().open();
  last().receive("6\n<p></p>");
  assert.deepEqual(said, [["answer", "6\n<p></p>"]]);
  last().receive("5");
  await settled();
  assert.deepEqual(fetches, []);
  last().receive("7");
  await settled();
  last().receive("resync");
  await settled();
  assert.deepEqual(fetches, [5, 5]);
});

test("a heartbeat says the stamp, and a socket that does not answer is given up", async () => {
  last().open();
  await pass(PING_MS / 1000);
  assert.deepEqual(last().sent, ["5"]);
  const silent = last();
  await pass(DEAD_MS / 1000 + 2);
  assert.equal(silent.readyState, 3);
  assert.equal(sockets.length, 2);
});

test("an answered heartbeat keeps the socket and needs no fetching", async () => {
  last().open();
  last().receive("5");
  for (let round = 0; round < 6; round += 1) {
    await pass(PING_MS / 1000);
    last().receive("5");
  }
  assert.equal(sockets.length, 1);
  assert.deepEqual(fetches, []);
});

test("a handshake that takes too long is given up", async () => {
  await pass(CONNECT_MS / 1000 + 1);
  assert.equal(sockets[0].readyState, 3);
  await pass(2);
  assert.equal(sockets.length, 2);
});

test("without sockets the page fetches every 10 to 15 seconds and is online", async () => {
  link.env.openSocket = () => {
    throw new Error("blocked");
  };
  last().drop(1006);
  await pass(60);
  assert.ok(fetches.length >= 4 && fetches.length <= 7, `${fetches.length} fetches`);
  assert.equal(link.state(), "online");
});

test("without anything the page is offline since the last word of the server", async () => {
  last().open();
  await pass(3);
  const heard = link.heardAt;
  link.env.fetchNewer = async () => {
    throw new TypeError("network");
  };
  last().drop(1006);
  await pass(5);
  assert.equal(link.state(), "offline");
  assert.equal(link.offlineSince, heard);
  last().open();
  assert.equal(link.state(), "online");
});

test("what could not be sent makes the page ask at once, whatever the socket looks like", async () => {
  last().open();
  last().receive("5");
  link.env.fetchNewer = async () => {
    throw new TypeError("network");
  };
  link.doubt();
  await settled();
  assert.equal(link.state(), "offline");
  assert.deepEqual(last().sent, ["5"]);
  last().receive("5");
  assert.equal(link.state(), "online");
});

test("a server that answers is online, though something else failed", async () => {
  last().open();
  link.doubt();
  await settled();
  assert.deepEqual(fetches, [5]);
  assert.equal(link.state(), "online");
});

for (const code of [1000, 1006, 4000, 4012, 4029]) {
  test(`after ${code} the socket comes back`, async () => {
    last().open();
    last().drop(code);
    await pass(25);
    assert.ok(sockets.length >= 2);
  });
}

test("without the right to look nothing is tried again", async () => {
  last().open();
  last().drop(4403);
  await pass(120);
  assert.equal(sockets.length, 1);
  assert.deepEqual(fetches, []);
  assert.deepEqual(said, [["forbidden", undefined]]);
});

test("a moved seat has the page loaded again", () => {
  last().open();
  last().drop(4003);
  assert.deepEqual(said, [["moved", undefined]]);
});

test("a 404 ends it as well, a 500 does not", async () => {
  last().drop(1006);
  link.env.fetchNewer = async () => {
    throw Object.assign(new Error("x"), { status: 500 });
  };
  await pass(1);
  assert.deepEqual(said, []);
  link.env.fetchNewer = async () => {
    throw Object.assign(new Error("x"), { status: 404 });
  };
  await pass(20);
  assert.deepEqual(said, [["forbidden", undefined]]);
});

test("after sleep the page asks at once, whatever the socket looks like", async () => {
  last().open();
  last().receive("5");
  now += 60_000;
  link.tick();
  await settled();
  assert.deepEqual(fetches, [5]);
  assert.deepEqual(last().sent, ["5"]);
});

test("a server with an older stamp has another database", async () => {
  link.env.answer = () => ({ stamp: 4, body: "4\n" });
  await link.poll();
  assert.deepEqual(said, [["restored", undefined]]);
});

test("what was fetched is handed on", async () => {
  link.env.answer = () => ({ stamp: 6, body: "6\n<p></p>" });
  await link.poll();
  assert.deepEqual(said, [["answer", "6\n<p></p>"]]);
});

test("much that was read is acknowledged before the next heartbeat", () => {
  last().open();
  last().receive(`6\n${"x".repeat(1_000_001)}`);
  assert.deepEqual(last().sent, ["5"]);
});

test("waiting grows with failures, is spread, and is longer after a flood", () => {
  const waits = [1, 2, 3, 4, 5, 9].map((failures) => backoff(1006, failures, 0.999));
  assert.deepEqual(waits, waits.toSorted((a, b) => a - b));
  assert.ok(waits.at(-1) <= 16_000);
  assert.ok(backoff(1006, 3, 0) < backoff(1006, 3, 0.9));
  assert.ok(backoff(4012, 9, 0.9) <= 2000);
  assert.ok(backoff(4029, 1, 0) >= 10_000);
});

test("a page without a socket asks every two seconds, also after a failure", async () => {
  sockets = [];
  link = new Link({ ...link.env, socketless: true });
  await pass(4);
  assert.equal(sockets.length, 0);
  assert.equal(fetches.length, 2);
  link.env.fetchNewer = () => (fetches.push("failed"), Promise.reject(new Error("no network")));
  await pass(4);
  assert.equal(fetches.length, 4);
});
