// Whether this person has said that they are done with the visit, and saying so. It is part of the presence; the tab's
// storage keeps it over a reload, for the same visit only. Not here: what the button is called, where it stands.
import type { Connection } from "../connection/connection";
import { visitOf } from "./done";
import { stateOf } from "./people";

export interface OwnDone {
  isDone(): boolean;
  /** says it, or takes it back */
  toggle(): void;
  /** after a reload: says again what was said for the same visit */
  restore(): void;
}

export function ownDone(connection: Connection): OwnDone {
  const key = `debrief-done-${connection.data.pm}`;
  const visit = (): string | null => visitOf(connection.meeting.get());
  const isDone = (): boolean => visit() !== null && stateOf(connection.awareness.getLocalState()).done === visit();
  return {
    isDone,
    toggle() {
      const next = isDone() ? null : visit();
      remember(key, next); // before the presence, whose change draws
      connection.setPresence("done", next);
    },
    restore() {
      const here = visit();
      if (here !== null && !isDone() && remembered(key) === here) connection.setPresence("done", here);
    },
  };
}

// Without a storage (a private window may have none) it lasts as long as the page.
function remember(key: string, visit: string | null): void {
  try {
    if (visit === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, visit);
  } catch {
    return;
  }
}

function remembered(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}
