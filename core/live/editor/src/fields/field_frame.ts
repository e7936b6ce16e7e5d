// The frame around every field: its handle, its label, a word of help.
import type { FieldSchema } from "../board/board_context";
import { type Child, h } from "../shared/dom";

export function fieldFrame(field: FieldSchema, ...content: Child[]): HTMLElement {
  return h(
    "section",
    { class: "field", "data-field": field.id, "aria-label": field.label },
    h(
      "div",
      { class: "field-label" },
      h("h3", null, field.label),
      field.optional && h("span", { class: "optional" }, "optional"),
    ),
    field.help && h("p", { class: "field-help" }, field.help),
    ...content,
  );
}
