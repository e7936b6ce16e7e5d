// Hints in a plain input of one sentence, which cannot draw marks itself: the same words stand behind it, unseen,
// and carry the underlines. Never here: where the value lives (control), when it is looked at (hint_asker).
import { EditorState, type ChangeSpec, type TransactionSpec } from "@codemirror/state";
import type { Board } from "./board_context";
import { isFocused, type Control } from "./control";
import { h } from "./dom";
import type { About } from "./hint_asker";
import { descriptions, nameOf } from "./hint_marks";
import type { Box } from "./hint_place";
import { accepting, found, isTyped, mine, open, setOpen, theirs, type Found, type Span } from "./hint_state";
import { Watch, type Surface } from "./hint_watch";

/** The smallest change that makes one text of another; `near` is where the caret stands after it. */
export function difference(before: string, after: string, near: number): { from: number; to: number; insert: string } | null {
  if (before === after) return null;
  // What stands behind the caret was not typed: "aa" with an "a" put first is not an "a" put last.
  let tail = 0;
  const behind = Math.min(after.length - near, before.length);
  while (tail < behind && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  let head = 0;
  const most = Math.min(before.length, after.length) - tail;
  while (head < most && before[head] === after[head]) head += 1;
  return { from: head, to: before.length - tail, insert: after.slice(head, after.length - tail) };
}

/** The same control, with hints. Its input must be a text area. */
export function hintedLine(board: Board, control: Control, about: About, listed?: (list: readonly Found[]) => void): Control {
  const input = control.dom as HTMLTextAreaElement;
  const back = h("div", { class: "hint-back line", "aria-hidden": "true" });
  const told = h("div", { hidden: true });
  const dom = h("div", { class: "hinted" }, back, input, told);
  let state = EditorState.create({ doc: input.value, extensions: [mine, found, open] });
  let byHint = false;
  let first = true;
  const marksOf = (): HTMLElement[] => [...back.querySelectorAll<HTMLElement>(".hint-mark")];

  const draw = (): void => {
    const list = distinct(watch.list());
    const text = state.sliceDoc();
    const nodes: (string | HTMLElement)[] = [];
    let at = 0;
    for (const one of list) {
      const mark = h("mark", { class: one === state.field(open) ? "hint-mark open" : "hint-mark" }, text.slice(one.from, one.to));
      nodes.push(text.slice(at, one.from), mark);
      at = one.to;
    }
    back.replaceChildren(...(nodes.length > 0 ? [...nodes, text.slice(at)] : []));
    told.replaceChildren(...descriptions(list));
    if (list.length > 0) input.setAttribute("aria-describedby", list.map(({ hint }) => nameOf(hint)).join(" "));
    else input.removeAttribute("aria-describedby");
  };

  const apply = (spec: TransactionSpec): void => {
    const tr = state.update(spec);
    state = tr.state;
    watch.changed({ changes: tr.docChanged ? tr.changes.desc : null, typed: isTyped(tr) ? input.selectionEnd : null, walked: false, resized: false });
    draw();
  };

  // Brings the words in line with what the input shows now.
  const follow = (mine: boolean): void => {
    const changes: ChangeSpec | null = difference(state.sliceDoc(), input.value, isFocused(board, input) ? input.selectionEnd : input.value.length);
    if (changes) apply({ changes, annotations: [...(mine ? [] : [theirs.of(true)]), ...(byHint ? [accepting.of(true)] : [])] });
  };

  const surface: Surface = {
    dom,
    state: () => state,
    effect: (...effects) => apply({ effects }),
    hasFocus: () => isFocused(board, input),
    composing: () => false,
    caret: () => input.selectionEnd,
    select(pos) {
      input.focus();
      input.setSelectionRange(pos, pos);
    },
    focus: () => input.focus(),
    rewrite(span, words) {
      if (board.readonly.get()) return;
      apply({ effects: setOpen.of(null) });
      byHint = true;
      input.setRangeText(words, span.from, span.to, "end");
      input.dispatchEvent(new Event("input", { bubbles: true }));
      byHint = false;
    },
    lineBox: (pos) => boxIn(marksOf(), watch.list(), pos) ?? input.getBoundingClientRect(),
    room: () => undefined,
  };
  const watch = new Watch(board, surface, about, listed);

  input.addEventListener("input", () => follow(true));
  input.addEventListener("blur", () => follow(false));
  const walked = (): void => watch.changed({ changes: null, typed: null, walked: true, resized: false });
  input.addEventListener("click", walked);
  input.addEventListener("keyup", (event) => void (/^(Arrow|Home|End)/.test(event.key) && walked()));
  input.addEventListener("keydown", (event) => {
    const used = event.key === "Escape" ? watch.dismissKey() : event.key === "Enter" && event.altKey && watch.acceptKey();
    if (used) event.preventDefault();
  });
  // The marks lie behind the input; the mouse is over both.
  input.addEventListener("mousemove", (event) => {
    const under = marksOf().findIndex((mark) => [...mark.getClientRects()].some((box) => inside(box, event.clientX, event.clientY)));
    watch.over(under < 0 ? null : (distinct(watch.list())[under] ?? null));
  });
  return {
    ...control,
    dom,
    show(value, mine) {
      control.show(value, mine);
      // What stood there already was not typed now.
      follow(mine && !first);
      first = false;
    },
    destroy() {
      watch.destroy();
      control.destroy();
    },
  };
}

// Hints that overlap another one are not drawn here.
function distinct(list: readonly Found[]): Found[] {
  let at = 0;
  return list.filter((one: Span) => one.from >= at && ((at = one.to), true));
}

function boxIn(marks: readonly HTMLElement[], list: readonly Found[], pos: number): Box | null {
  const at = distinct(list).findIndex(({ from, to }) => from <= pos && pos <= to);
  const boxes = [...(marks[at]?.getClientRects() ?? [])];
  return (pos === distinct(list)[at]?.from ? boxes[0] : boxes.at(-1)) ?? null;
}

function inside(box: Box, x: number, y: number): boolean {
  return box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
}
