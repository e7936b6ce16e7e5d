// Parts of the program in files of their own, which are loaded when they are needed or when the browser is idle. A file
// that cannot be loaded is asked for again when it is needed again, and when the network is back. What is drawn when it is
// here takes a slow processor a tenth of a second, so it waits until nobody types. Not here: what is drawn meanwhile; that
// the file is fetched before somebody needs it (page.js).
import { atRest } from "./typing_rest";

/** Told to the window when a script came that had failed somewhere before: whoever misses one asks again. */
export const SCRIPT_CAME = "debrief-script-came";

export interface LateModule<M> {
  /** the module, when it is here already */
  readonly now: M | null;
  /** Calls `fn` with the module once it is here, and does not load it. */
  whenHere(fn: (module: M) => void): void;
  /** Rejects when it cannot be loaded; a later call tries again. */
  load(): Promise<M>;
}

/** `imported` is called once, unless it fails. */
export function lateModule<M>(imported: () => Promise<M>): LateModule<M> {
  let found: M | null = null;
  let loading: Promise<M> | null = null;
  let waiting: ((module: M) => void)[] = [];
  return {
    get now() {
      return found;
    },
    whenHere(fn) {
      if (found === null) waiting.push(fn);
      else fn(found);
    },
    load() {
      loading ??= imported()
        .then(whenNobodyTypes)
        .then(
          (module) => {
            found = module;
            for (const fn of waiting) fn(module);
            waiting = [];
            return module;
          },
          (problem: unknown) => {
            loading = null;
            throw problem;
          },
        );
      return loading;
    },
  };
}

function whenNobodyTypes<M>(module: M): Promise<M> {
  return new Promise((done) => atRest(() => done(module)));
}

const IDLE_TIMEOUT_MS = 5000;

/** Calls `fn` once the browser has nothing else to do. */
export function whenIdle(fn: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(fn, { timeout: IDLE_TIMEOUT_MS });
  else setTimeout(fn, 0);
}
