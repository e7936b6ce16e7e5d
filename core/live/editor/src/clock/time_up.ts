// Whether the section's time is over while this person leads: then the bar offers more than Next and one minute. Renewed
// when the meeting changes and at the moment itself, not each second. Not here: what is offered (time_up_choices).
import type { Connection } from "../connection/connection";
import { type Disposer, makeDisposables, type Signal, signal, watch } from "../shared/signal";
import { secondsLeft } from "./clock_math";

export interface TimeUp {
  readonly up: Signal<boolean>;
  stop: Disposer;
}

export function timeUp(connection: Connection): TimeUp {
  const up = signal(false);
  const disposables = makeDisposables();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = (): void => {
    clearTimeout(timer);
    const meeting = connection.meeting.get();
    const left = meeting?.kind === "sync" ? secondsLeft(meeting, connection.now()) : null;
    const leads = connection.me.get()?.role === "facilitator";
    up.set(leads && left !== null && left <= 0);
    if (meeting?.status === "running" && leads && left !== null && left > 0) timer = setTimeout(draw, left * 1000);
  };
  disposables.add(watch([connection.meeting, connection.me], draw), connection.clockAdjusted.subscribe(draw), () =>
    clearTimeout(timer),
  );
  return { up, stop: disposables.dispose };
}
