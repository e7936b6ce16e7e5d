// The ideas under the actions: what was written down and is not promised, with its owner, each taken up again with one
// click. Not here: ideas that were noted beside a section (section_notes).
import type { Board, Part } from "../board/board_context";
import { ideaRows, setIdea } from "../document/action_rows";
import { lineValue } from "../document/line_text";
import { type Row, rowsRoot } from "../document/rows_model";
import { h, setChildren, setText } from "../shared/dom";

const DRAW_DELAY_MS = 100;

export function ideasList(board: Board): Part {
  const root = rowsRoot(board.doc, "actions");
  const title = h("b");
  const list = h("ul", { class: "idea-list", "aria-label": "Ideas, not promised" });
  const summary = h("summary", null, title, h("span", null, "kept with the postmortem, not promised"));
  const dom = h("details", { class: "ideas-aside" }, summary, list);
  let shown = "";
  let timer = 0;

  const takeUp = (row: Row): void => {
    if (board.readonly.get()) return;
    const next = list.querySelector<HTMLButtonElement>(`li:not([data-idea="${row.id}"]) button`) ?? summary;
    board.undo.stopCapturing();
    setIdea(board.doc, [row], board.connection.localOrigin, false);
    board.undo.stopCapturing();
    draw();
    next.focus();
    board.notify("It is an action again.");
  };
  const item = (row: Row): HTMLElement => {
    const owner = lineValue(row.map.get("owner")).trim();
    const words = row.text.toString().trim() || "An action without words";
    return h(
      "li",
      { "data-idea": row.id },
      h("span", { class: "idea-words", dir: "auto" }, words),
      owner !== "" && h("span", { class: "idea-owner", dir: "auto" }, owner),
      !board.readonly.get() &&
        h(
          "button",
          { type: "button", class: "quiet", "aria-label": `Bring back: ${words}`, onclick: () => takeUp(row) },
          "Bring back",
        ),
    );
  };
  const draw = (): void => {
    window.clearTimeout(timer);
    timer = 0;
    const rows = ideaRows(board.doc);
    const now = JSON.stringify([
      board.readonly.get(),
      rows.map((row) => [row.id, row.text.toString(), lineValue(row.map.get("owner"))]),
    ]);
    if (now === shown) return;
    shown = now;
    dom.hidden = rows.length === 0;
    setText(title, rows.length === 1 ? "1 idea" : `${rows.length} ideas`);
    setChildren(list, ...rows.map(item));
  };
  const later = (): void => {
    if (timer === 0) timer = window.setTimeout(draw, DRAW_DELAY_MS);
  };
  root.observeDeep(later);
  const stop = board.readonly.subscribe(draw);
  draw();
  return {
    dom,
    destroy() {
      window.clearTimeout(timer);
      root.unobserveDeep(later);
      stop();
    },
  };
}
