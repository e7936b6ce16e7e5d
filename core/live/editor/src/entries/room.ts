// What a room needs at once: the board, the bar over it, who is there, and the reruns of its panels.
export { board } from "../board/board";
export { meetingBar as clock } from "../clock/meeting_bar";
export { meetingButtons as buttons } from "../clock/meeting_buttons";
export { menuItems as extras } from "../clock/menu_items";
export { rerunTrigger as signal } from "../connection/rerun_trigger";
export { attendeeList as who } from "../presence/attendee_list";

import { startEarly } from "../early/early";

startEarly();
