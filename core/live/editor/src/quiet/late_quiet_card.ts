// The place of a quiet minute's card in a section. Its code is loaded when the browser is idle, and at once when a quiet
// minute is open. Not here: the card (quiet_card).
import type { Board, SectionSchema } from "../board/board_context";
import { laterParts } from "../board/late_parts";
import { h } from "../shared/dom";
import { watch } from "../shared/signal";
import type { QuietCardPart } from "./quiet_card";

const NOT_LOADED =
  "The card of the quiet minute could not be loaded. What you write in the fields is stored; reload the page when the server can be reached.";

export function lateQuietCard(board: Board, section: SectionSchema, opened: (open: boolean) => void): QuietCardPart {
  const dom = h("div", { class: "late-part" });
  const start = h("span", { class: "late-part" });
  let card: QuietCardPart | null = null;
  let destroyed = false;
  laterParts.whenHere((later) => {
    if (destroyed) return;
    card = later.quietCard(board, section, opened);
    dom.append(card.dom);
    start.append(card.start);
  });
  const stop = watch([board.quiet.shown], () => {
    if (card === null && board.quiet.shown.get()?.section === section.id)
      laterParts.load().catch(() => board.notify(NOT_LOADED));
  });
  return {
    dom,
    start,
    destroy() {
      destroyed = true;
      stop();
      card?.destroy();
    },
  };
}
