// What this browser can find out about its way to the server.

const SOCKET_MS = 5_000;
const TRIES = 4;
const SLOW_MS = 1_500;
const CLOCK_MS = 5_000;
const ORDER = ["good", "unknown", "care", "bad"];

/**
 * Time of a page, of a socket (null where none comes through), whether cookies are kept, and by how
 * much this clock is ahead of the server's; all in milliseconds. Fails where no page comes.
 */
export async function measure(timeUrl) {
  const asked = [];
  for (let number = 0; number < TRIES; number += 1) asked.push(await askTime(timeUrl));
  const best = quickest(asked);
  return {
    httpMs: Math.round(best.took),
    deviationMs: Math.round(best.deviation),
    cookie: asked.at(-1).cookie,
    socketMs: await socketTime(socketAddress(location)),
  };
}

/** The one that was under way for the shortest time says most about the clock. */
export function quickest(asked) {
  return asked.reduce((best, each) => (each.took < best.took ? each : best));
}

/** Of the check's socket, beside the page. */
export function socketAddress({ protocol, host }) {
  return `${protocol === "https:" ? "wss" : "ws"}://${host}/ws/verbindung/`;
}

/** The server's time belongs to the middle of the way there and back. */
export function deviationOf(before, after, serverMs) {
  return (before + after) / 2 - serverMs;
}

/** Lights of the rows from what was measured. */
export function judge({ httpMs, socketMs, cookie, deviationMs }) {
  return {
    http: httpMs > SLOW_MS ? "care" : "good",
    socket: socketMs === null ? "care" : "good",
    cookie: cookie ? "good" : "bad",
    clock: Math.abs(deviationMs) > CLOCK_MS ? "care" : "good",
  };
}

/** The worst of some lights. */
export function worst(lights) {
  return lights.reduce((found, each) => (ORDER.indexOf(each) > ORDER.indexOf(found) ? each : found));
}

async function askTime(url) {
  const before = Date.now();
  const begin = performance.now();
  const answer = await fetch(url, { credentials: "same-origin", cache: "no-store" });
  if (!answer.ok) throw new Error(String(answer.status));
  const { now_ms: serverMs, cookie } = await answer.json();
  const took = performance.now() - begin;
  return { took, cookie, deviation: deviationOf(before, before + took, serverMs) };
}

function socketTime(address) {
  return new Promise((resolve) => {
    const begin = performance.now();
    const socket = new WebSocket(address);
    const end = (result) => {
      clearTimeout(timer);
      resolve(result);
      socket.close();
    };
    const timer = setTimeout(() => end(null), SOCKET_MS);
    socket.onopen = () => socket.send("?");
    socket.onmessage = () => end(Math.round(performance.now() - begin));
    socket.onerror = () => end(null);
    socket.onclose = () => end(null);
  });
}
