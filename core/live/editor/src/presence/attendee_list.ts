// Who has joined this meeting, and who of them is here right now: a face and a name a line, the gone in one line below.
// The pages know only who has joined. Not here: carets, colours (the server gives them).

import { connect, type LiveData, type Member } from "../connection/connection";
import { component } from "../shared/component";
import { adoptStyles, h, setChildren } from "../shared/dom";
import { makeDisposables, watch } from "../shared/signal";
import { applyTheme } from "../style/theme";
import { safeColor, textColorOn } from "./colors";
import { initials } from "./people";
import { people } from "./person_list";

const SHOWN = 12;

export interface Attendance {
  here: Member[];
  left: Member[];
}

/** A shared screen is nobody. Somebody whose name the list does not have yet is told by their own tab. */
export function attendance(members: readonly Member[], states: Iterable<unknown>, me: string | null): Attendance {
  const present = people(states, me);
  const joined = new Map(members.filter((member) => String(member.role) !== "screen").map((item) => [item.id, item]));
  const here = present.map(
    ({ id, name, color }) => joined.get(id) ?? ({ id, name, color, role: "participant" } as Member),
  );
  const ids = new Set(present.map((person) => person.id));
  return { here, left: [...joined.values()].filter((entry) => !ids.has(entry.id)) };
}

const css = `
.who { display: grid; gap: .1rem; font-size: 1rem; line-height: 1.5; }
.who h3 { font-size: .82rem; font-weight: 600; letter-spacing: .02em; margin: 0 0 .3rem; color: var(--muted); }
.who ul { list-style: none; margin: 0; padding: 0; }
.who li { display: flex; align-items: center; padding: .3rem 0; overflow-wrap: anywhere; }
.who .face { display: inline-grid; place-items: center; flex: none; width: 1.9rem; height: 1.9rem; margin-right: .5rem; border-radius: 50%; font-size: .75rem; font-weight: 650; }
.who p { margin: .2rem 0 0; color: var(--muted); font-size: .9rem; overflow-wrap: anywhere; }
.who .leads { color: var(--muted); font-size: .9rem; }
`;

export const attendeeList = component<LiveData>((call) => {
  const root = call.parentElement;
  const connection = connect(call.data);
  const disposables = makeDisposables();
  adoptStyles(root, css);
  const box = h("div", { class: "who" });
  root.append(box);
  applyTheme(root, box);
  let before = "";
  const draw = (): void => {
    const me = connection.me.get()?.id ?? null;
    const found = attendance(connection.members.get(), connection.here.states(), me);
    const leads = connection.meeting.get()?.facilitators ?? [];
    const now = JSON.stringify([found, leads, me]);
    if (now === before) return;
    before = now;
    setChildren(box, ...drawList(found, leads, me));
  };
  disposables.add(
    connection.here.subscribe(draw),
    watch([connection.members, connection.me, connection.meeting], draw),
  );
  draw();
  return {
    update: () => applyTheme(root, box),
    destroy() {
      disposables.dispose();
      box.remove();
      connection.release();
    },
  };
});

function drawList({ here, left: gone }: Attendance, facilitators: readonly string[], me: string | null): HTMLElement[] {
  const more = here.length - SHOWN;
  const parts = [
    h("h3", null, `Here now: ${here.length}`),
    h(
      "ul",
      { "aria-label": "People here now" },
      ...here.slice(0, SHOWN).map((member) => drawPerson(member, facilitators.includes(member.id), member.id === me)),
    ),
  ];
  if (more > 0) parts.push(h("p", null, `and ${more} more`));
  if (gone.length > 0) parts.push(h("p", null, `Joined, not here now: ${nameList(gone)}`));
  return parts;
}

function drawPerson(member: Member, isFacilitator: boolean, mine: boolean): HTMLElement {
  const background = safeColor(member.color);
  return h(
    "li",
    { "data-here": member.id },
    h(
      "span",
      { class: "face", "aria-hidden": "true", style: { background, color: textColorOn(background) } },
      initials(member.name),
    ),
    h("span", null, member.name, mine && " (you)", isFacilitator && h("span", { class: "leads" }, " · facilitates")),
  );
}

function nameList(gone: readonly Member[]): string {
  const names = gone
    .slice(0, SHOWN)
    .map((member) => member.name)
    .join(", ");
  return gone.length > SHOWN ? `${names} and ${gone.length - SHOWN} more` : names;
}
