// When nobody types: what holds a slow processor for a tenth of a second waits for that, within a bound, so that no key
// waits for it. Not here: the work.

/** So long after a key the next one is not about to come. */
export const REST_MS = 500;
/** Who types without a rest gets the work anyway. */
export const LONGEST_MS = 8_000;

// A keyboard on the glass may send no keydown, and an input method sends its own events besides.
const TYPED = ["keydown", "input", "compositionupdate"];
let lastTyped = Number.NEGATIVE_INFINITY;
const note = (): void => {
  lastTyped = performance.now();
};
if (typeof document !== "undefined")
  for (const kind of TYPED) document.addEventListener(kind, note, { capture: true, passive: true });

/** Whether something has been typed in this page, wherever. */
export function hasTyped(): boolean {
  return lastTyped > Number.NEGATIVE_INFINITY;
}

export function typingRests(): boolean {
  return performance.now() - lastTyped >= REST_MS;
}

/** Calls `fn` at once when nobody types, else at the next rest, and after `longest` milliseconds in any case. Returns what calls it off. */
export function atRest(fn: () => void, longest = LONGEST_MS): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const since = performance.now();
  const look = (): void => {
    const now = performance.now();
    const waits = Math.min(lastTyped + REST_MS, since + longest) - now;
    if (waits > 0) timer = setTimeout(look, Math.ceil(waits));
    else fn();
  };
  look();
  return () => clearTimeout(timer);
}
