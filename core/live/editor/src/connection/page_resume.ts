// When a page comes back from another tab, from sleep or from a tunnel. Not here: what is done then.
import type { Disposer } from "../shared/signal";

/** Calls `resume` when the page can be seen or the network is there again; not while the page is hidden. */
export function listenForResume(resume: () => void): Disposer {
  const check = (): void => {
    if (document.visibilityState !== "hidden") resume();
  };
  document.addEventListener("visibilitychange", check);
  window.addEventListener("online", check);
  window.addEventListener("pageshow", check);
  return () => {
    document.removeEventListener("visibilitychange", check);
    window.removeEventListener("online", check);
    window.removeEventListener("pageshow", check);
  };
}
