// Skipping a section. The facilitator decides: its minutes go to the sections still to come. Everybody else can
// suggest it; a suggestion is part of their presence, so it ends when they leave. Not here: the clock.

import type { SectionId } from "../connection/connection";
import { people, stateOf } from "../presence/person_list";
import { h, setAttr, setChildren, setHidden, setText } from "../shared/dom";
import { postToServer } from "../shared/server_request";
import { makeDisposables } from "../shared/signal";
import type { Board, SectionSchema } from "./board_context";

export interface SkipToggle {
  button: HTMLElement;
  note: HTMLElement;
  destroy(): void;
}

/** Who suggests to leave this section out, by name; each person once. */
export function suggesters(states: Iterable<unknown>, section: SectionId): string[] {
  return people(
    [...states].filter((state) => stateOf(state).skip === section),
    null,
  ).map((person) => person.name);
}

/** "Ana suggests", "Ana and Bo suggest", "4 people suggest" */
export function suggestersText(names: readonly string[]): string {
  if (names.length > 2) return `${names.length} people suggest`;
  return `${names.join(" and ")} ${names.length === 1 ? "suggests" : "suggest"}`;
}

export function skipToggle(board: Board, section: SectionSchema): SkipToggle {
  const { connection } = board;
  const key = `skipped.${section.id}`;
  const disposables = makeDisposables();
  // Where nobody facilitates yet, whoever prepares decides.
  const canDecide = (): boolean =>
    connection.me.get()?.role === "facilitator" || connection.meeting.get()?.facilitators.length === 0;
  const skipped = (): boolean => board.facts.get(key) === true;
  const suggested = (): boolean => stateOf(connection.awareness.getLocalState()).skip === section.id;
  const button = h("button", { type: "button", class: "quiet skip", onclick: () => void press() });
  const accept = h("button", { type: "button", class: "quiet", onclick: () => void setSkipped(true) }, "Skip it");
  const note = h("p", { class: "skipped-note" });

  async function setSkipped(on: boolean): Promise<void> {
    const { ok, sentence } = await postToServer(`live/skip/${encodeURIComponent(connection.data.pm)}`, {
      section: section.id,
      skipped: on,
    });
    if (!ok) board.notify(sentence);
  }
  function press(): void | Promise<void> {
    if (board.readonly.get()) return;
    if (canDecide()) return setSkipped(!skipped());
    connection.setPresence("skip", suggested() ? null : section.id);
    draw();
  }
  const label = (): string => {
    if (canDecide()) return skipped() ? "Bring this section back" : "Skip this section";
    if (suggested()) return "Do not suggest to skip it";
    return "Suggest to skip this section";
  };
  const draw = (): void => {
    if (skipped() && suggested()) connection.setPresence("skip", null);
    setText(button, label());
    setAttr(button, "aria-pressed", String(canDecide() ? skipped() : suggested()));
    // After the meeting there is nobody to suggest it to; whoever decides still may: nobody is asked for it then.
    const over = connection.meeting.get()?.status === "finished";
    setHidden(button, board.readonly.get() || (!canDecide() && (skipped() || over)));
    const names = skipped() ? [] : suggesters(connection.here.states(), section.id);
    setHidden(note, !skipped() && names.length === 0);
    if (skipped())
      setChildren(
        note,
        "Skipped: this section does not fit this incident. Nobody will be asked for it; what stands here is kept.",
      );
    else if (names.length > 0)
      setChildren(
        note,
        `${suggestersText(names)} to skip this section. `,
        canDecide() && !board.readonly.get() ? accept : "A facilitator decides.",
      );
  };
  board.facts.observe(draw);
  disposables.add(
    connection.here.subscribe(draw),
    () => board.facts.unobserve(draw),
    board.readonly.subscribe(draw),
    connection.me.subscribe(draw),
    connection.meeting.subscribe(draw),
  );
  draw();
  return { button, note, destroy: disposables.dispose };
}
