// A meeting that stands open and is not started: the facilitator alone reads how many wait, and for how long. Renewed
// every half minute, and nothing moves or sounds. Not here: starting (the page's button), where the note stands.
import type { Connection } from "../connection/connection";
import { isReading } from "../presence/done";
import { type Disposer, makeDisposables, type Signal, signal, watch } from "../shared/signal";

export const RENEWED_MS = 30_000;

export interface WaitingNote {
  readonly text: Signal<string>;
  stop: Disposer;
}

/** "3 have waited 2 min. Start when you are ready." */
export function waitingText(here: number, waitedMs: number): string {
  const minutes = Math.floor(waitedMs / 60_000);
  const waiting = minutes > 0 ? `${here} have waited ${minutes} min` : `${here} are here`;
  return `${waiting}. Start when you are ready.`;
}

export function waitingNote(connection: Connection): WaitingNote {
  const text = signal("");
  const disposables = makeDisposables();
  let since: number | null = null;
  const here = (): number => connection.here.people(connection.me.get()?.id ?? null).length;
  const waits = (): boolean => {
    const meeting = connection.meeting.get();
    return (
      meeting?.status === "lobby" && !isReading(meeting) && connection.me.get()?.role === "facilitator" && here() > 1
    );
  };
  // Somebody who is alone, or a participant, waits for nobody here.
  const changed = (): void => {
    if (waits()) since ??= connection.now();
    else {
      since = null;
      text.set("");
    }
  };
  const renew = (): void => {
    changed();
    if (since !== null && connection.now() - since >= RENEWED_MS)
      text.set(waitingText(here(), connection.now() - since));
  };
  const timer = setInterval(renew, RENEWED_MS);
  disposables.add(watch([connection.meeting, connection.me], changed), connection.here.subscribe(changed), () =>
    clearInterval(timer),
  );
  return { text, stop: disposables.dispose };
}
