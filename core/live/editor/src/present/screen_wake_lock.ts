// Keeps the shared screen from going to sleep during the meeting, where the browser allows it.
import type { Disposer } from "../shared/signal";

export function keepScreenAwake(): Disposer {
  let lock: { release(): Promise<void> } | null = null;
  let over = false;
  const requestLock = (): void => {
    if (document.visibilityState !== "visible" || over) return;
    navigator.wakeLock?.request("screen").then(
      (granted) => {
        if (over) void granted.release();
        else lock = granted;
      },
      () => undefined,
    );
  };
  requestLock();
  document.addEventListener("visibilitychange", requestLock);
  return () => {
    over = true;
    document.removeEventListener("visibilitychange", requestLock);
    void lock?.release();
  };
}
