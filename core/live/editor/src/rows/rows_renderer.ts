// Draws the rows of a list in their order, with a draft among them. A row never moves while the focus is in it, and no
// node that somebody types in is ever replaced. Not here: what is inside a row, when the document is changed.
import type * as Y from "yjs";
import type { Board } from "../board/board_context";
import { byTime, keepHeldInPlace, type Row, type RowMap, rowsIn } from "../document/rows_model";
import { h } from "../shared/dom";
import { toLocal } from "../time/datetime";
import { arrange } from "./arrange";
import type { RowView } from "./row_interfaces";

/** Editors made in one go; a longer list comes in several, so that the page stays quick. */
const MAX_NEW_ROWS_PER_DRAW = 40;

export interface RowsRendererProps {
  board: Board;
  label: string;
  root: Y.Map<RowMap>;
  order: (a: Row, b: Row) => number;
  /** false for rows that are kept and not drawn */
  shown(row: Row): boolean;
  /** null: the draft */
  makeView(row: Row | null): RowView;
}

export class RowsRenderer {
  readonly list: HTMLElement;
  /** the row behind which the draft stands; null: at the end */
  draftBehind: string | null = null;
  /** while a row is moved on purpose the held one moves too */
  moving = false;
  readonly #props: RowsRendererProps;
  readonly #views = new Map<string, RowView>();
  readonly #byDom = new Map<Element, RowView>();
  #draft: RowView;
  #moreTimer = 0;

  constructor(props: RowsRendererProps) {
    this.#props = props;
    this.list = h("ul", { class: "rows", tabindex: "-1", "aria-label": props.label });
    this.#draft = this.#add(props.makeView(null));
  }

  get draft(): RowView {
    return this.#draft;
  }

  /** As they stand on the page. */
  views(): RowView[] {
    return [...this.list.children].map((node) => this.#byDom.get(node)).filter((view) => view !== undefined);
  }

  viewOf(id: string): RowView | undefined {
    return this.#views.get(id);
  }

  /** The row that the focus is in. */
  focused(): RowView | null {
    return this.views().find((view) => view.dom.contains(this.#props.board.root.activeElement)) ?? null;
  }

  /** The row that a node stands in; the draft for one that stands in none. */
  viewAround(node: Node): RowView {
    return this.views().find(({ dom }) => dom.contains(node)) ?? this.#draft;
  }

  /** The draft shows this row from now on. */
  adoptDraft(id: string, view: RowView): void {
    this.#views.set(id, view);
    this.draftBehind = null;
  }

  newDraft(): void {
    this.#draft = this.#add(this.#props.makeView(null));
  }

  /** A text in a row changed. `path`: the row's id, and which text of it. */
  changedWithin([id, key]: readonly (string | number)[], mine: boolean): void {
    this.#views.get(String(id))?.changedWithin(String(key), mine);
  }

  /** `mine`: what changed was changed in this tab. */
  render(mine = true): void {
    const { root, order, shown } = this.#props;
    const active = this.focused();
    const held = active?.row?.id ?? null;
    const drawn = this.views().flatMap((view) => view.row?.id ?? []);
    const sorted = rowsIn(root, order, held).filter((row) => row.id === held || shown(row));
    const rows = this.moving ? sorted : keepHeldInPlace(sorted, held, drawn);
    this.#dropMissing(rows);
    const wanted = this.#drawRows(rows, mine);
    wanted.splice(this.#draftPosition(wanted), 0, this.#draft.dom);
    arrange(this.list, wanted, active?.dom ?? null);
    if (order === byTime) this.#markDays(rows);
  }

  destroy(): void {
    window.clearTimeout(this.#moreTimer);
    for (const view of this.#byDom.values()) view.destroy();
  }

  #add(view: RowView): RowView {
    this.#byDom.set(view.dom, view);
    return view;
  }

  // Gone, or another text under the same name (the same row came in twice): drawn anew.
  #dropMissing(rows: readonly Row[]): void {
    for (const [id, view] of this.#views) {
      const row = rows.find((candidate) => candidate.id === id);
      if (row && row.text === view.row?.text) continue;
      this.#views.delete(id);
      this.#byDom.delete(view.dom);
      view.destroy();
    }
  }

  #drawRows(rows: readonly Row[], mine: boolean): HTMLElement[] {
    let fresh = 0;
    const nodes: HTMLElement[] = [];
    for (const row of rows) {
      const known = this.#views.get(row.id);
      known?.show(mine);
      if (!known) fresh += 1;
      if (!known && fresh > MAX_NEW_ROWS_PER_DRAW) continue;
      const view = known ?? this.#add(this.#props.makeView(row));
      this.#views.set(row.id, view);
      nodes.push(view.dom);
    }
    window.clearTimeout(this.#moreTimer);
    if (fresh > MAX_NEW_ROWS_PER_DRAW) this.#moreTimer = window.setTimeout(() => this.render(false));
    return nodes;
  }

  // Behind its row; when that is gone, behind the last one before it that is still there.
  #draftPosition(wanted: readonly Element[]): number {
    if (this.draftBehind === null) return wanted.length;
    const behind = this.#views.get(this.draftBehind)?.dom;
    const nodes: Element[] = [...this.list.children];
    const earlier = nodes.slice(0, nodes.indexOf(this.#draft.dom)).reverse();
    const before = behind && wanted.includes(behind) ? behind : earlier.find((node) => wanted.includes(node));
    return before ? wanted.indexOf(before) + 1 : 0;
  }

  // A new day gets its name above its first row.
  #markDays(rows: readonly Row[]): void {
    let last = "";
    for (const row of rows) {
      const date = toLocal(row.map.get("at"), this.#props.board.zone.get())?.date ?? last;
      this.#views.get(row.id)?.dom.toggleAttribute("data-same-day", date === last);
      last = date;
    }
  }
}
