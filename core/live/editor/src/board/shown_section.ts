// The section that this tab shows: exchanged when another one is to be shown, with the focus and the page's position. Not
// here: which one it is (section_follower), what is in it (section_view).
import { revealHeading } from "../shared/reveal_heading";
import type { Disposer } from "../shared/signal";
import type { Board } from "./board_context";
import { laterParts } from "./late_parts";
import type { NextFields } from "./next_fields";
import { sectionFields } from "./section_fields";
import { type SectionPart, sectionView } from "./section_view";

/** `place` holds it, in front of what is there; `banner` sticks above it. Returns the disposer. */
export function shownSection(board: Board, place: HTMLElement, banner: HTMLElement): Disposer {
  const { focusSection } = board.connection;
  let shown: SectionPart | null = null;
  let next: NextFields | null = null;
  let over = false;
  const show = (): void => {
    const changed = shown !== null;
    const section = board.sections.find((item) => item.id === focusSection.get()) ?? board.sections[0];
    if (!section) return;
    const hadFocus = place.contains(board.root.activeElement);
    shown?.dom.remove();
    shown?.destroy();
    const made = next?.take(section.id);
    shown = sectionView(board, section, made ?? sectionFields(board, section));
    place.prepend(shown.dom);
    if (made) next?.measure(shown.dom);
    // Whoever sat in a field keeps the keyboard inside the board: the next key is no shortcut of the page.
    if (hadFocus) shown.heading.focus({ preventScroll: true });
    if (changed) revealHeading(shown.heading, banner);
  };
  laterParts.whenHere((later) => {
    if (!over) next = later.nextFields(board, (section) => sectionFields(board, section));
  });
  const stop = focusSection.subscribe(show);
  show();
  return () => {
    over = true;
    stop();
    next?.destroy();
    shown?.destroy();
  };
}
