// Reading before the meeting, on the shared screen: in silence, how long still, and how many have read. Nobody's name.
import { clockText, readingLeft, wholeSeconds } from "../clock/clock_math";
import type { Connection } from "../connection/connection";
import { doneText, isReading, watchDone } from "../presence/done";
import { h, setText } from "../shared/dom";
import { type Disposer, makeDisposables, watch } from "../shared/signal";

const TICK_MS = 250;

/** Drawn in place of the lobby's headline; empty of text while nobody was asked to read. */
export function readingView(connection: Connection): { element: HTMLElement; stop: Disposer } {
  const time = h("b", { class: "num" });
  const label = h("span");
  const count = h("span", { class: "num" });
  const element = h(
    "section",
    { class: "reading", "aria-label": "Read first" },
    h("h1", null, "We read first, in silence"),
    h("p", { class: "facts" }, h("span", null, time, label), count),
  );
  const disposables = makeDisposables();
  const done = watchDone(connection);
  const draw = (): void => {
    const meeting = connection.meeting.get();
    const left = meeting && readingLeft(meeting, connection.now());
    if (left === null) return;
    setText(time, left > 0 ? clockText(wholeSeconds(left)) : "");
    setText(label, left > 0 ? " left to read" : "The time to read is over.");
    setText(count, isReading(meeting) ? doneText(done.count.get(), true) : "");
  };
  const timer = setInterval(draw, TICK_MS);
  disposables.add(watch([connection.meeting, done.count], draw), done.stop, () => clearInterval(timer));
  return { element, stop: disposables.dispose };
}
