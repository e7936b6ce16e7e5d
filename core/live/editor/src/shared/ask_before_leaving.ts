// The browser's own question before a page is left while something is on its way that nobody else has yet. Not here: what
// is on its way.
import type { Disposer } from "./signal";

let pending = 0;

const ask = (event: Event): void => event.preventDefault();

/** From now on until the answer is called; each answer counts once. */
export function askBeforeLeaving(): Disposer {
  if (pending === 0) window.addEventListener("beforeunload", ask);
  pending += 1;
  let open = true;
  return () => {
    if (!open) return;
    open = false;
    pending -= 1;
    if (pending === 0) window.removeEventListener("beforeunload", ask);
  };
}
