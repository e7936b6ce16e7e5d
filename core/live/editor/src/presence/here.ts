// Who is here, read once for the whole page. A caret that moves is news of presence too, several times a second, and is
// none for whoever shows faces, places or counts: they hear of what else a tab says, and share one list of the people.
// Not here: carets (carets), how people are drawn (people).
import type { Awareness } from "y-protocols/awareness";
import { type Disposer, emitter } from "../shared/signal";
import { type Person, people, stateOf } from "./person_list";

interface Change {
  added: number[];
  updated: number[];
  removed: number[];
}

export interface Here {
  /** `mine`: this tab said it itself */
  subscribe(told: (mine: boolean) => void): Disposer;
  states(): Iterable<unknown>;
  /** the list that `people` makes of the states; it stays the same until there is news */
  people(me: string | null): readonly Person[];
}

export function whoIsHere(awareness: Awareness): Here {
  const news = emitter<boolean>();
  const known = new Map<number, string>();
  const states = (): Map<number, unknown> => awareness.getStates();
  let list: { me: string | null; people: readonly Person[] } | null = null;

  const isNews = (client: number): boolean => {
    const said = beside(states().get(client));
    if (said === known.get(client)) return false;
    if (said === "") known.delete(client);
    else known.set(client, said);
    return true;
  };
  awareness.on("change", ({ added, updated, removed }: Change, origin: unknown) => {
    // Each is looked at: what is known of the second is needed at its next change.
    if (![...added, ...updated, ...removed].map(isNews).includes(true)) return;
    list = null;
    news.emit(origin === "local");
  });
  return {
    subscribe: news.subscribe,
    states: () => states().values(),
    people(me) {
      if (list?.me !== me) list = { me, people: people(states().values(), me) };
      return list.people;
    },
  };
}

/** What a tab says beside its caret. */
function beside(raw: unknown): string {
  if (raw === undefined) return "";
  const { cursor: _cursor, ...rest } = stateOf(raw);
  return JSON.stringify(rest);
}
