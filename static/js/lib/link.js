// The connection: a socket that comes back by itself, and fetching where there is none.
// Everything of the browser is handed in, so that it can be tried without one.

export const PING_MS = 10_000;
export const DEAD_MS = 8_000;
export const CONNECT_MS = 5_000;
const POLL_MS = [10_000, 15_000];
export const ASK_MS = 2_000;
const PING_BYTES = 1_000_000;
const FORBIDDEN = 4403;
const MOVED = 4003;
const WAITS = { 4000: [0, 1000], 4012: [500, 2000], 4029: [10_000, 20_000] };

/** Milliseconds to wait before the next attempt; `random` in [0, 1). */
export function backoff(code, failures, random) {
  const [low, high] = WAITS[code] ?? [250 * 2 ** Math.min(failures, 5), 500 * 2 ** Math.min(failures, 5)];
  return low + (high - low) * random;
}

export class Link {
  /**
   * env: {now(), random(), openSocket(known) -> socket, fetchNewer(known) -> Promise<{stamp, body|null}>,
   *       socketless, onAnswer(body) , onState(state), onForbidden(), onMoved(), known()}
   */
  constructor(env) {
    this.env = env;
    this.socket = null;
    this.failures = 0;
    this.heardAt = env.now();
    this.offlineSince = null;
    this.connectAt = 0;
    this.openedAt = 0;
    this.pingedAt = null;
    this.pollAt = Infinity;
    this.askedAt = env.now();
    this.bytes = 0;
    this.fetching = false;
    this.stopped = false;
    this.doubted = false;
    this.lastTick = env.now();
  }

  /** Once a second. */
  tick() {
    const now = this.env.now();
    const slept = now - this.lastTick > 5_000;
    this.lastTick = now;
    if (this.stopped) return;
    if (slept) this.wake();
    if (this.env.socketless) this.pollAt = Math.min(this.pollAt, this.askedAt + ASK_MS);
    else if (this.socket) this.watch(now);
    else if (now >= this.connectAt) this.connect();
    if (now >= this.pollAt) this.poll();
    this.env.onState(this.state());
  }

  /** Back from sleep, background, history or a lost network: ask at once. */
  wake() {
    if (this.stopped) return;
    this.poll();
    if (!this.socket) this.connectAt = this.env.now();
    else if (this.isOpen()) this.ping();
  }

  /** Something else could not get through: find out now, not with the next beat. */
  doubt() {
    if (this.stopped) return;
    this.doubted = true;
    if (this.isOpen() && this.pingedAt === null) this.ping();
    this.poll();
  }

  isOpen() {
    return this.socket?.readyState === 1;
  }

  state() {
    if (this.offlineSince !== null) return "offline";
    return this.everHeard || this.isOpen() ? "online" : "connecting";
  }

  connect() {
    this.openedAt = this.env.now();
    this.pingedAt = null;
    let socket;
    try {
      socket = this.env.openSocket(this.env.known());
    } catch {
      this.lost(0);
      return;
    }
    this.socket = socket;
    this.lastPing = this.openedAt;
    socket.onopen = () => this.heard();
    socket.onmessage = (event) => this.socket === socket && this.receive(event.data);
    socket.onclose = (event) => this.socket === socket && this.lost(event.code);
  }

  /** Look after an open (or opening) socket. */
  watch(now) {
    if (!this.isOpen()) {
      if (now - this.openedAt > CONNECT_MS) this.drop();
    } else if (this.pingedAt !== null) {
      if (now - this.pingedAt > DEAD_MS) this.drop();
    } else if (now - this.heardAt >= PING_MS || now - (this.lastPing ?? 0) >= PING_MS) {
      this.ping();
    }
  }

  ping() {
    this.pingedAt = this.lastPing = this.env.now();
    this.bytes = 0;
    this.socket.send(String(this.env.known()));
  }

  receive(data) {
    this.heard();
    this.failures = 0;
    this.pollAt = Infinity;
    this.pingedAt = null;
    if (data === "resync") this.poll();
    else if (data.includes("\n")) this.env.onAnswer(data);
    else if (Number(data) > this.env.known()) this.poll();
    this.bytes += data.length;
    if (this.bytes > PING_BYTES && this.isOpen()) this.ping();
  }

  heard() {
    this.heardAt = this.env.now();
    this.everHeard = true;
    this.doubted = false;
    this.offlineSince = null;
  }

  drop() {
    const socket = this.socket;
    this.socket = null;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    this.lost(0);
  }

  lost(code) {
    this.socket = null;
    if (code === FORBIDDEN) return this.stop(() => this.env.onForbidden());
    if (code === MOVED) return this.stop(() => this.env.onMoved());
    this.failures += 1;
    this.connectAt = this.env.now() + backoff(code, this.failures, this.env.random());
    // A planned goodbye is over in a second or two; otherwise see whether HTTP still works.
    if (!(code in WAITS) && this.failures === 1) this.pollAt = this.env.now();
    else if (this.pollAt === Infinity) this.pollSoon();
    this.env.onState(this.state());
  }

  stop(then) {
    this.stopped = true;
    this.socket = null;
    then();
  }

  pollSoon() {
    const [low, high] = POLL_MS;
    this.pollAt = this.env.now() + low + (high - low) * this.env.random();
  }

  /** Fetch what is newer. */
  async poll() {
    if (this.fetching || this.stopped) return;
    this.fetching = true;
    this.askedAt = this.env.now();
    this.pollSoon();
    const known = this.env.known();
    try {
      const { stamp, body } = await this.env.fetchNewer(known);
      this.heard();
      if (stamp < known) this.env.onRestored();
      else if (body !== null) this.env.onAnswer(body);
    } catch (error) {
      this.failed(error);
    } finally {
      this.fetching = false;
      if (this.isOpen() && this.offlineSince === null) this.pollAt = Infinity;
      this.env.onState(this.state());
    }
  }

  failed(error) {
    if (error.status === 404 || error.status === 403) this.stop(() => this.env.onForbidden());
    else if (this.doubted || !this.isOpen()) this.offlineSince ??= this.heardAt;
  }
}
