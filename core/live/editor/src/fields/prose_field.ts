// A field of prose: its label, a word of help, and one shared text.
import type { Board, FieldSchema, Part } from "../board/board_context";
import { editorHints } from "../hints/editor_hints";
import { h } from "../shared/dom";
import { containLayout } from "../typing/layout_containment";
import { fieldFrame } from "./field_frame";
import { makeTextEditor } from "./text_editor";

export function proseField(board: Board, field: FieldSchema, section: string): Part {
  const editor = makeTextEditor(board, {
    text: board.doc.getText(`text:${field.id}`),
    label: field.label,
    placeholder: field.placeholder,
    extensions: editorHints(board, { field: field.id, section: () => section }),
  });
  const box = h("div", { class: "prose" }, editor.view.dom);
  const stop = containLayout(editor.view);
  // The whole box is the field: a click beside the words goes into them.
  box.addEventListener("mousedown", (event) => {
    if (event.target !== box || board.readonly.get()) return;
    event.preventDefault();
    editor.focus();
  });
  return {
    dom: fieldFrame(field, box),
    destroy() {
      stop();
      editor.destroy();
    },
  };
}
