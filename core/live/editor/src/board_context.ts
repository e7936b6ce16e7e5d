// What every part of the board is given: the document, the ways to change it, and the ways to speak to the person.
// Here live shapes only. Never here: drawing, rules.
import type { EditorView } from "@codemirror/view";
import type * as Y from "yjs";
import type { Carets } from "./carets";
import type { Connection, LiveData, SectionId } from "./connection";
import type { Hints } from "./hints";
import type { Signal } from "./signal";

export interface OptionSchema {
  value: string;
  label: string;
  help: string;
}

export interface ColumnSchema {
  key: string;
  kind: string;
  label: string;
  placeholder: string;
  options: OptionSchema[];
}

export interface FieldSchema {
  id: string;
  kind: string;
  label: string;
  help: string;
  placeholder: string;
  options: OptionSchema[];
  columns: ColumnSchema[];
  optional: boolean;
}

export interface SectionSchema {
  id: SectionId;
  title: string;
  minutes: number;
  question: string;
  prompt: string;
  ask: string[];
  good: string;
  bad: string;
  why_good: string;
  fields: FieldSchema[];
  protected: boolean;
}

export interface BoardData extends LiveData {
  readonly?: boolean;
  zone?: string;
  sections: SectionSchema[];
  severity?: { value: string; title: string; meaning: string }[];
  checklist?: unknown;
}

export interface Board {
  readonly connection: Connection;
  readonly doc: Y.Doc;
  readonly facts: Y.Map<unknown>;
  readonly undo: Y.UndoManager;
  readonly carets: Carets;
  readonly hints: Hints;
  /** where selections and styles live: the shadow root, or the page */
  readonly root: ShadowRoot | Document;
  readonly sections: readonly SectionSchema[];
  /** nothing can be changed: a viewer, a closed line, or a page that only shows */
  readonly readonly: Signal<boolean>;
  /** the postmortem's zone, a name that this browser knows */
  readonly zone: Signal<string>;
  /** which editor draws which text, so that undo can go where the change was */
  readonly editors: Map<Y.Text, EditorView>;
  /** half-typed values that are no value yet, by place; they outlive a change of section */
  readonly unsettled: Map<string, string>;
  /** a change of mine, taken back by Ctrl+Z */
  edit(change: () => void): void;
  /** a sentence to the person, with one thing to do about it */
  say(sentence: string, act?: { label: string; run(): void }): void;
}

/** A part of the board that was drawn. */
export interface Part {
  readonly dom: HTMLElement;
  destroy(): void;
}
