// The overdue promises of earlier incidents on the shared screen: only what a facilitator has shown, until the
// server's instant, over the lower half of the first section. The clock above goes on.
import { h, replace } from "./dom";
import type { Connection } from "./connection";
import { stops, watch, type Signal, type Stop } from "./signal";

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
export function timeShown(opening: Opening | null | undefined, status: string | undefined, now: number): number {
  if (!opening || opening.rows.length === 0 || (status !== "running" && status !== "paused")) return 0;
  return Math.max(0, opening.until - now);
}

/** "One promise is overdue", "7 promises are overdue" */
export function headline(total: number): string {
  return total === 1 ? "One promise is overdue" : `${total} promises are overdue`;
}

export function openingView(connection: Connection, data: Signal<OpeningData>): { element: HTMLElement; stop: Stop } {
  const element = h("section", { class: "opening", "aria-label": "Overdue promises" });
  element.hidden = true;
  const ways = stops();
  let going: ReturnType<typeof setTimeout> | null = null;
  const draw = (): void => {
    if (going !== null) clearTimeout(going);
    going = null;
    const opening = data.get().opening;
    const left = timeShown(opening, connection.meeting.get()?.status, connection.now());
    element.hidden = left === 0;
    if (!opening || left === 0) return replace(element);
    const more = opening.total - opening.rows.length;
    replace(
      element,
      h("h2", null, `Before we begin: ${headline(opening.total).toLowerCase()}`),
      h("ul", null, ...opening.rows.map(row)),
      more > 0 ? h("p", null, `and ${more} more`) : null,
    );
    going = setTimeout(draw, left + 50);
  };
  ways.add(watch([data, connection.meeting], draw), () => {
    if (going !== null) clearTimeout(going);
  });
  return { element, stop: ways.all };
}

function row(each: OpeningRow): HTMLElement {
  return h(
    "li",
    null,
    h("b", { dir: "auto" }, each.text),
    h("span", { dir: "auto" }, `${each.owner} · `, h("span", { class: "late" }, each.late), ` · ${each.from}`),
  );
}
