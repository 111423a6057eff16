// What is typed and not yet sent stays on this device, for the seat that typed it and nobody else:
// a device is handed on, and the next one must not find a message of another municipality.

const PREFIX = "planspiel:talk:";

/** Where the unsent text of a form is kept; `seat` is the number of the seat on this page. */
export function keyOf(seat, ...parts) {
  return `${PREFIX}${seat}:${parts.join(":")}`;
}

/** Drops what other seats left here; without a seat, everything. */
export function forgetOthers(storage, seat = "") {
  const own = seat ? keyOf(seat) : null;
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
  for (const key of keys) {
    if (key.startsWith(PREFIX) && !(own && key.startsWith(own))) storage.removeItem(key);
  }
}
