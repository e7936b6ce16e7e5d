// What the server wrote into the head of a room's page for the person who opens it: the data that Streamlit will give
// the components later. Not here: what is done with it.
import type { BoardData } from "../board/board_context";
import type { LiveData } from "../connection/protocol";

export interface EarlyData {
  board: BoardData;
  clock: LiveData & { title: string };
  /** nothing will stand beside the board */
  wide: boolean;
  /** CSS variables, as Streamlit will put them around components */
  themes: Record<"light" | "dark", Record<string, string>>;
}

const ELEMENT = "debrief-room";

/**
 * Null where the page has none: for whoever will be shown something else than the board. The element is taken out of the
 * page: what is in it is known then, and nothing that saves or searches the page finds it.
 */
export function earlyData(page: Document = document): EarlyData | null {
  const element = page.getElementById(ELEMENT);
  element?.remove();
  const text = element?.textContent;
  if (!text) return null;
  try {
    const { board, clock, themes, wide } = JSON.parse(text) as Partial<EarlyData>;
    if (!board || !clock || !isConnection(board) || !isConnection(clock) || !themes?.light || !themes.dark) return null;
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    return { clock, themes, wide: wide === true, board: { ...board, zone: timeZone } };
  } catch {
    return null;
  }
}

function isConnection(data: LiveData): boolean {
  return typeof data.pm === "string" && typeof data.epoch === "number" && typeof data.socket === "string";
}
