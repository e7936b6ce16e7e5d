// What a room needs later, in a file of its own: lists and dates, since the first thing that people write is prose, cards
// that lie over the page when there is something to say, and what Streamlit's page mounts around the board.
import { adoptStylesBefore } from "../shared/dom";
import { editorCss } from "../style/editor_css";
import { listsCss } from "../style/lists_css";
import type { Board, FieldSchema, Part, SectionSchema } from "./board_context";
import { rowsField as drawRowsField } from "./rows_field";
import { sectionNotes as drawSectionNotes } from "./section_notes";

export { meetingButtons as buttons } from "../clock/meeting_buttons";
export { menuItems as extras } from "../clock/menu_items";
export { shortcutSheet } from "../clock/shortcut_sheet";
export { offlineCopiesPanel } from "../connection/offline_copies_panel";
export { datedField } from "../fields/dated_field";
export { seenBefore } from "../memory/seen_before";
export { takePagePastes } from "../pasting/page_pastes";
export { attendeeList as who } from "../presence/attendee_list";
export { quietCard } from "../quiet/quiet_card";
export { catchUp } from "./catch_up";
export { readingStrip } from "./reading_strip";

export function rowsField(board: Board, section: SectionSchema, field: FieldSchema): Part {
  adoptStylesBefore(board.root, listsCss, editorCss);
  return drawRowsField(board, section, field);
}

export function sectionNotes(board: Board): Part {
  adoptStylesBefore(board.root, listsCss, editorCss);
  return drawSectionNotes(board);
}
