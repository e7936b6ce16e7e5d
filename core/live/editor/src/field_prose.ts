// A field of prose: its label, a word of help, and one shared text.
import type { Board, FieldSchema, Part } from "./board_context";
import { h } from "./dom";
import { makeEditor } from "./editor";
import { labelled } from "./field_frame";
import { hintsFor } from "./hint_marks";
import { steady } from "./steady";

export function proseField(board: Board, field: FieldSchema, section: string): Part {
  const editor = makeEditor(board, {
    text: board.doc.getText(`text:${field.id}`),
    label: field.label,
    placeholder: field.placeholder,
    extensions: hintsFor(board, { field: field.id, section }),
  });
  const box = h("div", { class: "prose" }, editor.view.dom);
  const stop = steady(editor.view);
  // The whole box is the field: a click beside the words goes into them.
  box.addEventListener("mousedown", (event) => {
    if (event.target !== box || board.readonly.get()) return;
    event.preventDefault();
    editor.focus();
  });
  return { dom: labelled(field, box), destroy: () => (stop(), editor.destroy()) };
}
