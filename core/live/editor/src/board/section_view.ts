// One section: its question, the prompt, help on demand, its fields. Not here: how a field works, what is noted for later
// under every section (section_notes).

import { proseField } from "../fields/prose_field";
import { setField } from "../fields/set_field";
import { typedField } from "../fields/typed_field";
import { closerLookButton } from "../hints/closer_look_button";
import { lateQuietCard } from "../quiet/late_quiet_card";
import { h } from "../shared/dom";
import { makeDisposables } from "../shared/signal";
import type { Board, FieldSchema, Part, SectionSchema } from "./board_context";
import { doneToggle } from "./done_toggle";
import { latePart } from "./late_part";
import { laterParts } from "./late_parts";
import { skipToggle } from "./skip_toggle";

export interface SectionPart extends Part {
  /** where the focus goes when the section changed under somebody's hands */
  readonly heading: HTMLElement;
}

export function sectionView(board: Board, section: SectionSchema): SectionPart {
  const disposables = makeDisposables();
  const heading = h("h2", { tabindex: "-1" }, section.question);
  const parts: Part[] = section.fields.map((field) => drawField(board, section, field));
  const skipped = skipToggle(board, section);
  const done = doneToggle(board, section);
  const closer = closerLookButton(board, section.id);
  const fields = h("div", { class: "fields" }, ...parts.map((part) => part.dom));
  const quiet = lateQuietCard(board, section, (open) => done.dom.classList.toggle("covered", open));
  disposables.add(
    () => quiet.destroy(),
    ...parts.map((part) => () => part.destroy()),
    skipped.destroy,
    done.destroy,
    closer.destroy,
  );
  const dom = h(
    "div",
    { class: "section", "data-section-view": section.id },
    h(
      "header",
      { class: "section-head" },
      heading,
      h("p", { class: "prompt" }, section.prompt),
      helpRow(section, closer.button, quiet.start, skipped.button),
      closer.note,
    ),
    skipped.note,
    quiet.dom,
    fields,
    done.dom,
  );
  return { dom, heading, destroy: () => disposables.dispose() };
}

function drawField(board: Board, section: SectionSchema, field: FieldSchema): Part {
  switch (field.kind) {
    case "prose":
      return proseField(board, field, section.id);
    case "rows":
      return latePart(laterParts, (later) => later.rowsField(board, section, field));
    case "set":
      return setField(board, field);
    case "date":
    case "datetime":
      return latePart(laterParts, (later) => later.datedField(board, field));
    default:
      return typedField(board, field);
  }
}

// Questions and examples open on demand: they help whoever is stuck and are out of the way of everybody else.
function helpRow(section: SectionSchema, ...buttons: HTMLElement[]): HTMLElement {
  const ask = h(
    "details",
    { class: "help" },
    h("summary", null, "Questions to ask"),
    h("ul", null, ...section.ask.map((line) => h("li", null, line))),
  );
  const example = h(
    "details",
    { class: "help" },
    h("summary", null, "Example"),
    h(
      "div",
      { class: "examples" },
      h("figure", { class: "good" }, h("figcaption", null, "Tells us something"), h("blockquote", null, section.good)),
      h("figure", { class: "bad" }, h("figcaption", null, "Ends the search"), h("blockquote", null, section.bad)),
      h("p", null, section.why_good),
    ),
  );
  return h("div", { class: "help-row" }, ask, example, ...buttons);
}
