// One section, whole: its question, the prompt, help on demand, its fields, and what was noted for later.
// Never here: how a field works.
import type { Board, FieldSchema, Part, SectionSchema } from "./board_context";
import { h, setAttr, setText } from "./dom";
import { labelled } from "./field_frame";
import { proseField } from "./field_prose";
import { rowsList } from "./field_rows";
import { setField } from "./field_set";
import { typedField } from "./field_typed";
import { notesView } from "./notes";
import { commitment, tooMany } from "./row_tails";
import { stops } from "./signal";
import { timesView } from "./times_view";

export interface SectionPart extends Part {
  /** where the focus goes when the section changed under somebody's hands */
  readonly heading: HTMLElement;
}

export function sectionView(board: Board, section: SectionSchema): SectionPart {
  const ways = stops();
  const heading = h("h2", { tabindex: "-1" }, section.question);
  const parts: Part[] = section.fields.map((field) => drawField(board, section, field));
  const skipped = skipToggle(board, section);
  const notes = notesView(board, section.id);
  ways.add(() => notes.destroy(), ...parts.map((part) => () => part.destroy()), skipped.destroy);
  const dom = h(
    "div",
    { class: "section", "data-section-view": section.id },
    h("header", { class: "section-head" }, heading, h("p", { class: "prompt" }, section.prompt), helpOf(section, skipped.button)),
    skipped.note,
    h("div", { class: "fields" }, ...parts.map((part) => part.dom)),
    notes.dom,
  );
  return { dom, heading, destroy: () => ways.all() };
}

function drawField(board: Board, section: SectionSchema, field: FieldSchema): Part {
  switch (field.kind) {
    case "prose":
      return proseField(board, field, section.id);
    case "rows":
      return rowsField(board, section, field);
    case "set":
      return setField(board, field);
    default:
      return typedField(board, field);
  }
}

// What stands before a row's words; all other typed values follow them.
const BEFORE: Record<string, readonly string[]> = { timeline: ["at", "kind"], factors: ["kind"], "follow_up.checklist": ["done"] };

function rowsField(board: Board, section: SectionSchema, field: FieldSchema): Part {
  const rows = rowsList(board, field, {
    section: section.id,
    before: BEFORE[field.id],
    order: field.id === "timeline" ? "time" : "rank",
    tail: field.id === "actions" ? commitment : undefined,
  });
  const below = field.id === "timeline" ? timesView(board) : field.id === "actions" ? tooMany(board) : null;
  const dom = labelled(field, h("div", { class: "card" }, rows.dom), below?.dom);
  if (section.fields.length === 1) dom.classList.add("alone");
  return { dom, destroy: () => (rows.destroy(), below?.destroy()) };
}

// Questions and examples open on demand: they help whoever is stuck and are out of the way of everybody else.
function helpOf(section: SectionSchema, skip: HTMLElement): HTMLElement {
  const ask = h("details", { class: "help" }, h("summary", null, "Questions to ask"), h("ul", null, ...section.ask.map((line) => h("li", null, line))));
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
  return h("div", { class: "help-row" }, ask, example, skip);
}

function skipToggle(board: Board, section: SectionSchema): { button: HTMLElement; note: HTMLElement; destroy(): void } {
  const key = `skipped.${section.id}`;
  const button = h("button", { type: "button", class: "quiet skip", onclick: toggle });
  const note = h("p", { class: "skipped-note" }, "Skipped: this section does not fit this incident. Nobody will be asked for it; what stands here is kept.");
  function toggle(): void {
    if (board.readonly.get()) return;
    board.edit(() => (board.facts.get(key) === true ? board.facts.delete(key) : board.facts.set(key, true)));
  }
  const draw = (): void => {
    const on = board.facts.get(key) === true;
    setText(button, on ? "Bring this section back" : "Skip this section");
    setAttr(button, "aria-pressed", String(on));
    button.hidden = board.readonly.get();
    note.hidden = !on;
  };
  board.facts.observe(draw);
  const stop = board.readonly.subscribe(draw);
  draw();
  return { button, note, destroy: () => (board.facts.unobserve(draw), stop()) };
}
