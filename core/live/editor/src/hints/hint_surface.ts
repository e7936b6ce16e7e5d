// What hints need of the thing that shows a text: an editor, or a plain input. Shapes only.
import type { ChangeDesc } from "@codemirror/state";
import type { Rect } from "./card_placement";
import type { HintText } from "./hint_requester";
import type { Span } from "./hint_state";

export interface HintSurface extends HintText {
  /** holds the text and the card */
  readonly dom: HTMLElement;
  caret(): number;
  /** puts the caret there, in sight */
  select(pos: number): void;
  focus(): void;
  /** changes text by a hint's own button */
  replaceText(span: Span, text: string): void;
  /** the line in which a position of the text is drawn, in window coordinates */
  lineBox(pos: number, side: -1 | 1): Rect | null;
  /** on a narrow screen the card stands in the text, which makes room under the line of `pos`; null: no more */
  reserveSpace(at: { pos: number; height: number } | null): void;
}

export interface SurfaceChange {
  /** what changed, if the text did */
  changes: ChangeDesc | null;
  /** this person changed it; up to which position */
  typed: number | null;
  /** the caret was put somewhere, without typing */
  caretMoved: boolean;
  resized: boolean;
}
