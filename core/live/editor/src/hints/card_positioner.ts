// Positions a hint card: beside its text on a wide screen, inside the text on a narrow one, and again when something
// moves. It measures what is drawn. Not here: choosing the place (card_placement), the card itself.
import type { Board } from "../board/board_context";
import { placeCard, type Rect } from "./card_placement";
import type { FoundHint } from "./hint_state";
import type { HintSurface } from "./hint_surface";
import { sentenceEnd } from "./hint_timing";

/** A board this narrow is on a phone: as in the style sheets. */
const NARROW = 560;
const WIDTH = 544;
const GAP = 6;

export class CardPositioner {
  readonly #board: Pick<Board, "root" | "editors">;
  readonly #surface: HintSurface;
  readonly #slot: HTMLElement;
  readonly #opened: () => FoundHint | null;
  #frame = 0;
  /** The strip over the section comes and goes by itself, and moves what is below it. */
  readonly #strip = new ResizeObserver(() => this.update());
  #destroyed = false;

  /** `slot` holds the card; `opened` is the hint that it is about. */
  constructor(
    board: Pick<Board, "root" | "editors">,
    surface: HintSurface,
    slot: HTMLElement,
    opened: () => FoundHint | null,
  ) {
    this.#board = board;
    this.#surface = surface;
    this.#slot = slot;
    this.#opened = opened;
    window.addEventListener("resize", this.update);
  }

  /** The card is new; `seek`: it is brought into sight. Not from within an update: what is drawn is measured. */
  show(seek: boolean): void {
    const banner = this.#banner();
    if (banner) this.#strip.observe(banner);
    queueMicrotask(() => {
      const card = this.#positionCard();
      if (seek) card?.scrollIntoView({ block: "nearest" });
    });
  }

  /** What is drawn has moved. */
  readonly update = (): void => {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => void this.#positionCard());
  };

  /** The card is gone. */
  hidden(): void {
    this.#strip.disconnect();
    queueMicrotask(() => {
      if (!this.#destroyed && !this.#opened()) this.#surface.reserveSpace(null);
    });
  }

  destroy(): void {
    this.#destroyed = true;
    this.#strip.disconnect();
    cancelAnimationFrame(this.#frame);
    window.removeEventListener("resize", this.update);
  }

  #positionCard(): HTMLElement | null {
    const found = this.#opened();
    const card = this.#slot.firstElementChild;
    if (this.#destroyed || !found || !(card instanceof HTMLElement)) return null;
    const board = this.#surface.dom.closest<HTMLElement>(".board");
    const narrow = (board?.clientWidth ?? 0) <= NARROW;
    this.#slot.dataset.narrow = String(narrow);
    if (narrow) this.#placeInText(found, card);
    else this.#placeBeside(found, card, board);
    return card;
  }

  #placeInText(found: FoundHint, card: HTMLElement): void {
    Object.assign(this.#slot.style, { left: "0", right: "0", width: "auto" });
    this.#surface.reserveSpace({ pos: found.to, height: card.offsetHeight + 2 * GAP });
    const line = this.#surface.lineBox(found.to, -1);
    if (line) this.#slot.style.top = `${line.bottom - this.#surface.dom.getBoundingClientRect().top + GAP}px`;
  }

  #placeBeside(found: FoundHint, card: HTMLElement, board: HTMLElement | null): void {
    const surface = this.#surface;
    surface.reserveSpace(null);
    const text = surface.state().sliceDoc();
    const [first, last] = [surface.lineBox(found.from, 1), surface.lineBox(found.to, -1)];
    if (!first || !last) return;
    const home = surface.dom.getBoundingClientRect();
    const bounds = (board?.querySelector(".main") ?? surface.dom).getBoundingClientRect();
    const width = Math.min(WIDTH, bounds.width);
    Object.assign(this.#slot.style, { right: "auto", width: `${width}px` });
    const at = placeCard({
      left: first.top === last.top ? first.left : home.left,
      first,
      last,
      end: surface.lineBox(sentenceEnd(text, found.to) ?? text.length, -1) ?? last,
      // Under the whole row or box, so that what belongs to the text stays in reach.
      field: (surface.dom.closest(".row, .prose") ?? surface.dom).getBoundingClientRect(),
      bounds,
      card: { width, height: card.offsetHeight },
      avoid: this.#keptFree(),
      height: window.innerHeight,
    });
    Object.assign(this.#slot.style, { left: `${at.left - home.left}px`, top: `${at.top - home.top}px` });
  }

  #banner(): HTMLElement | null {
    return this.#board.root.querySelector<HTMLElement>(".banner");
  }

  #keptFree(): Rect[] {
    const strip = this.#banner()?.getBoundingClientRect();
    return [this.#typingRect(), strip?.height ? strip : null].filter((rect) => rect !== null);
  }

  // The line that is being typed in, or the input.
  #typingRect(): Rect | null {
    const active = this.#board.root.activeElement;
    if (!(active instanceof HTMLElement) || this.#slot.contains(active)) return null;
    if (active.matches("input, textarea, select")) return active.getBoundingClientRect();
    for (const view of this.#board.editors.values()) {
      if (!view.hasFocus) continue;
      const line = view.coordsAtPos(view.state.selection.main.head);
      const box = view.dom.getBoundingClientRect();
      return line && { left: box.left, right: box.right, top: line.top, bottom: line.bottom };
    }
    return null;
  }
}
