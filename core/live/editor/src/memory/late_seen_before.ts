// The places of what was seen before: a notice beside the sections and a card over the page. Their code is loaded when the
// browser is idle. Not here: the card (seen_before).
import type { Board } from "../board/board_context";
import { laterParts } from "../board/late_parts";
import { h } from "../shared/dom";
import type { SeenPart } from "./seen_before";

export function lateSeenBefore(board: Board): SeenPart {
  const notice = h("div", { class: "late-part" });
  const card = h("div", { class: "late-part" });
  let seen: SeenPart | null = null;
  let destroyed = false;
  laterParts.whenHere((later) => {
    if (destroyed) return;
    seen = later.seenBefore(board);
    notice.append(seen.notice);
    card.append(seen.card);
  });
  return {
    notice,
    card,
    destroy() {
      destroyed = true;
      seen?.destroy();
    },
  };
}
