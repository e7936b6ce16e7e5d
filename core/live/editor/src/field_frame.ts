// The frame around every field: its handle, its label, a word of help.
import type { FieldSchema } from "./board_context";
import { h, type Child } from "./dom";

export function labelled(field: FieldSchema, ...content: Child[]): HTMLElement {
  return h(
    "section",
    { class: "field", "data-field": field.id, "aria-label": field.label },
    h("div", { class: "field-label" }, h("h3", null, field.label), field.optional && h("span", { class: "optional" }, "optional")),
    field.help && h("p", { class: "field-help" }, field.help),
    ...content,
  );
}
