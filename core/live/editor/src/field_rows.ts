// A list of rows that several people write: it draws them in order, keeps a draft at the end, and moves the focus.
// A row never moves while the focus is in it, and no node that somebody types in is ever replaced.
// Never here: what is inside a row (row_view), how rows are stored (rows_model).
import type * as Y from "yjs";
import type { Board, FieldSchema, Part } from "./board_context";
import { instantOf, storedInstant, toLocal } from "./datetime";
import { h } from "./dom";
import { rowView, type RowHost, type RowView } from "./row_view";
import { addRow, byRank, byTime, holding, isEmpty, moveRow, newRowId, rankAtEnd, rowAt, rowsIn, rowsRoot, setRemoved, type Row } from "./rows_model";
import { quietly } from "./undo";

export interface RowsNeeds {
  section: string;
  /** typed values that stand before the text; the others follow it; `hidden` ones are not drawn */
  before?: readonly string[];
  hidden?: readonly string[];
  order?: "rank" | "time";
  /** values that each new row gets */
  values?: () => Record<string, string>;
  tail?: RowHost["tail"];
}

export interface RowsPart extends Part {
  readonly root: ReturnType<typeof rowsRoot>;
}

/** Editors made in one go; a longer list comes in several, so that the page stays quick. */
const AT_ONCE = 40;

