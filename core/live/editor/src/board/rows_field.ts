// A field whose value is a list of rows: the timeline, answers, factors, actions, the checklist.
// Not here: how a list works (rows_list).
import { choosingBar } from "../choosing/choosing_bar";
import { ideasList } from "../choosing/ideas_list";
import { rowChoice } from "../choosing/row_choice";
import { isIdea } from "../document/action_rows";
import { fieldFrame } from "../fields/field_frame";
import { actionNote, tooManyActionsNote } from "../rows/action_notes";
import { rowsList } from "../rows/rows_list";
import { timelineNotes } from "../rows/timeline_notes";
import { h } from "../shared/dom";
import type { Board, FieldSchema, Part, SectionSchema } from "./board_context";
import { incidentTimesView } from "./incident_times";

// What stands before a row's words; all other typed values follow them.
const BEFORE: Record<string, readonly string[]> = {
  timeline: ["at", "kind"],
  factors: ["kind"],
  "follow_up.checklist": ["done"],
};

function actionsField(board: Board, section: SectionSchema, field: FieldSchema): Part {
  const bar = choosingBar(board);
  const rows = rowsList(board, field, {
    section: () => section.id,
    hidden: ["chosen"],
    order: "chosen",
    note: actionNote,
    mark: rowChoice(board),
    shown: (row) => !isIdea(row),
  });
  const parts = [bar, rows, ideasList(board), tooManyActionsNote(board)] as const;
  const [, , ideas, many] = parts;
  const dom = fieldFrame(field, bar.dom, h("div", { class: "card" }, rows.dom), ideas.dom, many.dom);
  if (section.fields.length === 1) dom.classList.add("alone");
  return {
    dom,
    destroy() {
      for (const part of parts) part.destroy();
    },
  };
}

export function rowsField(board: Board, section: SectionSchema, field: FieldSchema): Part {
  if (field.id === "actions") return actionsField(board, section, field);
  const remarks = field.id === "timeline" ? timelineNotes(board) : null;
  const rows = rowsList(board, field, {
    section: () => section.id,
    before: BEFORE[field.id],
    order: field.id === "timeline" ? "time" : "rank",
    note: remarks?.note,
    preview: field.id === "timeline",
    pictures: field.id === "timeline",
  });
  const below = field.id === "timeline" ? incidentTimesView(board) : null;
  const dom = fieldFrame(field, h("div", { class: "card" }, rows.dom, rows.offer), below?.dom);
  if (section.fields.length === 1) dom.classList.add("alone");
  return {
    dom,
    destroy() {
      rows.destroy();
      remarks?.destroy();
      below?.destroy();
    },
  };
}
