// The left end of the room's bar: the title of the postmortem, and where the meeting is. The title is the page's
// heading, so it is in the bar from the start and never scrolls away.

import type { Connection, LiveData } from "../connection/connection";
import { textFact } from "../document/document_text";
import { h, setAttr, setText } from "../shared/dom";
import { type Disposer, makeDisposables, watch } from "../shared/signal";
import { whereText } from "./clock_math";

export interface BarData extends LiveData {
  /** what it was called when the page was drawn: shown until the document is here */
  title?: string;
}

export function barTitle(connection: Connection, data: BarData): { element: HTMLElement; stop: Disposer } {
  const title = h("h1", { class: "room", dir: "auto" });
  const where = h("p", { class: "where" });
  const element = h("div", { class: "what" }, title, where);
  const disposables = makeDisposables();
  const facts = connection.doc.getMap("facts");
  const drawTitle = (): void => {
    const text = textFact(connection.doc, "title") || connection.title.get() || data.title || "";
    setText(title, text);
    setAttr(title, "title", text);
  };
  const drawWhere = (): void => {
    const meeting = connection.meeting.get();
    const lead = new Set(meeting?.facilitators ?? []);
    const me = connection.me.get();
    const leads =
      me && lead.has(me.id)
        ? []
        : connection.members
            .get()
            .filter((member) => lead.has(member.id))
            .map((item) => item.name);
    const typedText = meeting ? whereText(meeting, leads) : "";
    setText(where, typedText);
    setAttr(where, "title", typedText);
  };
  facts.observe(drawTitle);
  disposables.add(
    watch([connection.title], drawTitle),
    watch([connection.meeting, connection.members, connection.me], drawWhere),
    () => facts.unobserve(drawTitle),
  );
  return { element, stop: disposables.dispose };
}
