// Who is here: one avatar a person, however many tabs they have open, with a dot while they type. Names and
// colours are the server's; a tab cannot call itself somebody else. Never here: cursors.
import type { Connection, Member, SectionId } from "./connection";
import { h, replace, style } from "./dom";
import { stops, type Stop } from "./signal";

export interface Person {
  id: string;
  name: string;
  color: string;
  typing: boolean;
  section: SectionId | null;
  me: boolean;
}

interface State {
  user?: { id?: unknown; name?: unknown; color?: unknown };
  typing?: unknown;
  section?: unknown;
}

/** One entry a person, me first, then by name. States without a user are not yet introduced by the server. */
export function people(states: Iterable<unknown>, me: string | null): Person[] {
  const found = new Map<string, Person>();
  for (const raw of states) {
    const { user, typing, section } = (raw ?? {}) as State;
    if (!user || typeof user.id !== "string" || typeof user.name !== "string") continue;
    const known = found.get(user.id);
    if (known) {
      known.typing ||= typing === true;
      continue;
    }
    found.set(user.id, {
      id: user.id,
      name: user.name,
      color: color(user.color),
      typing: typing === true,
      section: typeof section === "string" ? (section as SectionId) : null,
      me: user.id === me,
    });
  }
  return [...found.values()].sort((a, b) => Number(b.me) - Number(a.me) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
}

/** A colour that came over the wire goes into a style only when it is plainly a colour. */
export function color(value: unknown): string {
  return typeof value === "string" && /^#[0-9a-f]{6}$/i.test(value) ? value : "#5d6874";
}

/** "Guest Heron" -> "GH", "李" -> "李", "mina" -> "MI". */
export function initials(name: string): string {
  // All guests share that word; the animal tells them apart.
  const words = name.trim().replace(/^Guest /, "").split(/[\s._-]+/).filter(Boolean);
  const letters = words.length > 1 ? [firstOf(words[0]), firstOf(words[words.length - 1])] : [...(words[0] ?? "?")].slice(0, 2);
  return letters.join("").toUpperCase();
}

function firstOf(word: string | undefined): string {
  return [...(word ?? "")][0] ?? "";
}

/** White or near-black, whichever reads better on the colour. */
export function inkOn(background: string): string {
  const [r, g, b] = [1, 3, 5].map((i) => channel(Number.parseInt(background.slice(i, i + 2), 16)));
  const light = 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.0565 ? "#ffffff" : "#14181c";
}

function channel(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
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

export function presenceView(root: Node, connection: Connection, most: number): { element: HTMLElement; stop: Stop } {
  style(root, css);
  const element = h("ul", { class: "people", "aria-label": "People here" });
  const ways = stops();
  let before = "";
  const draw = (): void => {
    const here = people(connection.awareness.getStates().values(), connection.me.get()?.id ?? null);
    const now = JSON.stringify(here);
    if (now === before) return;
    before = now;
    const room = here.length > most ? most - 1 : most;
    const faces = here.slice(0, room).map(face);
    const rest = here.slice(room);
    replace(element, ...faces, rest.length > 0 && more(rest));
  };
  const changed = (): void => draw();
  connection.awareness.on("change", changed);
  ways.add(() => connection.awareness.off("change", changed), connection.me.subscribe(draw));
  draw();
  return { element, stop: ways.all };
}

function face(person: Person): HTMLElement {
  const title = `${person.name}${person.me ? " (you)" : ""}${person.typing ? ", typing" : ""}`;
  return h(
    "li",
    { tabindex: "0", "data-person": person.id },
    h("span", { class: "face", "aria-hidden": "true", style: { background: person.color, color: inkOn(person.color) } }, initials(person.name)),
    person.typing && h("span", { class: "dot", "aria-hidden": "true" }),
    h("span", { class: "visually-hidden" }, title),
    h("span", { class: "pop", "aria-hidden": "true" }, title),
  );
}

function more(rest: readonly Person[]): HTMLElement {
  const names = rest.map((person) => person.name).join(", ");
  return h(
    "li",
    { tabindex: "0" },
    h("span", { class: "face more", "aria-hidden": "true" }, `+${rest.length}`),
    h("span", { class: "visually-hidden" }, `and ${names}`),
    h("span", { class: "pop", "aria-hidden": "true" }, names),
  );
}

export type { Member };
