// The bundle's front door: the components that the pages mount.
export { board } from "./board/board";
export { meetingBar as clock } from "./clock/meeting_bar";
export { meetingButtons as buttons } from "./clock/meeting_buttons";
export { menuItems as extras } from "./clock/menu_items";
export { rerunTrigger as signal } from "./connection/rerun_trigger";
export { attendeeList as who } from "./presence/attendee_list";
export { present } from "./present/present";
export { review } from "./review/review";
export { copyLink as copy_link } from "./shared/copy_link";
