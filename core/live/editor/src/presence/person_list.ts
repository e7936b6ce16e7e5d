// The people that presence tells of: one entry each, however many tabs they have open. Names and colours are the server's;
// a tab cannot call itself somebody else. Pure. Not here: when it is read (here), how people are drawn (people).
import type { SectionId } from "../connection/protocol";
import { safeColor } from "./colors";

export interface Person {
  id: string;
  name: string;
  color: string;
  typing: boolean;
  section: SectionId | null;
  me: boolean;
}

interface RawState {
  view?: unknown;
  user?: { id?: unknown; name?: unknown; color?: unknown };
  typing?: unknown;
  section?: unknown;
}

/** A tab's state as it came over the wire: an object, or nothing that says anything. */
export function stateOf(raw: unknown): Record<string, unknown> {
  return typeof raw === "object" && raw !== null ? (raw as Record<string, unknown>) : {};
}

/**
 * One entry a person, however many tabs, me first, then by name. States without a user are not yet introduced by the
 * server, and a shared screen is not a person.
 */
export function people(states: Iterable<unknown>, me: string | null): Person[] {
  const found = new Map<string, Person>();
  for (const raw of states) {
    const { user, typing, section, view } = (raw ?? {}) as RawState;
    if (view === "present" || !user || typeof user.id !== "string" || typeof user.name !== "string") continue;
    const known = found.get(user.id);
    if (known) {
      known.typing ||= typing === true;
      continue;
    }
    found.set(user.id, {
      id: user.id,
      name: user.name,
      color: safeColor(user.color),
      typing: typing === true,
      section: typeof section === "string" ? (section as SectionId) : null,
      me: user.id === me,
    });
  }
  return [...found.values()].sort(
    (a, b) => Number(b.me) - Number(a.me) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1),
  );
}
