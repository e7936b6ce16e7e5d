// The elements of a section on the shared screen, drawn from its schema. Not here: when they are drawn, how large.
import type * as Y from "yjs";
import type { FieldSchema, SectionSchema } from "../board/board_context";
import { isChosen, promisedRows } from "../document/action_rows";
import { CHECKLIST, checklistItem } from "../document/checklist";
import { fact, setFact, textFact } from "../document/document_text";
import { captionOf, picturesIn } from "../document/row_evidence";
import { byRank, byTime, type Row, rowsIn, rowsRoot } from "../document/rows_model";
import { pictureAddress } from "../evidence/send_picture";
import type { Caret } from "../presence/carets";
import { h, setChildren } from "../shared/dom";
import { knownZone, toLocal } from "../time/datetime";
import { caretNames, textWithCarets } from "./caret_marks";
import { type Cell, cellOf, hasContent, valueText } from "./value_text";

interface Drawn {
  key: string;
  node: HTMLElement;
}

/** Makes the elements of a section, and keeps those whose content has not changed. */
export class SectionRenderer {
  readonly #cache = new Map<string, { fingerprint: string; node: HTMLElement }>();
  #latest: HTMLElement | null = null;
  #first = true;

  readonly #doc: Y.Doc;
  readonly #meeting: string;
  readonly #caretsIn: (text: Y.Text) => Caret[];

  /** `meeting` is whose pictures are shown. */
  constructor(doc: Y.Doc, meeting: string, caretsIn: (text: Y.Text) => Caret[]) {
    this.#doc = doc;
    this.#meeting = meeting;
    this.#caretsIn = caretsIn;
  }

