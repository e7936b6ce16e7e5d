// Stands in the bundle in the place of y-codemirror.next's carets of other people, which brings a fifth of lib0 along and
// is given no awareness here: we draw carets ourselves (caret_decorations). Not here: anything that is drawn.
import type { Extension } from "@codemirror/state";

export const yRemoteSelections: Extension = [];
export const yRemoteSelectionsTheme: Extension = [];
