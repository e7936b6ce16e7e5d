// What the server wrote into the head of a room's page for the person who opens it: the data that Streamlit will give
// the components later. Not here: what is done with it.
import type { BoardData } from "../board/board_context";
import type { LiveData } from "../connection/protocol";

export interface EarlyData {
  board: BoardData;
  clock: LiveData & { title: string };
}

const ELEMENT = "debrief-room";

/** Null where the page has none: for whoever will be shown something else than the board. */
export function earlyData(page: Document = document): EarlyData | null {
  const text = page.getElementById(ELEMENT)?.textContent;
  if (!text) return null;
  try {
    const { board, clock } = JSON.parse(text) as Partial<EarlyData>;
    if (!board || !clock || !isConnection(board) || !isConnection(clock)) return null;
    return { clock, board: { ...board, zone: Intl.DateTimeFormat().resolvedOptions().timeZone } };
  } catch {
    return null;
  }
}

function isConnection(data: LiveData): boolean {
  return typeof data.pm === "string" && typeof data.epoch === "number" && typeof data.socket === "string";
}
