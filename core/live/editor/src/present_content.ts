// What the shared screen shows of a section: the words as they are typed, large, in the order of the meeting,
// with the carets of those who type. Read-only, drawn from the section's schema. Nothing private comes here:
// no hints, no notes, no controls. Never here: the clock, the frame around it.
import * as Y from "yjs";
import type { FieldSchema, SectionSchema } from "./board_context";
import { makeCarets, type Caret } from "./carets";
import type { Connection } from "./connection";
import { knownZone, toLocal } from "./datetime";
import { fact, setFact, textFact } from "./doc_text";
import { h, replace, style } from "./dom";
import { contentCss } from "./present_css";
import { cell, cut, shows, typedWords, type Cell } from "./present_words";
import { byRank, byTime, rowsIn, rowsRoot, type Row } from "./rows_model";
import { stops, watch, type Changing, type Stop } from "./signal";

/** How long a name stands beside the row after its caret last moved. */
const NAME_MS = 3500;

interface Drawn {
  key: string;
  node: HTMLElement;
}

export interface Content {
  element: HTMLElement;
  stop: Stop;
}

/** Shows whatever section `which` names, and follows every change. Null shows nothing. */
export function presentContent(root: Node, connection: Connection, which: () => SectionSchema | null, changed: readonly Changing[]): Content {
  style(root, contentCss);
  const { doc, awareness } = connection;
  const sheet = h("div", { class: "sheet" });
  const element = h("div", { class: "content", tabindex: "0", role: "region", "aria-label": "What is being written" }, sheet);
  const carets = makeCarets(doc, awareness, () => undefined);
  const reader = new Reader(doc, (text) => carets.of(text));
  const ways = stops();
  let frame = 0;
  let shown: string | null = null;

  const draw = (): void => {
    frame = 0;
    const section = which();
    const turned = shown !== (section?.id ?? null);
    shown = section?.id ?? null;
    replace(sheet, ...(section ? reader.section(section) : []));
    element.dataset.section = section?.id ?? "";
    fit(element, turned);
    if (turned) element.scrollTop = 0;
    else show(element, reader.latest());
  };
  const soon = (): void => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };
  doc.on("update", soon);
  awareness.on("change", soon);
  const resized = new ResizeObserver(() => fit(element));
  resized.observe(element);
  ways.add(watch(changed, soon), () => {
    doc.off("update", soon);
    awareness.off("change", soon);
    resized.disconnect();
    carets.destroy();
    if (frame !== 0) cancelAnimationFrame(frame);
  });
  return { element, stop: ways.all };
}

const SCALES = [1.24, 1.12, 1, 0.92, 0.85, 0.78, 0.71, 0.65];

// The largest letters that show everything; when even the smallest do not, the place scrolls. Within a section the
// letters shrink when they must and grow only when there is plenty of room, so that they do not flicker.
function fit(element: HTMLElement, turned = false): void {
  const at = (i: number): boolean => {
    element.style.setProperty("--scale", String(SCALES[i]));
    return element.scrollHeight <= element.clientHeight + 2;
  };
  const before = turned ? -1 : SCALES.indexOf(Number(element.style.getPropertyValue("--scale")));
  const roomy = (i: number): boolean => at(i) && (element.firstElementChild?.clientHeight ?? 0) < element.clientHeight * 0.86;
  let i = Math.max(0, before);
  while (i < SCALES.length - 1 && !at(i)) i += 1;
  if (i === before) while (i > 0 && roomy(i - 1)) i -= 1;
  at(i);
}

// Keeps what was just typed in sight, in this place only: the page around it stays where it is.
function show(element: HTMLElement, latest: HTMLElement | null): void {
  if (!latest) return;
  const [place, row] = [element.getBoundingClientRect(), latest.getBoundingClientRect()];
  if (row.bottom > place.bottom) element.scrollTop += row.bottom - place.bottom;
  else if (row.top < place.top) element.scrollTop -= place.top - row.top;
}

/** Makes the elements of a section, and keeps those whose words have not changed. */
class Reader {
  #kept = new Map<string, { print: string; node: HTMLElement }>();
  #latest: HTMLElement | null = null;
  #first = true;

  constructor(
    readonly doc: Y.Doc,
    readonly caretsIn: (text: Y.Text) => Caret[],
  ) {}

