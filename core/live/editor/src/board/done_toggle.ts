// "I'm done" under the section in which the group is, for participants. A reload keeps it, another visit does not.
// How many are stands in the bar, on every screen; not here a second time.
import { isReading, visitOf } from "../presence/done";
import { ownDone } from "../presence/own_done";
import { h, setAttr, setHidden, setText } from "../shared/dom";
import { makeDisposables, watch } from "../shared/signal";
import type { Board, Part, SectionSchema } from "./board_context";

export function doneToggle(board: Board, section: SectionSchema): Part {
  const { connection } = board;
  const disposables = makeDisposables();
  const own = ownDone(connection);
  const button = h("button", { type: "button", class: "quiet done", onclick: () => press() });
  const dom = h("p", { class: "done-row" }, button);

  function press(): void {
    own.toggle();
    draw();
  }
  const draw = (): void => {
    const meeting = connection.meeting.get();
    const here = meeting?.section === section.id && !isReading(meeting) && visitOf(meeting) !== null;
    const participant = connection.me.get()?.role === "participant";
    if (here && participant) own.restore();
    setHidden(button, !here || !participant || board.readonly.get());
    setHidden(dom, button.hidden);
    setText(button, own.isDone() ? "Not done after all" : "I’m done here");
    setAttr(button, "aria-pressed", String(own.isDone()));
  };
  // Who else is done stands in the bar.
  disposables.add(watch([connection.meeting, connection.me, board.readonly], draw), own.watch(draw));
  draw();
  return { dom, destroy: disposables.dispose };
}
