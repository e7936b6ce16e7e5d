// Where the others are: their carets and selections, by text, from presence; and telling them where I am.
// Positions are relative to the document, so they stay right while text moves. Never here: drawing.
import * as Y from "yjs";
import type { Awareness } from "y-protocols/awareness";
import type { Stop } from "./signal";

export interface Caret {
  client: number;
  name: string;
  color: string;
  anchor: number;
  head: number;
  /** changes whenever the caret moved, so that the name can be shown anew */
  stamp: number;
}

interface Pointer {
  type?: unknown;
  tname?: unknown;
  item?: unknown;
  assoc?: unknown;
}

const COLOR = /^#[0-9a-f]{6}$/i;

export interface Carets {
  /** the carets of others in a text, right now */
  of(text: Y.Text): Caret[];
  watch(text: Y.Text, fn: () => void): Stop;
  /** my caret stands here */
  here(text: Y.Text, anchor: number, head: number): void;
  /** my caret left this text */
  gone(text: Y.Text): void;
  destroy(): void;
}

export function makeCarets(doc: Y.Doc, awareness: Awareness, tell: (cursor: unknown) => void): Carets {
  const watchers = new Map<Y.Text, Set<() => void>>();
  const moved = new Map<number, { where: string; stamp: number }>();
  let byText = new Map<Y.Text, number[]>();
  let told = "null";
  let toldText: Y.Text | null = null;

  const resolve = (client: number): { text: Y.Text; anchor: number; head: number } | null => {
    const cursor = (awareness.getStates().get(client) as { cursor?: { anchor?: Pointer; head?: Pointer } } | undefined)?.cursor;
    if (client === doc.clientID || !cursor?.anchor || !cursor.head) return null;
    try {
      const anchor = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(cursor.anchor), doc);
      const head = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(cursor.head), doc);
      if (!anchor || !head || anchor.type !== head.type || !(head.type instanceof Y.Text)) return null;
      return { text: head.type, anchor: anchor.index, head: head.index };
    } catch {
      return null; // a stranger's idea of a position
    }
  };

  const sortOut = (): Map<Y.Text, number[]> => {
    const found = new Map<Y.Text, number[]>();
    for (const client of awareness.getStates().keys()) {
      const text = resolve(client)?.text;
      if (text) found.set(text, [...(found.get(text) ?? []), client]);
    }
    return found;
  };

  const onAwareness = ({ added, updated, removed }: { added: number[]; updated: number[]; removed: number[] }): void => {
    if ([...added, ...updated, ...removed].every((client) => client === doc.clientID)) return;
    for (const client of removed) moved.delete(client);
    const before = byText;
    byText = sortOut();
    for (const text of new Set([...before.keys(), ...byText.keys()])) watchers.get(text)?.forEach((fn) => fn());
  };
  awareness.on("change", onAwareness);
  byText = sortOut();

  return {
    of(text) {
      const carets: Caret[] = [];
      for (const client of byText.get(text) ?? []) {
        const place = resolve(client);
        if (!place || place.text !== text) continue;
        const user = (awareness.getStates().get(client) as { user?: { name?: unknown; color?: unknown } } | undefined)?.user;
        const where = `${place.anchor} ${place.head}`;
        let last = moved.get(client);
        if (!last || last.where !== where) {
          last = { where, stamp: (last?.stamp ?? 0) + 1 };
          moved.set(client, last);
        }
        const color = typeof user?.color === "string" && COLOR.test(user.color) ? user.color : "#5d6874";
        const name = typeof user?.name === "string" ? user.name : "Someone";
        carets.push({ client, name, color, anchor: place.anchor, head: place.head, stamp: last.stamp });
      }
      return carets;
    },
    watch(text, fn) {
      const fns = watchers.get(text) ?? new Set();
      fns.add(fn);
      watchers.set(text, fns);
      return () => {
        fns.delete(fn);
        if (fns.size === 0 && watchers.get(text) === fns) watchers.delete(text);
      };
    },
    here(text, anchor, head) {
      const cursor = { anchor: Y.createRelativePositionFromTypeIndex(text, anchor), head: Y.createRelativePositionFromTypeIndex(text, head) };
      const now = JSON.stringify(cursor);
      toldText = text;
      if (now === told) return;
      told = now;
      tell(cursor);
    },
    gone(text) {
      if (toldText !== text) return;
      toldText = null;
      told = "null";
      tell(null);
    },
    destroy() {
      awareness.off("change", onAwareness);
      if (toldText) tell(null);
    },
  };
}
