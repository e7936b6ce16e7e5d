// The fields of one section, drawn at once or a little at a time: the next section is drawn in idle moments. Not here: what
// stands around them (section_view), when they are drawn (next_fields).
import { proseField } from "../fields/prose_field";
import { setField } from "../fields/set_field";
import { typedField } from "../fields/typed_field";
import { h } from "../shared/dom";
import type { Board, FieldSchema, Part, SectionSchema } from "./board_context";
import { latePart } from "./late_part";
import { laterParts } from "./late_parts";

export interface SectionFields extends Part {
  /** Draws the next field, or the next rows of a list. False when all is drawn. */
  drawSome(): boolean;
  drawAll(): void;
}

/** Nothing is drawn yet. */
export function sectionFields(board: Board, section: SectionSchema): SectionFields {
  const dom = h("div", { class: "fields" });
  const waiting = [...section.fields];
  const parts: Part[] = [];
  const drawNext = (inParts: boolean): boolean => {
    const field = waiting.shift();
    if (!field) return false;
    const part = drawField(board, section, field, inParts);
    parts.push(part);
    dom.append(part.dom);
    return true;
  };
  return {
    dom,
    drawSome: () => parts.some((part) => part.more?.()) || drawNext(true),
    drawAll() {
      for (const part of parts) part.drawAll?.();
      while (drawNext(false));
    },
    destroy() {
      for (const part of parts.reverse()) part.destroy();
    },
  };
}

function drawField(board: Board, section: SectionSchema, field: FieldSchema, inParts: boolean): Part {
  switch (field.kind) {
    case "prose":
      return proseField(board, field, section.id);
    case "rows":
      return latePart(laterParts, (later) => later.rowsField(board, section, field, inParts));
    case "set":
      return setField(board, field);
    case "date":
    case "datetime":
      return latePart(laterParts, (later) => later.datedField(board, field));
    default:
      return typedField(board, field);
  }
}
