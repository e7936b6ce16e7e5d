// Stands in the bundle in the place of @codemirror/language and @lezer/common, which @codemirror/commands asks about
// grammars: what is written here is plain text, which has none. Their answers for such text are these, without 40 kB of
// parsers. Not here: keys (editor_extensions).
import { type EditorState, Facet } from "@codemirror/state";

const INDENT = "  ";

const nowhere = {
  childBefore: () => null,
  childAfter: () => null,
  parent: null,
  name: "",
  from: 0,
  to: 0,
};

export const indentUnit: Facet<string, string> = /*@__PURE__*/ Facet.define<string, string>({
  combine: (values) => values[0] ?? INDENT,
});

export const getIndentUnit = (state: EditorState): number => state.facet(indentUnit).length;

export const indentString = (_state: EditorState, columns: number): string => " ".repeat(columns);

/** No rule: a new line begins as far in as the one before. */
export const getIndentation = (): null => null;

export const matchBrackets = (): null => null;

export const syntaxTree = () => ({ resolveInner: () => nowhere, resolveStack: () => null });

export class IndentContext {
  readonly #state: EditorState;

  constructor(state: EditorState) {
    this.#state = state;
  }

  /** How far in the line at `pos` begins, in columns. */
  lineIndent(pos: number): number {
    return /^\s*/.exec(this.#state.doc.lineAt(pos).text)?.[0].length ?? 0;
  }
}

export const NodeProp = { closedBy: null, openedBy: null };
