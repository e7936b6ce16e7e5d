// One section: its question, the prompt, help on demand, its fields. Not here: the fields (section_fields), what is noted
// for later under every section (section_notes).

import { closerLookButton } from "../hints/closer_look_button";
import { lateQuietCard } from "../quiet/late_quiet_card";
import { h } from "../shared/dom";
import { makeDisposables } from "../shared/signal";
import type { Board, Part, SectionSchema } from "./board_context";
import { doneToggle } from "./done_toggle";
import type { SectionFields } from "./section_fields";
import { skipToggle } from "./skip_toggle";

export interface SectionPart extends Part {
  /** where the focus goes when the section changed under somebody's hands */
  readonly heading: HTMLElement;
}

/** `fields` may be drawn already, whole or in part. */
export function sectionView(board: Board, section: SectionSchema, fields: SectionFields): SectionPart {
  const disposables = makeDisposables();
  const heading = h("h2", { tabindex: "-1" }, section.question);
  fields.drawAll();
  const skipped = skipToggle(board, section);
  const done = doneToggle(board, section);
  const closer = closerLookButton(board, section.id);
  const quiet = lateQuietCard(board, section, (open) => done.dom.classList.toggle("covered", open));
  disposables.add(() => quiet.destroy(), fields.destroy, skipped.destroy, done.destroy, closer.destroy);
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
    fields.dom,
    done.dom,
  );
  return { dom, heading, destroy: () => disposables.dispose() };
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