  section(section: SectionSchema): HTMLElement[] {
    this.#latest = null;
    const blocks = section.fields.map((field) => this.#field(section, field)).filter((one): one is Drawn => one !== null);
    const used = new Set(blocks.map(({ key }) => key));
    for (const key of this.#kept.keys()) if (!key.includes("/") && !used.has(key)) this.#kept.delete(key);
    this.#first = false;
    return blocks.map(({ node }) => node);
  }

  /** What changed last, so that it can be kept in sight. */
  latest(): HTMLElement | null {
    return this.#latest;
  }

  // The same element as long as it would show the same. `print` is all that it shows.
  #keep(key: string, print: unknown, make: () => HTMLElement): HTMLElement {
    const now = JSON.stringify(print);
    const before = this.#kept.get(key);
    if (before?.print === now) return before.node;
    const node = make();
    this.#kept.set(key, { print: now, node });
    if (!this.#first) this.#latest = node;
    return node;
  }

  #field(section: SectionSchema, field: FieldSchema): Drawn | null {
    if (field.kind === "rows") return this.#rows(section, field);
    if (field.kind === "prose") return this.#prose(field);
    return this.#typed(field);
  }

  #prose(field: FieldSchema): Drawn {
    const text = this.doc.getText(`text:${field.id}`);
    const carets = this.caretsIn(text);
    const words = text.toString();
    const node = this.#keep(field.id, [words, carets], () =>
      h(
        "section",
        { class: "block prose", "data-field": field.id, "data-empty": words.trim() === "" },
        h("h3", null, field.label),
        h("p", { class: "words", dir: "auto" }, ...written(words, carets)),
        names(carets),
      ),
    );
    return { key: field.id, node };
  }

  #typed(field: FieldSchema): Drawn | null {
    const key = field.id.slice(field.id.lastIndexOf(".") + 1);
    const value = field.kind === "set" ? setFact(this.doc, key) : typedWords(field, fact(this.doc, key));
    const empty = value.length === 0;
    if (empty && field.optional) return null;
    const node = this.#keep(field.id, value, () =>
      h(
        "section",
        { class: "block typed", "data-field": field.id, "data-empty": empty, "data-value": key === "severity" ? textFact(this.doc, key) : null },
        h("h3", null, field.label),
        Array.isArray(value) ? h("p", { class: "chips" }, ...value.map((one) => h("span", { class: "chip" }, one))) : h("p", { class: "words", dir: "auto" }, value),
      ),
    );
    return { key: field.id, node };
  }

  #rows(section: SectionSchema, field: FieldSchema): Drawn {
    const timed = field.columns.some((column) => column.key === "at");
    const rows = rowsIn(rowsRoot(this.doc, field.id), timed ? byTime : byRank).filter((row) => shows(row, field.columns));
    const zone = knownZone(fact(this.doc, "zone"));
    const days = new Set(rows.map((row) => toLocal(row.map.get("at"), zone)?.date).filter(Boolean));
    const items = rows.map((row) => this.#row(field, row, zone, days.size > 1));
    const print = items.map(({ key }) => key);
    const before = this.#kept.get(field.id);
    const block =
      before?.node ??
      this.#keep(field.id, null, () => h("section", { class: "block list", "data-field": field.id }, section.fields.length > 1 ? h("h3", null, field.label) : null, h("ol", { "aria-label": field.label })));
    block.dataset.empty = String(items.length === 0);
    replace(block.querySelector("ol") as Element, ...items.map(({ node }) => node));
    for (const key of this.#kept.keys()) if (key.startsWith(`${field.id}/`) && !print.includes(key)) this.#kept.delete(key);
    return { key: field.id, node: block };
  }

  #row(field: FieldSchema, row: Row, zone: string, dated: boolean): Drawn {
    const carets = this.caretsIn(row.text);
    const words = row.text.toString();
    const cells = field.columns.map((column) => cell(column, row.map.get(column.key), zone, dated));
    const key = `${field.id}/${row.id}`;
    const star = row.map.get("star") === true;
    const done = row.map.get("done") === true;
    const node = this.#keep(key, [words, carets, cells, star, done], () => {
      const lead = cells.find((one) => one.lead);
      const after = cells.filter((one) => !one.lead && one.words !== "");
      return h(
        "li",
        { class: "row", "data-row": row.id, "data-star": star, "data-done": done },
        lead && h("span", { class: "lead num" }, lead.words || "–:––"),
        h(
          "span",
          { class: "main" },
          h("span", { class: "words", dir: "auto" }, ...written(words, carets)),
          (after.length > 0 || carets.length > 0) && h("span", { class: "chips" }, ...after.map(chip), names(carets)),
        ),
        star && h("span", { class: "star", role: "img", "aria-label": "key moment" }, "★"),
      );
    });
    return { key, node };
  }
}

function chip(one: Cell): HTMLElement {
  return h("span", { class: "chip", "data-key": one.key, "data-missing": one.missing }, one.words);
}

// The words with a coloured bar at each caret. Positions count UTF-16 units, as Yjs does.
function written(words: string, carets: readonly Caret[]): (string | HTMLElement)[] {
  return cut(words, carets).map((part) =>
    typeof part === "string" ? part : h("span", { class: "caret", "aria-hidden": "true", style: { "--who": part.color } as Partial<CSSStyleDeclaration> }),
  );
}

// The name stands behind the words, never over them, and fades.
function names(carets: readonly Caret[]): HTMLElement | false {
  if (carets.length === 0) return false;
  const flags = carets.map((caret) =>
    h("span", { class: "flag", style: { "--who": caret.color, animationDelay: `${NAME_MS}ms` } as Partial<CSSStyleDeclaration> }, caret.name),
  );
  return h("span", { class: "flags", "aria-hidden": "true" }, ...flags);
}
