// Small observable values: a value that can be read and subscribed to, and an event emitter. Not here: DOM, network,
// Yjs.

export type Disposer = () => void;

export interface Signal<T> {
  get(): T;
  set(value: T): void;
  /** Calls `fn` on each change, not at once. Returns the disposer. */
  subscribe(fn: (value: T) => void): Disposer;
}

export interface Emitter<T> {
  emit(value: T): void;
  subscribe(fn: (value: T) => void): Disposer;
}

// One listener that fails must not keep the others from hearing.
function notify<T>(listeners: Set<(value: T) => void>, value: T): void {
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
      notify(listeners, value);
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
    emit: (value) => notify(listeners, value),
    subscribe(fn) {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
  };
}

/** Anything that tells when it changes. */
export interface Subscribable {
  subscribe(fn: () => void): Disposer;
}

/** Runs `fn` now and at each later change of any of the signals. */
export function watch(signals: readonly Subscribable[], fn: () => void): Disposer {
  const disposers = signals.map((watched) => watched.subscribe(fn));
  fn();
  return () => {
    for (const dispose of disposers) dispose();
  };
}

/** Collects disposers, so that a component leaves nothing behind. */
export function makeDisposables(): { add(...stop: Disposer[]): void; dispose(): void } {
  let collected: Disposer[] = [];
  return {
    add: (...stop) => void collected.push(...stop),
    dispose() {
      const now = collected;
      collected = [];
      for (const stop of now.reverse()) stop();
    },
  };
}
