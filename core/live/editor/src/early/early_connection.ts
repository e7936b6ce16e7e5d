// Opens the room's connection as soon as this script is there, seconds before Streamlit mounts a component on a slow
// line: the document is synced when the board is mounted. Not here: the connection, what is drawn.
import { connect } from "../connection/connection";
import { earlyData } from "./early_data";

/** So long it is kept for the components; a page that never mounts one leaves the room after that. */
export const HOLD_MS = 30_000;

/** Does nothing on a page without data. */
export function connectEarly(page: Document = document): void {
  const data = earlyData(page);
  if (!data) return;
  const { release } = connect(data.board);
  setTimeout(release, HOLD_MS);
}
