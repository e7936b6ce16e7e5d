// What all texts of a board share about hints: one card is open at a time, one key goes from hint to hint, one
// voice says that there is one. Never here: what a hint is about, how a card looks.
import type { Board } from "./board_context";
import { h } from "./dom";
import type { Found } from "./hint_state";
import type { Stop } from "./signal";

export type By = "key" | "caret" | "hover";

/** A text that may hold hints. */
export interface Home {
  readonly dom: HTMLElement;
  readonly field: string;
  /** in the order of the text */
  list(): readonly Found[];
  opened(): Found | null;
  /** where the caret is; null when it is elsewhere */
  caret(): number | null;
  open(one: Found, by: By): void;
  close(): void;
  /** these words were waved away somewhere in this field */
  forget(phrase: string): void;
}

export interface Desk {
  /** what a screen reader says; nothing is seen of it */
  readonly dom: HTMLElement;
  join(home: Home): Stop;
  /** closes what is open anywhere else */
  only(home: Home | null): void;
  /** the next hint after the caret, in this text or in one below; round and round */
  next(): boolean;
  opened(): Home | null;
  forget(field: string, phrase: string): void;
  say(words: string): void;
  appeared(count: number): void;
}

const desks = new WeakMap<Board, Desk>();

export function deskOf(board: Board): Desk {
  let desk = desks.get(board);
  if (!desk) desks.set(board, (desk = makeDesk()));
  return desk;
}

export function makeDesk(): Desk {
  const homes = new Set<Home>();
  const dom = h("p", { class: "visually-hidden hint-voice", role: "status", "aria-live": "polite" });
  let told = false;
  const say = (words: string): void => {
    // The same words again are said again.
    dom.replaceChildren();
    dom.append(words);
  };
  return {
    dom,
    say,
    join(home) {
      homes.add(home);
      return () => homes.delete(home);
    },
    only(home) {
      for (const other of homes) if (other !== home && other.opened()) other.close();
    },
    next() {
      const to = after([...homes]);
      to?.home.open(to.one, "key");
      return to !== null;
    },
    opened: () => [...homes].find((home) => home.opened() !== null) ?? null,
    forget(field, phrase) {
      for (const home of homes) if (home.field === field) home.forget(phrase);
    },
    appeared(count) {
      if (count < 1) return;
      say(`${count === 1 ? "1 hint" : `${count} hints`}${told ? "" : ". Alt H opens it."}`);
      told = true;
    },
  };
}

const FOLLOWING = 4; // Node.DOCUMENT_POSITION_FOLLOWING

/** The hint that comes next, seen from the card that is open or from the caret. */
export function after(homes: readonly Home[]): { home: Home; one: Found } | null {
  const inOrder = homes.filter((home) => home.list().length > 0)
    .sort((a, b) => (a.dom.compareDocumentPosition(b.dom) & FOLLOWING ? -1 : 1));
  const all = inOrder.flatMap((home) => home.list().map((one) => ({ home, one })));
  const current = all.findIndex(({ home, one }) => home.opened() === one);
  if (current >= 0) return all[(current + 1) % all.length] ?? null;
  const here = homes.find((home) => home.caret() !== null);
  const caret = here?.caret() ?? 0;
  const beyond = all.find(({ home, one }) => {
    if (!here) return false;
    return home === here ? one.to >= caret : (here.dom.compareDocumentPosition(home.dom) & FOLLOWING) !== 0;
  });
  return beyond ?? all[0] ?? null;
}
