// Before the meeting: everybody reads what was prepared, in silence, and says when they have. The strip stands over the
// first section while the facilitator has asked for it. Not here: the seconds (the room's bar shows them).
import { doneText, isReading, watchDone } from "../presence/done";
import { ownDone } from "../presence/own_done";
import { adoptStyles, h, setAttr, setHidden, setText } from "../shared/dom";
import { makeDisposables, watch } from "../shared/signal";
import type { Board, Part } from "./board_context";

const css = `
.board .reading { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem .9rem; margin: 0 0 1rem; padding: .7rem 1rem; border-radius: 12px; background: var(--accent-soft); }
.board .reading[hidden] { display: none; }
.board .reading p { flex: 1 1 18rem; margin: 0; font-weight: 500; }
.board .reading button { border: 0; border-radius: 9px; padding: .45rem .9rem; min-height: 2.5rem; background: var(--accent); color: var(--accent-ink); font-weight: 650; }
.board .reading button[aria-pressed="true"] { background: none; color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.board .reading .count { color: var(--muted); }
`;

export function readingStrip(board: Board): Part {
  const { connection } = board;
  adoptStyles(board.root, css);
  const disposables = makeDisposables();
  const watched = watchDone(connection);
  const own = ownDone(connection);
  const button = h("button", { type: "button", onclick: () => press() });
  const count = h("span", { class: "count num", role: "status" });
  const page = `summary?pm=${encodeURIComponent(connection.data.pm)}`;
  const text = h(
    "p",
    null,
    "Read what is written here, in silence. The meeting is for agreeing, not for reading aloud. ",
    h("a", { href: page, target: "_blank", rel: "noopener" }, "All of it on one page"),
  );
  const dom = h("section", { class: "reading", "aria-label": "Read first", hidden: true }, text, button, count);

  function press(): void {
    own.toggle();
    draw();
  }
  const draw = (): void => {
    const reading = isReading(connection.meeting.get());
    const participant = connection.me.get()?.role === "participant";
    setHidden(dom, !reading);
    if (!reading) return;
    if (participant) own.restore();
    setHidden(button, !participant);
    setText(button, own.isDone() ? "Not yet after all" : "I have read it");
    setAttr(button, "aria-pressed", String(own.isDone()));
    setText(count, doneText(watched.count.get(), true));
  };
  disposables.add(watched.stop, watch([connection.meeting, connection.me, watched.count], draw), own.watch(draw));
  draw();
  return { dom, destroy: disposables.dispose };
}
