// Whether this person has said that they are done with the visit, and saying so. It is part of the presence of each of
// their tabs, and they agree: what was said last, in whichever tab, is what the person says. The tab's storage keeps it
// over a reload, for the same visit only. Not here: what the button is called, where it stands.
import type { Connection } from "../connection/connection";
import type { Disposer } from "../shared/signal";
import { saidAt, visitOf } from "./done";
import { stateOf } from "./person_list";

export interface OwnDone {
  isDone(): boolean;
  /** says it, or takes it back */
  toggle(): void;
  /** after a reload: says again what was said for the same visit */
  restore(): void;
  /** Calls `draw` when this tab says something else, also because another tab of this person did. */
  watch(draw: () => void): Disposer;
}

export function ownDone(connection: Connection): OwnDone {
  const { awareness } = connection;
  const key = `debrief-done-${connection.data.pm}`;
  const visit = (): string | null => visitOf(connection.meeting.get());
  const own = () => stateOf(awareness.getLocalState());
  const isDone = (): boolean => visit() !== null && own().done === visit();
  function say(done: string | null, at: number): void {
    remember(key, done, at); // before the presence, whose change draws
    connection.setPresence("done", done);
    connection.setPresence("done_at", at); // last: who compares times sees what was said before it
  }
  function follow(clients: readonly number[]): void {
    for (const client of clients) {
      const state = stateOf(awareness.getStates().get(client));
      const { id } = stateOf(state.user);
      if (id !== undefined && id === stateOf(own().user).id && saidAt(state) > saidAt(own()))
        say(typeof state.done === "string" ? state.done : null, saidAt(state));
    }
  }
  return {
    isDone,
    toggle: () => say(isDone() ? null : visit(), connection.now()),
    restore() {
      const here = visit();
      if (here === null || isDone()) return;
      const [done, at] = remembered(key);
      if (done === here) say(here, at);
    },
    watch(draw) {
      const changed = ({ added, updated }: { added: number[]; updated: number[] }, origin: unknown): void => {
        if (origin === "local") draw();
        else follow([...added, ...updated]);
      };
      awareness.on("change", changed);
      return () => awareness.off("change", changed);
    },
  };
}

// Without a storage (a private window may have none) it lasts as long as the page.
function remember(key: string, visit: string | null, at: number): void {
  try {
    if (visit === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, `${visit} ${at}`);
  } catch {
    return;
  }
}

function remembered(key: string): [visit: string, at: number] {
  try {
    const [visit = "", at] = (sessionStorage.getItem(key) ?? "").split(" ");
    return [visit, Number(at) || 0];
  } catch {
    return ["", 0];
  }
}
