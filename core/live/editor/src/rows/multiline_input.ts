// Text of several lines that comes into a row at once, pasted, dropped or dictated, is handed to the list.
// Not here: what becomes of the lines.
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

/** `take` says whether it took the text; else it goes the way of all text. `enter`: a spoken line break is the key. */
export function multilineInput(onLines: (text: string) => boolean, enter: () => void): Extension {
  const several = (text: string): boolean => /[\n\r\t\u2028]/.test(text) && onLines(text);
  return [
    EditorView.domEventHandlers({
      paste: (event) => several(event.clipboardData?.getData("text/plain") ?? ""),
      drop(event, view) {
        const text = event.dataTransfer?.getData("text/plain") ?? "";
        if (!/[\n\r]/.test(text) || view.state.readOnly) return false;
        view.dispatch({ selection: { anchor: view.posAtCoords({ x: event.clientX, y: event.clientY }, false) } });
        view.focus();
        return several(text);
      },
    }),
    // Dictation and some keyboards put a line break into the words instead of pressing Enter.
    EditorView.inputHandler.of((view, from, to, text) => {
      if (!/[\n\r]/.test(text) || view.state.readOnly) return false;
      view.dispatch({ selection: { anchor: from, head: to } });
      if (text.trim() !== "" && !several(text)) return false;
      if (/[\n\r]\s*$/.test(text)) enter();
      return true;
    }),
  ];
}
