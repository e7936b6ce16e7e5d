// The line under a row that only this person sees, such as what an action still needs. Not here: what it says (the
// list's `note`).
import type { Row, RowMap } from "../document/rows_model";
import type { FoundHint } from "../hints/hint_state";
import type { RowHost } from "./row_interfaces";

/** The rows that this person wrote in. */
const rowsTypedHere = new WeakSet<RowMap>();
/** The hint categories that say that nobody can check whether the action is done. */
const VAGUE_CATEGORIES = ["vague_action", "exhortation"];

export class RowNote {
  readonly #make: RowHost["note"];
  readonly #parent: HTMLElement;
  readonly #row: () => Row | null;
  readonly #vague = new Set<string>();
  #element: HTMLElement | null = null;

  constructor(make: RowHost["note"], parent: HTMLElement, row: () => Row | null) {
    this.#make = make;
    this.#parent = parent;
    this.#row = row;
  }

  draw(): void {
    const row = this.#row();
    const mine = row !== null && rowsTypedHere.has(row.map);
    const next = this.#make?.(row, { mine, vague: (key) => this.#vague.has(key) }) ?? null;
    if (this.#element && next?.isEqualNode(this.#element)) return;
    this.#element?.remove();
    if (next) this.#parent.append(next);
    this.#element = next;
  }

  /** The hints in the row's text, or in one of its values, are these now. */
  hintsChanged(key: string, list: readonly FoundHint[]): void {
    // What is unsure is counted nowhere.
    if (list.some(({ hint }) => !hint.unsure && VAGUE_CATEGORIES.includes(hint.category))) this.#vague.add(key);
    else this.#vague.delete(key);
    this.draw();
  }

  /** This person wrote in the row. */
  typedHere(row: Row): void {
    if (rowsTypedHere.has(row.map)) return;
    rowsTypedHere.add(row.map);
    this.draw();
  }
}
