import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { scaled } from "../../static/js/charts.js";
import { clockFace, passed, toneOf } from "../../static/js/countdown.js";
import { forget, observe, serverNow } from "../../static/js/lib/clock.js";
import { asList, newRequestId, sameValues } from "../../static/js/lib/fields.js";
import { forgetOthers, keyOf } from "../../static/js/lib/kept.js";
import { parseAnswer } from "../../static/js/lib/regions.js";
import { fill } from "../../static/js/lib/texts.js";

beforeEach(forget);

/** As much of a browser's storage as is used. */
class FakeStorage extends Map {
  get length() {
    return this.size;
  }
  key(index) {
    return [...this.keys()][index];
  }
  removeItem(key) {
    this.delete(key);
  }
}

test("a device that is handed on keeps nothing that another seat has typed", () => {
  const storage = new FakeStorage([
    [keyOf("3", "/senden/", "plenum"), "mine"], [keyOf("31", "/senden/", "plenum"), "theirs"],
    ["planspiel:talk:/senden/:plenum", "from before"], ["planspiel:figures", "table"],
  ]);
  forgetOthers(storage, "3");
  assert.deepEqual([...storage.values()], ["mine", "table"]);
  forgetOthers(storage);
  assert.deepEqual([...storage.values()], ["table"]);
});

test("a clock face counts down and then up", () => {
  const faces = [[462, "07:42"], [60, "01:00"], [0, "00:00"], [-31, "+00:31"], [4062, "1:07:42"]];
  for (const [seconds, face] of faces) assert.equal(clockFace(seconds), face);
});

test("the tone says last minute, overtime and pause", () => {
  assert.deepEqual(
    [[61, false], [60, false], [0, false], [-1, false], [61, true], [null, false]].map((reading) => toneOf(...reading)),
    ["calm", "last", "last", "over", "paused", "none"],
  );
});

test("each moment is passed once, also after a jump", () => {
  assert.deepEqual(passed(301, 300), [300]);
  assert.deepEqual(passed(300, 299), []);
  assert.deepEqual(passed(400, -5), [300, 60, 0]);
  assert.deepEqual(passed(10, 400), []);
});

test("the server's clock is the latest that was ever seen", () => {
  assert.equal(serverNow(1000), 1000);
  observe(5000, 1000);
  observe(5100, 2000);
  assert.equal(serverNow(3000), 7000);
  observe(9000, 3000);
  assert.equal(serverNow(3000), 9000);
  observe(Number.NaN, 0);
  assert.equal(serverNow(3000), 9000);
});

test("values of the server become lists of texts", () => {
  const values = [["a", ["a"]], [12, ["12"]], [null, [""]], [false, [""]], [true, ["on"]], [[], [""]], [["b", 1], ["b", "1"]]];
  for (const [value, list] of values) assert.deepEqual(asList(value), list);
  assert.ok(sameValues(["a", "b"], ["b", "a"]));
  assert.ok(!sameValues(["a"], ["a", "a"]));
});

test("request ids are new each time, also without a secure context", () => {
  const secure = crypto.randomUUID;
  try {
    crypto.randomUUID = undefined;
    const ids = new Set(Array.from({ length: 100 }, newRequestId));
    assert.equal(ids.size, 100);
    assert.match([...ids][0], /^[0-9a-f]{32}$/);
  } finally {
    crypto.randomUUID = secure;
  }
});

test("an answer is a stamp, a line end and regions", () => {
  assert.deepEqual(parseAnswer("128\n<p>\n</p>"), { stamp: 128, html: "<p>\n</p>", ahead: false });
  assert.deepEqual(parseAnswer("goto 128\n<p></p>"), { stamp: 128, html: "<p></p>", ahead: true });
  assert.equal(parseAnswer("128"), null);
  assert.equal(parseAnswer("<html>\n"), null);
  assert.equal(parseAnswer("goto somewhere\n<p></p>"), null);
});

test("sentences are filled by name", () => {
  assert.equal(fill("{name} hat ‚{field}‘ {x}", { name: "Tobias", field: "Kita" }), "Tobias hat ‚Kita‘ {x}");
});

test("lengths of a chart for the wall grow and shrink with it, its figures do not", () => {
  const options = { series: [{ data: [50, null, 62], lineStyle: { width: 6, type: "solid" } }], grid: { right: 430 } };
  assert.deepEqual(scaled(options, 0.5), {
    series: [{ data: [50, null, 62], lineStyle: { width: 3, type: "solid" } }],
    grid: { right: 215 },
  });
});
