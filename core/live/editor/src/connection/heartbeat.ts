// The server's clock, from the best of several probes, and when a silent link is probed or given up. State machines
// without sockets or timers; time comes in as a parameter.

interface Sample {
  offset: number;
  roundTrip: number;
}

const SAMPLE_COUNT = 8;
/** Two clocks may drift apart this far before one counts as moved. */
const JUMP_MS = 200;

/**
 * The server's time on top of a steady clock (performance.now), so that a laptop whose date jumps shows the right
 * time.
 */
export class ServerClock {
  #samples: Sample[] = [];
  #guess: number | null = null;
  #drift: number | null = null;

  /**
   * The server's time was `server` when we heard it; no round trip known, so it counts until a probe comes back. True
   * when it is far from what the probes said: then only another one can tell a slow line from a clock that was set.
   */
  estimate(server: number, steady: number): boolean {
    const best = this.#bestSample();
    if (best === null) this.#guess = server - steady;
    return best !== null && Math.abs(server - steady - best.offset) > JUMP_MS + best.roundTrip;
  }

  /**
   * A probe sent at `t0` came back at `t1` (both steady) and says `server`. The shortest trip is the most exact. What no
   * two trips can explain is the server's own clock that was set: what was measured before it is worth nothing.
   */
  addSample(t0: number, t1: number, server: number): void {
    const roundTrip = t1 - t0;
    if (!(roundTrip >= 0) || !Number.isFinite(server)) return;
    const sample = { offset: server + roundTrip / 2 - t1, roundTrip };
    const best = this.#bestSample();
    if (best && Math.abs(sample.offset - best.offset) > JUMP_MS + (sample.roundTrip + best.roundTrip) / 2)
      this.#samples = [];
    this.#samples.push(sample);
    if (this.#samples.length > SAMPLE_COUNT) this.#samples.shift();
  }

  now(steady: number, date: number): number {
    return steady + (this.#best() ?? date - steady);
  }

  #best(): number | null {
    return this.#bestSample()?.offset ?? this.#guess;
  }

  #bestSample(): Sample | null {
    let best: Sample | null = null;
    for (const sample of this.#samples) if (!best || sample.roundTrip <= best.roundTrip) best = sample;
    return best;
  }

  /** True once after the laptop's date moved against its steady clock (somebody set it, or the laptop slept). */
  jumped(steady: number, date: number): boolean {
    const drift = date - steady;
    const before = this.#drift;
    this.#drift = drift;
    return before !== null && Math.abs(drift - before) > JUMP_MS;
  }

  /** The next answer replaces all older ones; until then the old time is the best we have. */
  reset(): void {
    const best = this.#best();
    this.#samples = [];
    this.#guess = best;
  }
}

export interface HeartbeatTimeouts {
  /** silence with changes waiting for their receipt, before we ask */
  waiting: number;
  /** silence while nothing waits, before we ask */
  idle: number;
  /** silence after asking, before the connection is given up */
  answer: number;
  /** how long a connection may take to open, by attempt */
  opening: (attempt: number) => number;
}

export const HEARTBEAT_TIMEOUTS: HeartbeatTimeouts = {
  waiting: 3000,
  idle: 20000,
  answer: 4000,
  opening: (attempt) => (attempt <= 12 ? 3500 : 8000),
};

/** What is known about a link, in steady milliseconds. */
export interface LinkFacts {
  open: boolean;
  /** since when a connection is being tried, while none is open */
  connectingSince: number;
  lastReceivedAt: number;
  probeSentAt: number | null;
  /** changes that wait for their acknowledgement */
  pending: number;
  /** sockets given up since the last one that opened */
  attempt: number;
}

/** What to do about the link now: "probe" asks for a sign of life, "abandon" closes the socket and tries a new one. */
export function heartbeatAction(
  link: LinkFacts,
  now: number,
  timeouts: HeartbeatTimeouts = HEARTBEAT_TIMEOUTS,
): "wait" | "probe" | "abandon" {
  if (!link.open) return now - link.connectingSince > timeouts.opening(link.attempt) ? "abandon" : "wait";
  if (link.probeSentAt !== null && link.lastReceivedAt < link.probeSentAt)
    return now - link.probeSentAt > timeouts.answer ? "abandon" : "wait";
  return now - link.lastReceivedAt > (link.pending > 0 ? timeouts.waiting : timeouts.idle) ? "probe" : "wait";
}
