// The checklist and the note that a review leaves. Not here: what a line of the checklist means (checklist).
import type { ReviewMessage } from "../connection/protocol";
import { CHECKLIST, checklistItem } from "../document/checklist";
import { type Row, rowsIn, rowsRoot } from "../document/rows_model";
import { h, setChildren, setText } from "../shared/dom";
import type { ReviewContext, ReviewPanel } from "./review_context";
import { makeSharedField, type SharedField } from "./shared_field";

interface Tick {
  item: HTMLElement;
  box: HTMLInputElement;
  label: HTMLElement;
  why: HTMLElement;
}

export function notePanel(context: ReviewContext): ReviewPanel {
  return new NotePanel(context);
}

class NotePanel implements ReviewPanel {
  readonly dom: HTMLElement;
  readonly #context: ReviewContext;
  readonly #list = h("ul", { class: "ticks" });
  readonly #under = h("div", { class: "field-under" });
  readonly #ticks = new Map<string, Tick>();
  #field: SharedField | null = null;

  constructor(context: ReviewContext) {
    this.#context = context;
    this.dom = h("div", { class: "panel" }, h("h2", null, "What is true by now?"), this.#list, this.#under);
    context.connection.doc.on("afterTransaction", this.#draw); // a computed line follows other fields
    this.#draw();
  }

  title(): string {
    return "Checklist and note";
  }

  show(review: ReviewMessage): void {
    this.#field ??= this.#makeField(review);
    this.#field.storedChanged(review.note);
    this.#draw();
  }

  unsent(): boolean {
    return this.#field?.text.unsent() ?? false;
  }

  destroy(): void {
    this.#context.connection.doc.off("afterTransaction", this.#draw);
    this.#field?.destroy();
  }

  #makeField(review: ReviewMessage): SharedField {
    const { readonly, drafts, send, noteKeystroke, finishedTyping } = this.#context;
    const field = makeSharedField({
      name: "note",
      label: "What should the next reader know?",
      hint: "A line each",
      lines: true,
      separator: "\n",
      readonly,
      stored: review.note,
      draft: drafts.get("note"),
      keep: (draft) => drafts.set("note", draft),
      noteKeystroke,
      finishedTyping,
      send: (before, text, leaving) => send({ about: "note", before, words: text }, leaving),
    });
    this.#under.replaceChildren(field.dom);
    return field;
  }

  #makeTick(row: Row): Tick {
    const { doc, localOrigin } = this.#context.connection;
    const box = h("input", { type: "checkbox", "data-tick": row.id });
    const label = h("span", { dir: "auto" });
    const why = h("small");
    box.addEventListener("change", () => doc.transact(() => void row.map.set("done", box.checked), localOrigin));
    return { item: h("li", null, h("label", null, box, h("span", null, label, why))), box, label, why };
  }

  readonly #draw = (): void => {
    const { doc } = this.#context.connection;
    const rows = rowsIn(rowsRoot(doc, CHECKLIST)).filter((row) => row.text.toString().trim() !== "");
    const items = rows.map((row) => {
      const tick = this.#ticks.get(row.id) ?? this.#makeTick(row);
      this.#ticks.set(row.id, tick);
      const { done, computed, why } = checklistItem(doc, row);
      setText(tick.label, row.text.toString());
      setText(tick.why, why);
      tick.box.checked = done;
      tick.box.disabled = this.#context.readonly || computed || why !== "";
      return tick.item;
    });
    setChildren(this.#list, ...items);
  };
}
