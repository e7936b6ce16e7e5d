// Defers layout changes until a pointer press is over. Otherwise the press would go down on one element and come up on
// another, and the click would be lost.

let pointerDown = false;
let listening = false;

/** Begins to notice presses; whoever asks later has to have called it before. */
export function trackPointer(): void {
  if (listening) return;
  listening = true;
  const note = (down: boolean) => (): void => {
    pointerDown = down;
  };
  window.addEventListener("pointerdown", note(true), true);
  for (const end of ["pointerup", "pointercancel", "blur"]) window.addEventListener(end, note(false), true);
}

/** Runs `then` at once, or when the press that is going on is over and its click has arrived. */
export function afterPointerRelease(callback: () => void): void {
  trackPointer();
  if (!pointerDown) return callback();
  const over = (): void => {
    window.removeEventListener("pointerup", over, true);
    window.removeEventListener("pointercancel", over, true);
    setTimeout(callback);
  };
  window.addEventListener("pointerup", over, true);
  window.addEventListener("pointercancel", over, true);
}
