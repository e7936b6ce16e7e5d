// Puts a card where it belongs: beside its words on a wide screen, in the text on a narrow one, and again when
// something moves. It measures what is drawn. Never here: the choice of the place (hint_place), the card itself.
import type { Board } from "./board_context";
import { placeCard, type Box } from "./hint_place";
import type { Found } from "./hint_state";
import type { Surface } from "./hint_watch";
import { sentenceEnd } from "./hint_when";
import type { Stop } from "./signal";

/** A board this narrow is on a phone: as in the style sheets. */
const NARROW = 560;
const WIDTH = 544;
const GAP = 6;

export interface Standing {
  /** the card is new; `seek`: it is brought into sight */
  stand(seek: boolean): void;
  /** what is drawn has moved */
  again(): void;
  /** the card is gone */
  gone(): void;
  destroy: Stop;
}

export function standing(board: Pick<Board, "root" | "editors">, surface: Surface, place: HTMLElement, opened: () => Found | null): Standing {
  let frame = 0;
  let over = false;

  const settle = (): HTMLElement | null => {
    const one = opened();
    const card = place.firstElementChild;
    if (over || !one || !(card instanceof HTMLElement)) return null;
    const whole = surface.dom.closest<HTMLElement>(".board");
    const narrow = (whole?.clientWidth ?? 0) <= NARROW;
    place.dataset["narrow"] = String(narrow);
    if (narrow) under(one, card);
    else beside(one, card, whole);
    return card;
  };

  const under = (one: Found, card: HTMLElement): void => {
    Object.assign(place.style, { left: "0", right: "0", width: "auto" });
    surface.room({ pos: one.to, height: card.offsetHeight + 2 * GAP });
    const line = surface.lineBox(one.to, -1);
    if (line) place.style.top = `${line.bottom - surface.dom.getBoundingClientRect().top + GAP}px`;
  };

  const beside = (one: Found, card: HTMLElement, whole: HTMLElement | null): void => {
    surface.room(null);
    const text = surface.state().sliceDoc();
    const [first, last] = [surface.lineBox(one.from, 1), surface.lineBox(one.to, -1)];
    if (!first || !last) return;
    const end = surface.lineBox(sentenceEnd(text, one.to) ?? text.length, -1) ?? last;
    const home = surface.dom.getBoundingClientRect();
    // Under the whole row or box, so that what belongs to the words stays in reach.
    const field = (surface.dom.closest(".row, .prose") ?? surface.dom).getBoundingClientRect();
    const bounds = (whole?.querySelector(".main") ?? surface.dom).getBoundingClientRect();
    const left = first.top === last.top ? first.left : home.left;
    const width = Math.min(WIDTH, bounds.width);
    Object.assign(place.style, { right: "auto", width: `${width}px` });
    const size = { width, height: card.offsetHeight };
    const at = placeCard({ left, first, last, end, field, bounds, card: size, avoid: typing(), height: window.innerHeight });
    Object.assign(place.style, { left: `${at.left - home.left}px`, top: `${at.top - home.top}px` });
  };

  // The line that is being typed in, or the input.
  const typing = (): Box | null => {
    const active = board.root.activeElement;
    if (!(active instanceof HTMLElement) || place.contains(active)) return null;
    if (active.matches("input, textarea, select")) return active.getBoundingClientRect();
    for (const view of board.editors.values()) {
      if (!view.hasFocus) continue;
      const line = view.coordsAtPos(view.state.selection.main.head);
      const box = view.dom.getBoundingClientRect();
      return line && { left: box.left, right: box.right, top: line.top, bottom: line.bottom };
    }
    return null;
  };

  const again = (): void => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => void settle());
  };
  window.addEventListener("resize", again);
  return {
    // Not from within an update: what is drawn is measured.
    stand: (seek) => queueMicrotask(() => {
      const card = settle();
      if (seek) card?.scrollIntoView({ block: "nearest" });
    }),
    again,
    gone: () => queueMicrotask(() => !over && !opened() && surface.room(null)),
    destroy() {
      over = true;
      cancelAnimationFrame(frame);
      window.removeEventListener("resize", again);
    },
  };
}
