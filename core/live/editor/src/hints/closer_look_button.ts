// The button that asks for a closer look at what one typed in a section, and the line that says what came of it.
import type { Board } from "../board/board_context";
import { h, setAttr, setText } from "../shared/dom";
import { makeDisposables } from "../shared/signal";
import { closerLookOf, type LookResult } from "./closer_look";

const NOTES: Readonly<Record<LookResult, string>> = {
  off: "",
  looking: "Looking closer …",
  some: "Dotted: what Debrief is unsure of. Only you see it, and it is counted nowhere.",
  none: "Nothing unsure so far in what you typed here.",
  failed: "Debrief cannot look right now. It tries again when you type on.",
};

export interface CloserLookButton {
  button: HTMLElement;
  note: HTMLElement;
  destroy(): void;
}

export function closerLookButton(board: Board, section: string): CloserLookButton {
  const look = closerLookOf(board);
  const disposables = makeDisposables();
  const button = h(
    "button",
    {
      type: "button",
      class: "quiet closer",
      "aria-keyshortcuts": "Alt+Shift+H",
      title: "Also mark what Debrief is unsure of, for you alone (Alt Shift H)",
      onclick: () => look.toggle(section),
    },
    "Look closer",
  );
  // Always there, so that a screen reader hears what is put into it.
  const note = h("p", { class: "closer-note", role: "status" });
  const draw = (): void => {
    button.hidden = board.readonly.get();
    setAttr(button, "aria-pressed", String(look.on(section)));
    setText(note, board.readonly.get() ? "" : NOTES[look.result(section)]);
  };
  disposables.add(look.changed.subscribe(draw), board.readonly.subscribe(draw));
  draw();
  return { button, note, destroy: disposables.dispose };
}
