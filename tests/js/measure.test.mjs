import assert from "node:assert/strict";
import { test } from "node:test";

import { deviationOf, judge, quickest, socketAddress, worst } from "../../static/js/lib/measure.js";

const GOOD = { httpMs: 40, socketMs: 20, cookie: true, deviationMs: -300 };

test("the server's time belongs to the middle of the way there and back", () => {
  assert.equal(deviationOf(10_000, 10_200, 10_100), 0);
  assert.equal(deviationOf(16_000, 16_200, 10_100), 6_000);
});

test("the quickest of several questions says most about the clock", () => {
  const asked = [{ took: 90, deviation: 40 }, { took: 12, deviation: 3 }, { took: 30, deviation: 9 }];
  assert.equal(quickest(asked).deviation, 3);
});

test("the check's socket stands beside the page, with TLS where the page has it", () => {
  assert.equal(socketAddress({ protocol: "https:", host: "a.example" }), "wss://a.example/ws/verbindung/");
  assert.equal(socketAddress({ protocol: "http:", host: "10.0.0.5:8000" }), "ws://10.0.0.5:8000/ws/verbindung/");
});

test("each light says what people can do about it, and the worst one stands over all", () => {
  const lights = (what) => judge({ ...GOOD, ...what });
  assert.equal(worst(Object.values(lights({}))), "good");
  assert.equal(lights({ socketMs: null }).socket, "care");
  assert.equal(lights({ httpMs: 1_501 }).http, "care");
  assert.equal(lights({ deviationMs: -5_001 }).clock, "care");
  assert.equal(lights({ cookie: false }).cookie, "bad");
  assert.equal(worst(Object.values(lights({ cookie: false, socketMs: null }))), "bad");
});
