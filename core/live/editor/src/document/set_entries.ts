// A set of short names in the document's facts, such as services or tags: a map name -> true, so that two people who
// add the same name have one. The name that is being typed is in the set with every key, under the spelling it has so
// far: whoever leaves loses nothing. Not here: DOM, order on the screen.
import * as Y from "yjs";

export class SetEntries {
  readonly #facts: Y.Map<unknown>;
  readonly #key: string;
  readonly #edit: (change: () => void) => void;
  /** the entry that is in the set because it is being typed; it was not there before */
  #pending: string | null = null;

  /** `edit` runs a change as one of this person's, which undo takes back. */
  constructor(facts: Y.Map<unknown>, key: string, edit: (change: () => void) => void) {
    this.#facts = facts;
    this.#key = key;
    this.#edit = edit;
  }

  /** All entries by name, the one being typed among them. */
  all(): string[] {
    const map: unknown = this.#facts.get(this.#key);
    if (!(map instanceof Y.Map)) return [];
    return [...map.keys()].filter((name) => map.get(name) === true).sort((a, b) => a.localeCompare(b));
  }

  /** The entries that are not being typed here right now. */
  finished(): string[] {
    return this.all().filter((name) => name !== this.#pending);
  }

  /** `done` are entered for good; `typing` is in the set under its present spelling, or empty. */
  sync(done: readonly string[], typing: string): void {
    const present = this.all();
    const pending = this.#pending;
    let next: string | null = null;
    if (typing !== "" && !present.includes(typing)) next = typing;
    else if (typing === pending) next = pending;
    const removed = pending !== null && pending !== next && !done.includes(pending) ? pending : null;
    const added = [...done, ...(next === null ? [] : [next])].filter((name) => !present.includes(name));
    this.#pending = next;
    if (removed === null && added.length === 0) return;
    this.#edit(() => {
      if (removed !== null) this.#map().delete(removed);
      for (const name of added) this.#map().set(name, true);
    });
  }

  /** Nothing is being typed any more: what stands in the set stays. */
  settle(): void {
    this.#pending = null;
  }

  /** An entry goes back into the input, to be changed. */
  retype(name: string): void {
    this.#pending = name;
  }

  remove(name: string): void {
    this.#edit(() => this.#map().delete(name));
  }

  /** Calls `changed` when this set changed, whoever did. */
  observe(changed: () => void): () => void {
    const listener = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
      const ours = (event: Y.YEvent<Y.AbstractType<unknown>>): boolean =>
        event.target !== this.#facts || (event as Y.YMapEvent<unknown>).keysChanged.has(this.#key);
      if (events.some(ours)) changed();
    };
    this.#facts.observeDeep(listener);
    return () => this.#facts.unobserveDeep(listener);
  }

  // The map is made with the document; only a document from elsewhere may lack it.
  #map(): Y.Map<unknown> {
    const map: unknown = this.#facts.get(this.#key);
    return map instanceof Y.Map ? map : (this.#facts.set(this.#key, new Y.Map()) as Y.Map<unknown>);
  }
}