export function rowsList(board: Board, field: FieldSchema, needs: RowsNeeds): RowsPart {
  const { doc } = board;
  const origin = board.connection.localOrigin;
  const root = rowsRoot(doc, field.id);
  const order = needs.order === "time" ? byTime : byRank;
  const views = new Map<string, RowView>();
  const list = h("ul", { class: "rows", tabindex: "-1", "aria-label": field.label });
  const made = new Set<string>();
  let making = false;
  let pressed = false;
  let settling = 0;
  let coming = 0;

  const all = (): RowView[] => [...list.children].map((node) => byDom.get(node)).filter((view) => view !== undefined);
  const byDom = new Map<Element, RowView>();
  const focused = (): RowView | null => all().find((view) => view.dom.contains(board.root.activeElement)) ?? null;

  const host: RowHost = {
    board,
    field,
    section: needs.section,
    before: field.columns.filter((column) => needs.before?.includes(column.key)),
    after: field.columns.filter((column) => !needs.before?.includes(column.key) && !needs.hidden?.includes(column.key)),
    make(view, words, values) {
      const id = newRowId();
      making = true;
      views.set(id, view);
      made.add(id);
      const row = addRow(doc, root, origin, { id, rank: rankAtEnd(root), text: words, values: { ...needs.values?.(), ...values } });
      making = false;
      view.become(row);
      draft = freshDraft();
      render();
      return row;
    },
    momentBefore(view) {
      const shown = all();
      for (let i = shown.indexOf(view) - 1; i >= 0; i -= 1) {
        const local = toLocal(shown[i]?.row?.map.get("at"), board.zone.get());
        if (local) return local;
      }
      const known = rowsIn(root, byTime).find((row) => row !== view.row && instantOf(row.map.get("at")) !== null);
      const now = storedInstant(board.connection.now());
      return toLocal(known?.map.get("at") ?? now, board.zone.get()) ?? { date: now.slice(0, 10), time: "12:00" };
    },
    next(view) {
      const shown = all();
      const target = shown[shown.indexOf(view) + 1];
      if (!target) return;
      if (target.row) target.focus("end");
      else target.begin();
    },
    previous(view) {
      const shown = all();
      const target = shown[shown.indexOf(view) - 1];
      target?.focus("end");
      return target !== undefined;
    },
    move(view, by) {
      const { row } = view;
      if (!row || board.readonly.get()) return;
      const peers = rowsIn(root, order).filter((one) => order === byRank || one.map.get("at") === row.map.get("at"));
      if (order === byTime && peers.length < 2) return board.say("The timeline stands in the order of its times. To move a row, change its time.");
      board.undo.stopCapturing();
      moving = true;
      moveRow(doc, root, origin, row.id, by, peers);
      moving = false;
    },
    remove(view, how) {
      const { row } = view;
      if (!row || board.readonly.get()) return;
      const words = row.text.length > 0 || !isEmpty(row);
      if (how === "button" || !host.previous(view)) {
        const shown = all();
        if (how === "key") shown[shown.indexOf(view) + 1]?.focus("start");
        else list.focus({ preventScroll: true });
      }
      board.undo.stopCapturing();
      setRemoved(doc, row, origin, true);
      if (words) board.say("Row removed.", { label: "Undo", run: () => setRemoved(doc, row, origin, false) });
    },
    revive: (row) => setRemoved(doc, row, origin, false),
    tail: needs.tail,
  };
  let moving = false;

  const place = (view: RowView): RowView => (byDom.set(view.dom, view), view);
  const freshDraft = (): RowView => place(rowView(host, null));
  const drop = (view: RowView): void => {
    byDom.delete(view.dom);
    view.destroy();
  };
  let draft = freshDraft();

  function render(mine = true): void {
    const active = focused();
    const held = active?.row?.id ?? null;
    const shown = all().flatMap((view) => view.row?.id ?? []);
    const sorted = rowsIn(root, order, held);
    const rows = moving ? sorted : holding(sorted, held, shown);
    for (const [id, view] of views) {
      const now = rows.find((row) => row.id === id);
      // Gone, or another text under the same name (the same row came in twice): drawn anew.
      if (!now || now.text !== view.row?.text) {
        views.delete(id);
        drop(view);
      }
    }
    let fresh = 0;
    const wanted = rows.flatMap((row) => {
      let view = views.get(row.id);
      if (view) view.show(mine);
      else if ((fresh += 1) > AT_ONCE) return [];
      else views.set(row.id, (view = place(rowView(host, row))));
      return [view.dom];
    });
    window.clearTimeout(coming);
    if (fresh > AT_ONCE) coming = window.setTimeout(() => render(false));
    arrange(list, [...wanted, draft.dom], active?.dom ?? null);
    if (order === byTime) markDays(rows);
  }

  // A new day gets its name above its first row.
  function markDays(rows: readonly Row[]): void {
    let last = "";
    for (const row of rows) {
      const date = toLocal(row.map.get("at"), board.zone.get())?.date ?? last;
      views.get(row.id)?.dom.toggleAttribute("data-same-day", date === last);
      last = date;
    }
  }

  const onChange = (events: Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction): void => {
    if (making) return;
    if (events.some((event) => event.path.length < 2)) return render(transaction.local);
    // Words changed inside a row: its editor shows them by itself; what stands under it may say something else now.
    if (needs.tail) for (const event of events) views.get(String(event.path[0]))?.show(transaction.local);
  };
  root.observeDeep(onChange);

  // A row that was begun here and left empty goes again.
  const tidy = (held: string | undefined): void => {
    for (const id of made) {
      const row = rowAt(root, id);
      if (id === held) continue;
      made.delete(id);
      if (row && isEmpty(row) && !board.readonly.get()) quietly(doc, origin, () => row.map.set("removed", true));
    }
  };
  // Rows find their place once the focus is somewhere else; while a button is held down nothing moves under it.
  const settle = (): void => {
    window.clearTimeout(settling);
    settling = window.setTimeout(() => {
      if (pressed) return;
      tidy(focused()?.row?.id);
      render(false);
    });
  };
  const press = (): void => void (pressed = true);
  const release = (): void => {
    pressed = false;
    settle();
  };
  list.addEventListener("focusout", settle);
  window.addEventListener("pointerdown", press, true);
  window.addEventListener("pointerup", release);
  window.addEventListener("pointercancel", release);
  const stop = board.zone.subscribe(() => render(false));
  render();
  return {
    dom: list,
    root,
    destroy() {
      window.clearTimeout(settling);
      window.clearTimeout(coming);
      window.removeEventListener("pointerdown", press, true);
      window.removeEventListener("pointerup", release);
      window.removeEventListener("pointercancel", release);
      root.unobserveDeep(onChange);
      tidy(undefined);
      stop();
      for (const view of byDom.values()) view.destroy();
    },
  };
}

/** Brings the nodes into order without ever moving `fixed`, which holds the focus. */
export function arrange(list: HTMLElement, wanted: readonly HTMLElement[], fixed: HTMLElement | null): void {
  const at = fixed ? wanted.indexOf(fixed) : -1;
  let next: HTMLElement | null = at < 0 ? null : fixed;
  for (let i = (at < 0 ? wanted.length : at) - 1; i >= 0; i -= 1) {
    const node = wanted[i] as HTMLElement;
    if (node.parentNode !== list || node.nextElementSibling !== next) list.insertBefore(node, next);
    next = node;
  }
  let previous = fixed;
  for (const node of at < 0 ? [] : wanted.slice(at + 1)) {
    if (previous?.nextElementSibling !== node) previous?.after(node);
    previous = node;
  }
}
