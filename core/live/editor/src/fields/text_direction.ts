// Each line stands in the direction of its first strong letter: Hebrew from the right, beside English from the left.
// Not here: what the text means.
import type { Extension, Range } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";

const autoDirection = Decoration.line({ attributes: { dir: "auto" } });

function directionMarks(view: EditorView): DecorationSet {
  const marks: Range<Decoration>[] = [];
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at);
      marks.push(autoDirection.range(line.from));
      at = line.to + 1;
    }
  }
  return Decoration.set(marks, true);
}

export function textDirection(): Extension {
  const plugin = ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = directionMarks(view);
      }
      update(update: ViewUpdate): void {
        if (update.docChanged || update.viewportChanged) this.decorations = directionMarks(update.view);
      }
    },
    { decorations: ({ decorations }) => decorations },
  );
  return [EditorView.perLineTextDirection.of(true), plugin];
}
