// Who is here: one avatar a person, however many tabs they have open, with a dot while they type. Not here: who that is
// (person_list), cursors.
import type { Connection } from "../connection/connection";
import { adoptStyles, h, setChildren } from "../shared/dom";
import { type Disposer, makeDisposables } from "../shared/signal";
import { textColorOn } from "./colors";
import type { Person } from "./person_list";

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
    const here = connection.here.people(connection.me.get()?.id ?? null);
    // Not where they are: at a Next twenty people go elsewhere, one after the other.
    const now = JSON.stringify(here.map(({ section: _section, ...shown }) => shown));
    if (now === before) return;
    before = now;
    const room = here.length > max ? max - 1 : max;
    const faces = here.slice(0, room).map(avatar);
    const rest = here.slice(room);
    setChildren(element, ...faces, rest.length > 0 && overflowAvatar(rest));
  };
  disposables.add(connection.here.subscribe(draw), connection.me.subscribe(draw));
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
