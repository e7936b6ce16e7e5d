// Who is here: one avatar a person, however many tabs they have open, with a dot while they type. Names and
// colours are the server's; a tab cannot call itself somebody else. Not here: cursors.
import type { Connection, SectionId } from "../connection/connection";
import { adoptStyles, h, setChildren } from "../shared/dom";
import { type Disposer, makeDisposables } from "../shared/signal";
import { safeColor, textColorOn } from "./colors";

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

/** "Guest Heron" -> "GH", "李" -> "李", "mina" -> "MI". */
export function initials(name: string): string {
  // All guests share that word; the animal tells them apart.
  const words = name
    .trim()
    .replace(/^Guest /, "")
    .split(/[\s._-]+/)
    .filter(Boolean);
  const letters =
    words.length > 1 ? [firstOf(words[0]), firstOf(words[words.length - 1])] : [...(words[0] ?? "?")].slice(0, 2);
  return letters.join("").toUpperCase();
}

function firstOf(word: string | undefined): string {
  return [...(word ?? "")][0] ?? "";
}

const css = `
.people { display: flex; align-items: center; list-style: none; margin: 0; padding: 0; }
.people li { position: relative; width: var(--face, 2rem); height: var(--face, 2rem); margin-left: calc(var(--face, 2rem) * -.12); }
.people li:first-child { margin-left: 0; }
.people .face { display: grid; place-items: center; width: 100%; height: 100%; border-radius: 50%; border: 2px solid var(--panel);
  font-size: calc(var(--face, 2rem) * .36); font-weight: 650; letter-spacing: .01em; user-select: none; }
.people .more { background: var(--sunk); color: var(--muted); }
.people .dot { position: absolute; right: -1px; bottom: -1px; width: calc(var(--face, 2rem) * .34); height: calc(var(--face, 2rem) * .34); border-radius: 50%;
  background: var(--ok); border: 2px solid var(--panel); }
.people .pop { position: absolute; top: calc(100% + .35rem); right: 0; z-index: 5; display: none; padding: .2rem .55rem; border-radius: 8px; background: var(--ink);
  color: var(--bg); font-size: .8rem; white-space: nowrap; pointer-events: none; }
.people li:hover .pop, .people li:focus-visible .pop { display: block; }
`;

export function peopleView(root: Node, connection: Connection, max: number): { element: HTMLElement; stop: Disposer } {
  adoptStyles(root, css);
  const element = h("ul", { class: "people", "aria-label": "People here" });
  const disposables = makeDisposables();
  let before = "";
  const draw = (): void => {
    const here = people(connection.awareness.getStates().values(), connection.me.get()?.id ?? null);
    // Not where they are: at a Next twenty people go elsewhere, one after the other.
    const now = JSON.stringify(here.map(({ section: _section, ...shown }) => shown));
    if (now === before) return;
    before = now;
    const room = here.length > max ? max - 1 : max;
    const faces = here.slice(0, room).map(avatar);
    const rest = here.slice(room);
    setChildren(element, ...faces, rest.length > 0 && overflowAvatar(rest));
  };
  const changed = (): void => draw();
  connection.awareness.on("change", changed);
  disposables.add(() => connection.awareness.off("change", changed), connection.me.subscribe(draw));
  draw();
  return { element, stop: disposables.dispose };
}

function avatar(person: Person): HTMLElement {
  const title = `${person.name}${person.me ? " (you)" : ""}${person.typing ? ", typing" : ""}`;
  return h(
    "li",
    { tabindex: "0", "data-person": person.id },
    h(
      "span",
      { class: "face", "aria-hidden": "true", style: { background: person.color, color: textColorOn(person.color) } },
      initials(person.name),
    ),
    person.typing && h("span", { class: "dot", "aria-hidden": "true" }),
    h("span", { class: "visually-hidden" }, title),
    h("span", { class: "pop", "aria-hidden": "true" }, title),
  );
}

function overflowAvatar(rest: readonly Person[]): HTMLElement {
  const names = rest.map((person) => person.name).join(", ");
  return h(
    "li",
    { tabindex: "0" },
    h("span", { class: "face more", "aria-hidden": "true" }, `+${rest.length}`),
    h("span", { class: "visually-hidden" }, `and ${names}`),
    h("span", { class: "pop", "aria-hidden": "true" }, names),
  );
}
