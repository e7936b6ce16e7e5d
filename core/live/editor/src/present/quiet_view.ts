// A quiet minute on the shared screen: that it is one, its time and how many write and are done. What was written before
// stays out of sight, and so does everybody's name. Not here: the section's content around it.
import type { Connection } from "../connection/connection";
import { quietCounts, quietTime } from "../quiet/quiet_words";
import { adoptStyles, h, setText } from "../shared/dom";
import { type Disposer, makeDisposables, watch } from "../shared/signal";
import { quietScreenCss } from "../style/quiet_css";

const TICK_MS = 250;

/** `hidesContent` is told whether the minute stands in the content's place. */
export function quietView(
  root: Node,
  connection: Connection,
  hidesContent: (hidden: boolean) => void,
): { element: HTMLElement; stop: Disposer } {
  adoptStyles(root, quietScreenCss);
  const time = h("b", { class: "num" });
  const counts = h("p", { class: "counts num" });
  const element = h(
    "section",
    { class: "quiet-screen", "aria-label": "Quiet minute" },
    h("h2", null, "Quiet minute"),
    time,
    h("p", null, "Write alone, on your own screen. Then all lines are shown together."),
    counts,
  );
  const disposables = makeDisposables();
  const draw = (): void => {
    const quiet = connection.quiet.get();
    const open = quiet?.status === "open" && connection.meeting.get()?.section === quiet.section;
    element.hidden = !open;
    hidesContent(open);
    if (!quiet || !open) return;
    setText(time, quietTime(quiet, connection.now()));
    setText(counts, quietCounts(quiet));
  };
  const timer = setInterval(draw, TICK_MS);
  disposables.add(watch([connection.quiet, connection.meeting], draw), () => clearInterval(timer));
  return { element, stop: disposables.dispose };
}
