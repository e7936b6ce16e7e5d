// What a facilitator may do when a section's time is over, beside Next and one minute more: two minutes more, or park
// what is still open. A parked topic is a row of its own among the parked ones, then the group moves on. The buttons
// come in front of Next, where there was nothing, so that no button moves away from under a press.
// Not here: when the time is over (time_up), the list of parked topics (section_notes).
import type { Connection } from "../connection/connection";
import { addRow, newRowId, rankAtEnd, rowsRoot } from "../document/rows_model";
import { h, setText } from "../shared/dom";
import { isComposing } from "../shared/input_method";
import { makeDisposables, watch } from "../shared/signal";
import { currentItem } from "./clock_math";
import { nextSectionTitle } from "./next_section";
import { timeUp } from "./time_up";

export interface TimeUpChoices {
  buttons: HTMLElement;
  panel: HTMLElement;
  destroy(): void;
}

/** Adds what is still open to the parked topics, as having come up in `from`, a section. */
export function parkTopic(connection: Pick<Connection, "doc" | "localOrigin">, from: string, text: string): void {
  const { doc, localOrigin } = connection;
  const root = rowsRoot(doc, "parking");
  addRow(doc, root, localOrigin, { id: newRowId(), rank: rankAtEnd(root), text, values: { from } });
}

export function timeUpChoices(connection: Connection): TimeUpChoices {
  const { commands, meeting } = connection;
  const disposables = makeDisposables();
  const { up, stop } = timeUp(connection);
  const park = h(
    "button",
    { type: "button", class: "park", "aria-expanded": "false", onclick: () => (panel.hidden ? open() : close()) },
    "Park it",
  );
  const twoMore = h("button", { type: "button", class: "two", onclick: () => commands.emit("more2") }, "+2 min");
  const buttons = h("div", { class: "up", role: "group", "aria-label": "Time is up", hidden: true }, park, twoMore);
  const title = h("span");
  const label = h("label", { for: "debrief-park" }, title);
  const input = h("input", { type: "text", id: "debrief-park", maxlength: 500, autocomplete: "off" });
  const confirm = h("button", { type: "submit", class: "confirm" });
  const cancel = h("button", { type: "button", onclick: () => close() }, "Cancel");
  const panel = h("form", { class: "parking", hidden: true }, label, input, h("div", null, confirm, cancel));

  // The section the panel was opened in: somebody else may move the group on meanwhile, once and not twice.
  let section: string | null = null;

  const open = (): void => {
    const here = meeting.get();
    section = here?.section ?? null;
    const next = here ? nextSectionTitle(here) : null;
    setText(title, `What is still open in “${(here && currentItem(here)?.title) ?? ""}”?`);
    setText(confirm, next === null ? "Park it" : `Park it, go on to ${next}`);
    panel.hidden = false;
    park.setAttribute("aria-expanded", "true");
    input.focus();
  };
  const close = (): void => {
    panel.hidden = true;
    park.setAttribute("aria-expanded", "false");
    park.focus();
  };
  panel.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text === "") return input.focus();
    parkTopic(connection, section ?? "", text);
    input.value = "";
    close();
    const here = meeting.get();
    if (here && here.section === section && nextSectionTitle(here) !== null) commands.emit("next");
  });
  // The board and the page have keys of their own; what is typed here is text.
  panel.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape" && !isComposing(event)) close();
  });
  disposables.add(
    // An open panel stays when somebody else gives a minute: words that were typed are not thrown away.
    watch([up], () => {
      buttons.hidden = !up.get();
      if (buttons.hidden && input.value.trim() === "") panel.hidden = true;
    }),
    stop,
  );
  return { buttons, panel, destroy: disposables.dispose };
}
