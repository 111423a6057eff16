// The server's clock, as far as this device can know it.

let offset = null;

/**
 * Take in what the server said the time was (milliseconds). Everything arrives late and some of it
 * from a cache, never early: the greatest offset seen is the best one.
 */
export function observe(serverMs, hereMs = Date.now()) {
  if (!Number.isFinite(serverMs)) return;
  const seen = serverMs - hereMs;
  if (offset === null || seen > offset) offset = seen;
}

/** After a jump of this device's clock nothing learned before holds. */
export function forget() {
  offset = null;
}

/** The server's time in milliseconds. */
export function serverNow(hereMs = Date.now()) {
  return hereMs + (offset ?? 0);
}