  section(section: SectionSchema): HTMLElement[] {
    this.#latest = null;
    const blocks = section.fields.map((field) => this.#field(section, field)).filter((block) => block !== null);
    const used = new Set(blocks.map(({ key }) => key));
    for (const key of this.#cache.keys()) if (!key.includes("/") && !used.has(key)) this.#cache.delete(key);
    this.#first = false;
    return blocks.map(({ node }) => node);
  }

  /** What changed last, so that it can be kept in sight. */
  latest(): HTMLElement | null {
    return this.#latest;
  }

  // The same element as long as it would show the same. `fingerprint` is all that it shows.
  #cached(key: string, fingerprint: unknown, make: () => HTMLElement): HTMLElement {
    const now = JSON.stringify(fingerprint);
    const before = this.#cache.get(key);
    if (before?.fingerprint === now) return before.node;
    const node = make();
    this.#cache.set(key, { fingerprint: now, node });
    if (!this.#first) this.#latest = node;
    return node;
  }

  #field(section: SectionSchema, field: FieldSchema): Drawn | null {
    if (field.kind === "rows") return this.#rows(section, field);
    if (field.kind === "prose") return this.#prose(field);
    return this.#typed(field);
  }

  #prose(field: FieldSchema): Drawn {
    const text = this.#doc.getText(`text:${field.id}`);
    const carets = this.#caretsIn(text);
    const typedText = text.toString();
    const node = this.#cached(field.id, [typedText, carets], () =>
      h(
        "section",
        { class: "block prose", "data-field": field.id, "data-empty": typedText.trim() === "" },
        h("h3", null, field.label),
        h("p", { class: "words", dir: "auto" }, ...textWithCarets(typedText, carets)),
        caretNames(carets),
      ),
    );
    return { key: field.id, node };
  }

  #typed(field: FieldSchema): Drawn | null {
    const key = field.id.slice(field.id.lastIndexOf(".") + 1);
    const value = field.kind === "set" ? setFact(this.#doc, key) : valueText(field, fact(this.#doc, key));
    const empty = value.length === 0;
    if (empty && field.optional) return null;
    const node = this.#cached(field.id, value, () =>
      h(
        "section",
        {
          class: "block typed",
          "data-field": field.id,
          "data-empty": empty,
          "data-value": key === "severity" ? textFact(this.#doc, key) : null,
        },
        h("h3", null, field.label),
        Array.isArray(value)
          ? h("p", { class: "chips" }, ...value.map((name) => h("span", { class: "chip" }, name)))
          : h("p", { class: "words", dir: "auto" }, value),
      ),
    );
    return { key: field.id, node };
  }

  #rows(section: SectionSchema, field: FieldSchema): Drawn {
    const timed = field.columns.some((column) => column.key === "at");
    const found =
      field.id === "actions" ? promisedRows(this.#doc) : rowsIn(rowsRoot(this.#doc, field.id), timed ? byTime : byRank);
    const rows = found.filter((row) => hasContent(row, field.columns));
    const zone = knownZone(fact(this.#doc, "zone"));
    const days = new Set(rows.map((row) => toLocal(row.map.get("at"), zone)?.date).filter(Boolean));
    const items = rows.map((row) => this.#row(field, row, zone, days.size > 1));
    const keys = items.map(({ key }) => key);
    const before = this.#cache.get(field.id);
    const block =
      before?.node ??
      this.#cached(field.id, null, () =>
        h(
          "section",
          { class: "block list", "data-field": field.id },
          section.fields.length > 1 ? h("h3", null, field.label) : null,
          h("ol", { "aria-label": field.label }),
        ),
      );
    block.dataset.empty = String(items.length === 0);
    setChildren(block.querySelector("ol") as Element, ...items.map(({ node }) => node));
    for (const key of this.#cache.keys())
      if (key.startsWith(`${field.id}/`) && !keys.includes(key)) this.#cache.delete(key);
    return { key: field.id, node: block };
  }

  readonly #picture = ({ id, caption }: { id: string; caption: string }): HTMLElement =>
    pictureOf(pictureAddress(this.#meeting, id), caption);

  #row(field: FieldSchema, row: Row, zone: string, dated: boolean): Drawn {
    const carets = this.#caretsIn(row.text);
    const content = row.text.toString();
    const done = field.id === CHECKLIST ? checklistItem(this.#doc, row).done : row.map.get("done") === true;
    const cells = field.columns.map((column) =>
      cellOf(column, column.key === "done" ? done : row.map.get(column.key), zone, dated),
    );
    const key = `${field.id}/${row.id}`;
    const chosen = field.id === "actions" && isChosen(row);
    const star = chosen || row.map.get("star") === true;
    const pictures = picturesIn(row.map).map((id) => ({ id, caption: captionOf(row.map, id, zone) }));
    const node = this.#cached(key, [content, carets, cells, star, done, pictures], () => {
      const lead = cells.find((cell) => cell.lead);
      const after = cells.filter((entry) => !entry.lead && entry.text !== "");
      return h(
        "li",
        { class: "row", "data-row": row.id, "data-star": star, "data-done": done },
        lead && h("span", { class: "lead num" }, lead.text || "–:––"),
        h(
          "span",
          { class: "main" },
          h("span", { class: "words", dir: "auto" }, ...textWithCarets(content, carets)),
          (after.length > 0 || carets.length > 0) &&
            h("span", { class: "chips" }, ...after.map(chip), caretNames(carets)),
          pictures.length > 0 && h("span", { class: "pictures" }, ...pictures.map(this.#picture)),
        ),
        star && h("span", { class: "star", role: "img", "aria-label": chosen ? "chosen" : "key moment" }, "★"),
      );
    });
    return { key, node };
  }
}

function pictureOf(address: string, caption: string): HTMLElement {
  const image = h("img", { src: address, alt: caption, decoding: "async" });
  const figure = h("figure", null, image, h("figcaption", { dir: "auto" }, caption));
  image.addEventListener("error", () => image.replaceWith("This picture is no longer kept: "));
  return figure;
}

function chip(cell: Cell): HTMLElement {
  return h("span", { class: "chip", "data-key": cell.key, "data-missing": cell.missing }, cell.text);
}
