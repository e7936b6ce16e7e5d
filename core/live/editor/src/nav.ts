// The seven sections at the side (a strip of chips on a phone): title, minutes, filled or skipped, where the group is, who is where.
// Choosing one moves only this tab. Never here: what a section holds.
import type { Board, Part } from "./board_context";
import type { SectionId } from "./connection";
import { h, replace, setAttr, setText } from "./dom";
import { sectionState } from "./filled";
import { stops } from "./signal";

interface Entry {
  id: SectionId;
  button: HTMLButtonElement;
  mark: HTMLElement;
  minutes: HTMLElement;
  who: HTMLElement;
  state: HTMLElement;
}

export function nav(board: Board): Part {
  const { connection } = board;
  const ways = stops();
  const entries: Entry[] = board.sections.map((section) => {
    const mark = h("span", { class: "nav-mark", "aria-hidden": "true" });
    const minutes = h("span", { class: "nav-minutes num" });
    const who = h("span", { class: "nav-who", "aria-hidden": "true" });
    const state = h("span", { class: "visually-hidden" });
    const button = h(
      "button",
      { type: "button", class: "nav-item", "data-section-link": section.id, onclick: () => connection.follow.choose(section.id) },
      mark, h("span", { class: "nav-title" }, section.title), who, minutes, state,
    );
    return { id: section.id, button, mark, minutes, who, state };
  });

  const draw = (): void => {
    const shown = connection.focusSection.get();
    const meeting = connection.meeting.get();
    const moving = meeting?.status === "running" || meeting?.status === "paused";
    for (const { id, button, mark, minutes, state } of entries) {
      const { met, open, skipped } = sectionState(board.doc, id);
      const group = moving && meeting.section === id;
      const filled = skipped ? "skipped" : open === 0 ? "filled" : met > 0 ? "begun" : "empty";
      setAttr(button, "aria-current", shown === id ? "step" : null);
      setAttr(button, "data-filled", filled);
      setAttr(button, "data-group", group ? "here" : null);
      setText(mark, skipped ? "–" : filled === "filled" ? "✓" : "");
      const seconds = meeting?.plan.find((item) => item.section === id)?.seconds ?? minutesOf(board, id) * 60;
      setText(minutes, clockWords(seconds));
      const words = [WORDS[filled], `${Math.round(seconds / 60)} minutes`, group ? "the group is here" : ""];
      setText(state, `, ${words.filter(Boolean).join(", ")}`);
    }
  };

  const drawPeople = (): void => {
    const here = new Map<string, HTMLElement[]>();
    for (const [client, value] of connection.awareness.getStates()) {
      if (client === board.doc.clientID) continue;
      const { user, section, view } = value as { user?: { name?: unknown; color?: unknown }; section?: unknown; view?: unknown };
      if (typeof section !== "string" || view === "present" || typeof user?.color !== "string") continue;
      const dots = here.get(section) ?? [];
      if (dots.length < 5) dots.push(h("i", { class: "nav-dot", style: { backgroundColor: user.color }, title: String(user.name ?? "") }));
      here.set(section, dots);
    }
    for (const { id, who } of entries) replace(who, ...(here.get(id) ?? []));
  };

  let waiting = 0;
  const later = (): void => {
    if (waiting === 0) waiting = window.setTimeout(() => ((waiting = 0), draw()), 300);
  };
  board.doc.on("afterTransaction", later);
  const onPeople = (_change: unknown, origin: unknown): void => {
    if (origin !== "local") drawPeople();
  };
  connection.awareness.on("change", onPeople);
  ways.add(
    connection.focusSection.subscribe(draw),
    connection.meeting.subscribe(draw),
    () => board.doc.off("afterTransaction", later),
    () => connection.awareness.off("change", onPeople),
    () => window.clearTimeout(waiting),
  );
  draw();
  drawPeople();

  const dom = h("nav", { class: "sections", "aria-label": "Sections" }, ...entries.map((entry) => entry.button));
  // On a phone the strip scrolls: keep the section that is shown in sight, without moving the page.
  ways.add(
    connection.focusSection.subscribe((id) => {
      const button = entries.find((entry) => entry.id === id)?.button;
      if (button && dom.scrollWidth > dom.clientWidth) dom.scrollTo({ left: button.offsetLeft - 24, behavior: "smooth" });
    }),
  );
  return { dom, destroy: () => ways.all() };
}

const WORDS = { filled: "filled", begun: "begun", empty: "not begun", skipped: "skipped" } as const;

function minutesOf(board: Board, id: SectionId): number {
  return board.sections.find((section) => section.id === id)?.minutes ?? 0;
}

function clockWords(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, "0")}`;
}
