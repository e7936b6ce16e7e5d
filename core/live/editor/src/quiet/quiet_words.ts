// What a quiet minute says on screen, as text. Pure: the server's time comes in as a parameter.
import { clockText, wholeSeconds } from "../clock/clock_math";
import type { QuietMinute } from "../connection/protocol";

/** The sections that can have a quiet minute; core/domain/quiet_minute.py decides. */
export const WRITABLE: readonly string[] = ["root_cause", "factors", "actions", "lessons"];

/** Whole seconds left, never below nought; it does not run while the meeting is paused. */
export function quietSeconds(quiet: QuietMinute, now: number): number {
  const left = quiet.ends_at === null ? (quiet.left ?? 0) : (quiet.ends_at - now) / 1000;
  return Math.max(0, wholeSeconds(left));
}

/** "0:42", and words at its end. */
export function quietTime(quiet: QuietMinute, now: number): string {
  return clockText(quietSeconds(quiet, now));
}

/** "3 have written · 2 of 5 done": how many, never who. */
export function quietCounts({ writers, done, people }: QuietMinute): string {
  const wrote = writers === 0 ? "Nobody has written yet" : `${writers} ${writers === 1 ? "has" : "have"} written`;
  return people === 0 ? wrote : `${wrote} · ${Math.min(done, people)} of ${people} participants done`;
}

/** What a screen reader is told, at thresholds only; empty in between. */
export function announcement(seconds: number): string {
  if (seconds === 10) return "Ten seconds left of the quiet minute.";
  return seconds === 0 ? "The quiet minute is over. Finish your sentence." : "";
}

export const END_LABEL = { written: "Reveal now", nothing: "End it" } as const;

export const STORE_TEXT = {
  stored: "Kept for you alone",
  storing: "Storing…",
  waiting: "Not stored yet. It stays here.",
} as const;
