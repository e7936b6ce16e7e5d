// Is the line alive, and what does the server's clock say? Small state machines without sockets:
// the best clock offset from probes, and when a silent line is given up. Time comes in as a parameter.

interface Sample {
  offset: number;
  trip: number;
}

const KEPT = 8;
/** Date and the steady clock may drift apart this far before the clock counts as moved. */
const JUMP_MS = 200;

/** The server's time on top of a steady clock (performance.now), so that a laptop whose date jumps shows the right time. */
export class ServerClock {
  #samples: Sample[] = [];
  #guess: number | null = null;
  #drift: number | null = null;

  /** The server's time was `server` when we heard it; no round trip known, so it counts until a probe comes back. */
  hint(server: number, steady: number): void {
    if (this.#samples.length === 0) this.#guess = server - steady;
  }

  /** A probe sent at `t0` came back at `t1` (both steady) and says `server`. The shortest trip is the most exact. */
  probed(t0: number, t1: number, server: number): void {
    const trip = t1 - t0;
    if (!(trip >= 0) || !Number.isFinite(server)) return;
    this.#samples.push({ offset: server + trip / 2 - t1, trip });
    if (this.#samples.length > KEPT) this.#samples.shift();
  }

  now(steady: number, date: number): number {
    return steady + (this.#best() ?? date - steady);
  }

  #best(): number | null {
    let best: Sample | null = null;
    for (const sample of this.#samples) if (!best || sample.trip <= best.trip) best = sample;
    return best ? best.offset : this.#guess;
  }

  /** True once after the laptop's date moved against its steady clock (somebody set it, or the laptop slept). */
  jumped(steady: number, date: number): boolean {
    const drift = date - steady;
    const before = this.#drift;
    this.#drift = drift;
    return before !== null && Math.abs(drift - before) > JUMP_MS;
  }

  /** The next answer replaces all older ones; until then the old time is the best we have. */
  distrust(): void {
    const best = this.#best();
    this.#samples = [];
    this.#guess = best;
  }
}

export interface Patience {
  /** silence with changes waiting for their receipt, before we ask */
  waiting: number;
  /** silence while nothing waits, before we ask */
  idle: number;
  /** silence after asking, before the line is given up */
  answer: number;
  /** how long a connection may take to open, by attempt */
  opening: (attempt: number) => number;
}

export const PATIENCE: Patience = {
  waiting: 3000,
  idle: 20000,
  answer: 4000,
  opening: (attempt) => (attempt <= 12 ? 3500 : 8000),
};

/** What to do about the line now: "ask" sends a probe, "give up" closes the socket and tries a new one. */
export function judge(
  line: { open: boolean; since: number; heard: number; asked: number | null; pending: number; attempt: number },
  now: number,
  patience: Patience = PATIENCE,
): "wait" | "ask" | "give up" {
  if (!line.open) return now - line.since > patience.opening(line.attempt) ? "give up" : "wait";
  if (line.asked !== null && line.heard < line.asked) return now - line.asked > patience.answer ? "give up" : "wait";
  return now - line.heard > (line.pending > 0 ? patience.waiting : patience.idle) ? "ask" : "wait";
}
