// What every part of the board is given: the document, the ways to change it, and the ways to notify the person. Types
// only.
import type { EditorView } from "@codemirror/view";
import type * as Y from "yjs";
import type { Connection, LiveData, SectionId } from "../connection/connection";
import type { HintClient } from "../hints/hint_client";
import type { Carets } from "../presence/carets";
import type { Quiet } from "../quiet/quiet_minute";
import type { Signal } from "../shared/signal";
import type { DayOrder } from "../time/due_dates";

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
  /** how the team writes days in numbers, once somebody said so: "dmy" or "mdy" */
  day_order?: string;
  /** days until an action of that severity is due, as the team set them: {"P1": 7} */
  due_days?: Record<string, number>;
  /** services and tags that other incidents have, for who is in the workspace: {"services": ["orders-db"]} */
  labels?: Record<string, string[]>;
  /** what the team's tracker is called, where an action can be opened as an issue in it; "" or nothing: nowhere */
  tracker?: string;
  /** this person is of the workspace: earlier incidents may be looked for */
  seen?: boolean;
  severity?: { value: string; title: string; meaning: string }[];
  checklist?: unknown;
}

export interface Board {
  readonly connection: Connection;
  readonly doc: Y.Doc;
  readonly facts: Y.Map<unknown>;
  readonly undo: Y.UndoManager;
  readonly carets: Carets;
  readonly hints: HintClient;
  /** where selections and styles live: the shadow root, or the page */
  readonly root: ShadowRoot | Document;
  readonly sections: readonly SectionSchema[];
  /** nothing can be changed: a viewer, a closed line, or a page that only shows */
  readonly readonly: Signal<boolean>;
  /** the postmortem's zone, a name that this browser knows */
  readonly zone: Signal<string>;
  /** the quiet minute of the meeting, and this person's lines in it */
  readonly quiet: Quiet;
  /** which editor draws which text, so that undo can go where the change was */
  readonly editors: Map<Y.Text, EditorView>;
  /** which number of "4/12" is the day, once the team has said so */
  readonly dayOrder: Signal<DayOrder | null>;
  /** the answer to that, for this meeting and all that follow */
  chooseDayOrder(order: DayOrder): void;
  /** days until an action item of this postmortem is due, and its severity; null while there is none */
  proposedDue(): { days: number; severity: string } | null;
  /** names that other incidents have in this set, the most used first; none for guests */
  knownNames(key: string): readonly string[];
  /** what the tracker is called in which this person can open issues; "" for none */
  readonly tracker: string;
  /** a change of mine, taken back by Ctrl+Z */
  edit(change: () => void): void;
  /** a sentence to the person, with one thing to do about it */
  notify(sentence: string, act?: { label: string; run(): void }): void;
}

/** A part of the board that was drawn. */
export interface Part {
  readonly dom: HTMLElement;
  destroy(): void;
}
