// "I'm done" under the section in which the group is, for participants. A reload keeps it, another visit does not.
import { doneText, visitOf, watchDone } from "../presence/done";
import { stateOf } from "../presence/people";
import { h, setAttr, setText } from "../shared/dom";
import { makeDisposables, watch } from "../shared/signal";
import type { Board, Part, SectionSchema } from "./board_context";

export function doneToggle(board: Board, section: SectionSchema): Part {
  const { connection } = board;
  const disposables = makeDisposables();
  const watched = watchDone(connection);
  const key = `debrief-done-${connection.data.pm}`;
  const button = h("button", { type: "button", class: "quiet done", onclick: () => press() });
  const count = h("span", { class: "beside-words", role: "status" });
  const dom = h("p", { class: "done-row" }, button, count);
  const visit = (): string | null => visitOf(connection.meeting.get());
  const isMine = (): boolean => visit() !== null && stateOf(connection.awareness.getLocalState()).done === visit();

  function press(): void {
    const next = isMine() ? null : visit();
    remember(key, next); // before the presence, whose change draws
    connection.setPresence("done", next);
    draw();
  }
  const draw = (): void => {
    const here = connection.meeting.get()?.section === section.id ? visit() : null;
    const participant = connection.me.get()?.role === "participant";
    if (here !== null && participant && !isMine() && remembered(key) === here) connection.setPresence("done", here);
    const text = here === null ? "" : doneText(watched.count.get());
    button.hidden = here === null || !participant || board.readonly.get();
    dom.hidden = button.hidden && text === "";
    setText(button, isMine() ? "Not done after all" : "I’m done here");
    setAttr(button, "aria-pressed", String(isMine()));
    setText(count, text);
  };
  disposables.add(watched.stop, watch([connection.meeting, connection.me, board.readonly, watched.count], draw), () =>
    connection.awareness.off("change", draw),
  );
  connection.awareness.on("change", draw);
  draw();
  return { dom, destroy: disposables.dispose };
}

// Without a storage (a private window may have none) it lasts as long as the page.
function remember(key: string, visit: string | null): void {
  try {
    if (visit === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, visit);
  } catch {
    return;
  }
}

function remembered(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}
