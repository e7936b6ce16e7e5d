// The overdue action items of earlier incidents on the shared screen: only what a facilitator has shown, until the
// server's instant, over the lower half of the first section. The clock above goes on.

import type { Connection } from "../connection/connection";
import { h, setChildren } from "../shared/dom";
import { type Disposer, makeDisposables, type Signal, watch } from "../shared/signal";

export interface OpeningRow {
  text: string;
  owner: string;
  /** "12 days late" */
  late: string;
  /** the title of its incident */
  from: string;
}

export interface Opening {
  /** ms of the server's clock */
  until: number;
  total: number;
  rows: OpeningRow[];
}

export interface OpeningData {
  opening?: Opening | null;
}

/** How long it is still shown, in ms; 0 when there is nothing to show. */
export function remainingMs(opening: Opening | null | undefined, status: string | undefined, now: number): number {
  if (!opening || opening.rows.length === 0 || (status !== "running" && status !== "paused")) return 0;
  return Math.max(0, opening.until - now);
}

/** "One action item is overdue", "7 action items are overdue" */
export function headline(total: number): string {
  return total === 1 ? "One action item is overdue" : `${total} action items are overdue`;
}

export function overdueActionsView(
  connection: Connection,
  data: Signal<OpeningData>,
): { element: HTMLElement; stop: Disposer } {
  const element = h("section", { class: "opening", "aria-label": "Overdue action items" });
  element.hidden = true;
  const disposables = makeDisposables();
  let hideTimer: ReturnType<typeof setTimeout> | null = null;
  const draw = (): void => {
    if (hideTimer !== null) clearTimeout(hideTimer);
    hideTimer = null;
    const opening = data.get().opening;
    const left = remainingMs(opening, connection.meeting.get()?.status, connection.now());
    element.hidden = left === 0;
    if (!opening || left === 0) return setChildren(element);
    const more = opening.total - opening.rows.length;
    setChildren(
      element,
      h("h2", null, `Before we begin: ${headline(opening.total).toLowerCase()}`),
      h("ul", null, ...opening.rows.map(row)),
      more > 0 ? h("p", null, `and ${more} more`) : null,
    );
    hideTimer = setTimeout(draw, left + 50);
  };
  disposables.add(watch([data, connection.meeting], draw), () => {
    if (hideTimer !== null) clearTimeout(hideTimer);
  });
  return { element, stop: disposables.dispose };
}

function row(item: OpeningRow): HTMLElement {
  return h(
    "li",
    null,
    h("b", { dir: "auto" }, item.text),
    h("span", { dir: "auto" }, `${item.owner} · `, h("span", { class: "late" }, item.late), ` · ${item.from}`),
  );
}
