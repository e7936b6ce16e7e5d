// Small observable values: a value that can be read and watched, and an event that can be heard.
// Here live the two shapes that all parts of the browser side pass around. Never: DOM, network, Yjs.

export type Stop = () => void;

export interface Signal<T> {
  get(): T;
  set(value: T): void;
  /** Calls `fn` on each change, not at once. Returns the way out. */
  subscribe(fn: (value: T) => void): Stop;
}

export interface Emitter<T> {
  emit(value: T): void;
  subscribe(fn: (value: T) => void): Stop;
}

// One listener that fails must not keep the others from hearing.
function tell<T>(listeners: Set<(value: T) => void>, value: T): void {
  for (const fn of [...listeners]) {
    if (!listeners.has(fn)) continue;
    try {
      fn(value);
    } catch (problem) {
      console.error(problem);
    }
  }
}

export function signal<T>(initial: T, same: (a: T, b: T) => boolean = Object.is): Signal<T> {
  let current = initial;
  const listeners = new Set<(value: T) => void>();
  return {
    get: () => current,
    set(value) {
      if (same(current, value)) return;
      current = value;
      tell(listeners, value);
    },
    subscribe(fn) {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
  };
}

export function emitter<T>(): Emitter<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    emit: (value) => tell(listeners, value),
    subscribe(fn) {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
  };
}

/** Anything that tells when it changes. */
export interface Changing {
  subscribe(fn: () => void): Stop;
}

/** Runs `fn` now and at each later change of any of the signals. */
export function watch(signals: readonly Changing[], fn: () => void): Stop {
  const stops = signals.map((one) => one.subscribe(fn));
  fn();
  return () => stops.forEach((stop) => stop());
}

/** Collects ways out, so that a component leaves nothing behind. */
export function stops(): { add(...stop: Stop[]): void; all(): void } {
  let collected: Stop[] = [];
  return {
    add: (...stop) => void collected.push(...stop),
    all() {
      const now = collected;
      collected = [];
      for (const stop of now.reverse()) stop();
    },
  };
}
