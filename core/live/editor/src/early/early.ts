// What a room does before Streamlit has started, where the page has its data: it connects, draws bar and board, and says
// when Streamlit may begin to work. Not here: each of these.
import { connect } from "../connection/connection";
import { watch } from "../shared/signal";
import { earlyData } from "./early_data";
import { clearStage, Stage } from "./stage";

/** After so long Streamlit begins anyway: a socket that does not open must not hold the page up. */
export const CONNECT_MS = 4_000;
/** So long the connection is kept for components that Streamlit may still mount. */
export const HOLD_MS = 30_000;

/** Does nothing but say so on a page without data. */
export function startEarly(): void {
  const data = earlyData();
  if (!data) return sayDrawn();
  const start = (): void => {
    const connection = connect(data.board);
    try {
      new Stage(data);
    } catch (problem) {
      console.error(problem); // Streamlit draws it
      clearStage();
    }
    let told = false;
    const tell = (): void => {
      if (told) return;
      told = true;
      stop();
      sayDrawn();
      // The components hold it from here on; a page that mounts none leaves the room.
      setTimeout(connection.release, HOLD_MS);
    };
    const stop = watch([connection.synced, connection.closed], () => {
      if (connection.synced.get() || connection.closed.get()) queueMicrotask(tell);
    });
    setTimeout(tell, CONNECT_MS);
  };
  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start, { once: true });
}

// For page.js: the board can be typed in, or nothing is drawn early.
function sayDrawn(): void {
  document.documentElement.dataset.debriefDrawn = "";
}
