// Where the others are: their carets and selections, by text, from presence; and telling them where I am.
// Positions are relative to the document, so they stay right while text moves. Not here: drawing.

import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { Disposer } from "../shared/signal";
import { safeColor } from "./colors";

export interface Caret {
  client: number;
  name: string;
  color: string;
  anchor: number;
  head: number;
  /** changes when the caret moved, so that the name is shown anew; while it goes on moving, once a second */
  stamp: number;
}

/** A name stays for longer than this: whoever types on is named all the time, and is not drawn anew at each key. */
const NAMED_AGAIN_MS = 1000;

interface RawPosition {
  type?: unknown;
  tname?: unknown;
  item?: unknown;
  assoc?: unknown;
}

interface RawState {
  cursor?: { anchor?: RawPosition; head?: RawPosition };
  user?: { name?: unknown; color?: unknown };
}

interface AwarenessChange {
  added: number[];
  updated: number[];
  removed: number[];
}

interface TextPosition {
  text: Y.Text;
  anchor: number;
  head: number;
}

export class Carets {
  readonly #doc: Y.Doc;
  readonly #awareness: Awareness;
  readonly #publish: (cursor: unknown) => void;
  readonly #watchers = new Map<Y.Text, Set<() => void>>();
  readonly #lastMoves = new Map<number, { where: string; stamp: number; since: number }>();
  readonly #now: () => number;
  /** of each tab that says where its caret is; null: the document does not have that place yet */
  readonly #textOf = new Map<number, Y.Text | null>();
  #published = "null";
  #publishedText: Y.Text | null = null;

  /** `publish` tells everybody where this person's caret is; null: nowhere. `now` is a steady clock in milliseconds. */
  constructor(
    doc: Y.Doc,
    awareness: Awareness,
    publish: (cursor: unknown) => void,
    now: () => number = () => performance.now(),
  ) {
    this.#now = now;
    this.#doc = doc;
    this.#awareness = awareness;
    this.#publish = publish;
    awareness.on("change", this.#changed);
    for (const client of awareness.getStates().keys()) this.#place(client);
  }

  /** The carets of others in a text, right now. */
  inText(text: Y.Text): Caret[] {
    const carets: Caret[] = [];
    for (const [client, where] of this.#textOf) {
      if (where !== text) continue;
      const position = this.#resolve(client);
      if (!position || position.text !== text) continue;
      const { anchor, head } = position;
      const user = this.#state(client)?.user;
      const name = typeof user?.name === "string" ? user.name : "Someone";
      carets.push({ client, name, color: safeColor(user?.color), anchor, head, stamp: this.#stamp(client, position) });
    }
    return carets;
  }

  watch(text: Y.Text, listener: () => void): Disposer {
    const listeners = this.#watchers.get(text) ?? new Set();
    listeners.add(listener);
    this.#watchers.set(text, listeners);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#watchers.get(text) === listeners) this.#watchers.delete(text);
    };
  }

  /** This person's caret stands here. */
  setOwn(text: Y.Text, anchor: number, head: number): void {
    const cursor = {
      anchor: Y.createRelativePositionFromTypeIndex(text, anchor),
      head: Y.createRelativePositionFromTypeIndex(text, head),
    };
    const now = JSON.stringify(cursor);
    this.#publishedText = text;
    if (now === this.#published) return;
    this.#published = now;
    this.#publish(cursor);
  }

  /** This person's caret left this text. */
  clearOwn(text: Y.Text): void {
    if (this.#publishedText !== text) return;
    this.#publishedText = null;
    this.#published = "null";
    this.#publish(null);
  }

  destroy(): void {
    this.#awareness.off("change", this.#changed);
    if (this.#publishedText) this.#publish(null);
  }

  readonly #changed = ({ added, updated, removed }: AwarenessChange): void => {
    const changed = [...added, ...updated, ...removed].filter((client) => client !== this.#doc.clientID);
    if (changed.length === 0) return;
    for (const client of removed) this.#lastMoves.delete(client);
    const waiting = [...this.#textOf].filter(([, text]) => text === null).map(([client]) => client);
    const texts = new Set<Y.Text | null | undefined>();
    for (const client of new Set([...changed, ...waiting])) {
      texts.add(this.#textOf.get(client));
      this.#place(client);
      texts.add(this.#textOf.get(client));
    }
    for (const text of texts) if (text) for (const listener of [...(this.#watchers.get(text) ?? [])]) listener();
  };

  #place(client: number): void {
    if (this.#state(client)?.cursor) this.#textOf.set(client, this.#resolve(client)?.text ?? null);
    else this.#textOf.delete(client);
  }

  #state(client: number): RawState | undefined {
    return this.#awareness.getStates().get(client) as RawState | undefined;
  }

  #resolve(client: number): TextPosition | null {
    const cursor = this.#state(client)?.cursor;
    if (client === this.#doc.clientID || !cursor?.anchor || !cursor.head) return null;
    try {
      const anchor = this.#absolute(cursor.anchor);
      const head = this.#absolute(cursor.head);
      if (!anchor || !head || anchor.type !== head.type || !(head.type instanceof Y.Text)) return null;
      return { text: head.type, anchor: anchor.index, head: head.index };
    } catch {
      return null; // what somebody sent is no position
    }
  }

  #absolute(position: RawPosition): Y.AbsolutePosition | null {
    return Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(position), this.#doc);
  }

  #stamp(client: number, { anchor, head }: TextPosition): number {
    const where = `${anchor} ${head}`;
    const last = this.#lastMoves.get(client);
    if (last?.where === where) return last.stamp;
    const now = this.#now();
    const again = !last || now - last.since >= NAMED_AGAIN_MS;
    const stamp = again ? (last?.stamp ?? 0) + 1 : last.stamp;
    this.#lastMoves.set(client, { where, stamp, since: again ? now : last.since });
    return stamp;
  }
}
