// What all texts of a board share about hints: one card is open at a time, one key goes from hint to hint, one live
// region announces them. Not here: what a hint is about, how a card looks.
import type { Board } from "../board/board_context";
import { h } from "../shared/dom";
import type { Disposer } from "../shared/signal";
import type { FoundHint } from "./hint_state";

export type OpenedBy = "key" | "caret" | "hover";

/** A text that may hold hints. */
export interface HintHost {
  readonly dom: HTMLElement;
  readonly field: string;
  /** in the order of the text */
  list(): readonly FoundHint[];
  opened(): FoundHint | null;
  /** where the caret is; null when it is elsewhere */
  caret(): number | null;
  open(found: FoundHint, by: OpenedBy): void;
  close(): void;
  /** these words were dismissed somewhere in this field */
  removeDismissed(phrase: string): void;
}

export interface HintCoordinator {
  /** what a screen reader says; nothing is seen of it */
  readonly dom: HTMLElement;
  register(host: HintHost): Disposer;
  /** closes what is open anywhere else */
  closeOthers(host: HintHost | null): void;
  /** the next hint after the caret, in this text or in one below; round and round */
  openNext(): boolean;
  opened(): HintHost | null;
  removeDismissed(field: string, phrase: string): void;
  announce(text: string): void;
  announceNew(count: number, unsure?: number): void;
}

const coordinators = new WeakMap<Board, HintCoordinator>();

export function hintCoordinatorOf(board: Board): HintCoordinator {
  const known = coordinators.get(board);
  if (known) return known;
  const made = makeHintCoordinator();
  coordinators.set(board, made);
  return made;
}

export function makeHintCoordinator(): HintCoordinator {
  const hosts = new Set<HintHost>();
  const dom = h("p", { class: "visually-hidden hint-voice", role: "status", "aria-live": "polite" });
  let explained = false;
  const announce = (text: string): void => {
    // The same words again are said again.
    dom.replaceChildren();
    dom.append(text);
  };
  return {
    dom,
    announce,
    register(host) {
      hosts.add(host);
      return () => hosts.delete(host);
    },
    closeOthers(host) {
      for (const other of hosts) if (other !== host && other.opened()) other.close();
    },
    openNext() {
      const next = nextHint([...hosts]);
      next?.host.open(next.found, "key");
      return next !== null;
    },
    opened: () => [...hosts].find((host) => host.opened() !== null) ?? null,
    removeDismissed(field, phrase) {
      for (const host of hosts) if (host.field === field) host.removeDismissed(phrase);
    },
    announceNew(count, unsure = 0) {
      if (count + unsure < 1) return;
      const kinds = [count > 0 && counted(count, "hint"), unsure > 0 && counted(unsure, "unsure hint")];
      announce(`${kinds.filter(Boolean).join(", ")}${explained ? "" : ". Alt H opens it."}`);
      explained = true;
    },
  };
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

const FOLLOWING = 4; // Node.DOCUMENT_POSITION_FOLLOWING

/** The hint that comes next, seen from the card that is open or from the caret. */
export function nextHint(hosts: readonly HintHost[]): { host: HintHost; found: FoundHint } | null {
  const inOrder = hosts
    .filter((host) => host.list().length > 0)
    .sort((a, b) => (a.dom.compareDocumentPosition(b.dom) & FOLLOWING ? -1 : 1));
  const all = inOrder.flatMap((host) => host.list().map((found) => ({ host, found })));
  const current = all.findIndex(({ host, found }) => host.opened() === found);
  if (current >= 0) return all[(current + 1) % all.length] ?? null;
  const withCaret = hosts.find((host) => host.caret() !== null);
  const caret = withCaret?.caret() ?? 0;
  const following = all.find(({ host, found }) => {
    if (!withCaret) return false;
    if (host === withCaret) return found.to >= caret;
    return (withCaret.dom.compareDocumentPosition(host.dom) & FOLLOWING) !== 0;
  });
  return following ?? all[0] ?? null;
}
