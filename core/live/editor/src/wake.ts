// Keeps the shared screen from falling asleep while the meeting is on it, where the browser allows that.
import type { Stop } from "./signal";

export function keepAwake(): Stop {
  let held: { release(): Promise<void> } | null = null;
  let over = false;
  const ask = (): void => {
    if (document.visibilityState !== "visible" || over) return;
    navigator.wakeLock?.request("screen").then(
      (lock) => {
        if (over) void lock.release();
        else held = lock;
      },
      () => undefined,
    );
  };
  ask();
  document.addEventListener("visibilitychange", ask);
  return () => {
    over = true;
    document.removeEventListener("visibilitychange", ask);
    void held?.release();
  };
}
