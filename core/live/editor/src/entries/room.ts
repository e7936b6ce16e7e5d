// What a room needs at once: the board, the bar over it, and the reruns of its panels.
export { board } from "../board/board";
export { meetingBar as clock } from "../clock/meeting_bar";
export { rerunTrigger as signal } from "../connection/rerun_trigger";

import { startEarly } from "../early/early";

startEarly();
