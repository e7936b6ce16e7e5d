// A link from the summary leads to the very field: `?field=actions&row=a1&key=owner` shows its section, scrolls there
// and puts the caret into it, once for each page that is opened. Not here: what is missing.
import type { Board } from "./board_context";

export interface DeepLink {
  field: string;
  row: string;
  key: string;
}

const VALID_NAME = /^[A-Za-z0-9_.-]{1,64}$/;
/** A long list is drawn in several goes, and the page around the board settles. */
const MAX_TRIES = 20;
const RETRY_MS = 150;

/** The place an address names; null when it names none. What is no name is left out. */
export function parseDeepLink(search: string): DeepLink | null {
  const asked = new URLSearchParams(search);
  const of = (name: string): string => {
    const value = asked.get(name) ?? "";
    return VALID_NAME.test(value) ? value : "";
  };
  const field = of("field");
  return field === "" ? null : { field, row: of("row"), key: of("key") };
}

let followed = false;

/** `within` holds the section that is shown. */
export function followDeepLink(board: Board, within: HTMLElement, search = location.search): void {
  const place = followed ? null : parseDeepLink(search);
  followed = true;
  const section = board.sections.find((item) => item.fields.some((field) => field.id === place?.field));
  if (!place || !section) return;
  board.connection.follower.choose(section.id);
  let tries = 0;
  const tryFocus = (): void => {
    const found = findTarget(within, place);
    tries += 1;
    if (!found.exact && tries < MAX_TRIES) {
      setTimeout(tryFocus, RETRY_MS);
      return;
    }
    found.node?.scrollIntoView({ block: "center" });
    found.node?.focus({ preventScroll: true });
  };
  requestAnimationFrame(tryFocus);
}

const INPUTS = ".cm-content, input:not([disabled]), textarea, select";

function findTarget(within: HTMLElement, { field, row, key }: DeepLink): { node: HTMLElement | null; exact: boolean } {
  const fieldElement = within.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`);
  // A row that is gone meanwhile, or an empty list: the place where the next one is written.
  const rowElement =
    row === "" ? null : (fieldElement?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row)}"]`) ?? null);
  const around = rowElement ?? fieldElement?.querySelector<HTMLElement>("[data-draft]") ?? fieldElement;
  const cell = key === "" ? null : (around?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? null);
  const inner = cell?.matches(INPUTS) ? cell : cell?.querySelector<HTMLElement>(INPUTS);
  const textEditor = around?.querySelector<HTMLElement>(".cm-content");
  const node = inner ?? textEditor ?? around?.querySelector<HTMLElement>(INPUTS) ?? fieldElement;
  return { node: node ?? null, exact: fieldElement !== null && (row === "" || rowElement !== null) };
}
