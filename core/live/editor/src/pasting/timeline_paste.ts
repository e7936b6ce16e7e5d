// Ways into the preview: several lines pasted, a file dropped or chosen. One preview at a time; a text that waits for
// its answer while the person looks at another section is there again when they come back. Not here: the preview itself.
import type { Board, FieldSchema, Part } from "../board/board_context";
import { TAKES_FILES } from "../board/stray_drops";
import { picturesOf } from "../evidence/picture_files";
import { adoptStyles, h, setAttr } from "../shared/dom";
import { FILE_BYTES, FILE_TOO_LARGE, longerThan, PASTE_BYTES } from "../shared/limits";
import { watch } from "../shared/signal";
import { previewCss } from "../style/preview_css";
import { PastePreview } from "./paste_preview";
import { holdsTimes } from "./timeline_reading";

const UNREADABLE = "This file could not be read. Open it yourself, copy the lines and paste them here.";

interface Waiting {
  text: string;
  source: string;
}

export interface TimelineTargets {
  plain(text: string): void;
  focus(row: string): void;
  /** for the row that `target` is in */
  pictures(files: readonly File[], target: Node): void;
}

const waiting = new WeakMap<Board, Waiting>();

export class TimelinePaste implements Part {
  /** what is offered under the list: a file */
  readonly dom: HTMLElement;
  readonly #board: Board;
  readonly #field: FieldSchema;
  readonly #list: HTMLElement;
  readonly #plain: (text: string) => void;
  readonly #focus: (row: string) => void;
  readonly #pictures: (files: readonly File[], target: Node) => void;
  readonly #stop: () => void;
  #preview: PastePreview | null = null;

  /** `plain` puts a text in as lines; `focus` goes to a row that was added; `pictures` gives pictures to a row. */
  constructor(board: Board, field: FieldSchema, list: HTMLElement, { plain, focus, pictures }: TimelineTargets) {
    this.#board = board;
    this.#field = field;
    this.#list = list;
    this.#plain = plain;
    this.#focus = focus;
    this.#pictures = pictures;
    adoptStyles(board.root, previewCss);
    this.dom = this.#offer();
    setAttr(list, TAKES_FILES, "");
    list.addEventListener("dragover", (event) => this.#over(event));
    list.addEventListener("dragleave", () => setAttr(list, "data-dropping", null));
    list.addEventListener("drop", (event) => this.#dropped(event), { capture: true });
    this.#stop = watch([board.readonly], () => setAttr(this.dom, "hidden", board.readonly.get() ? "" : null));
    const left = waiting.get(board);
    if (left) queueMicrotask(() => this.#open(left.text, left.source));
  }

  /** Whether the text opened a preview; else it goes the way of all text. */
  take(text: string): boolean {
    if (this.#board.readonly.get() || longerThan(text, PASTE_BYTES) || !holdsTimes(text)) return false;
    if (!this.#list.isConnected) return false;
    this.#open(text, "you pasted");
    return true;
  }

  destroy(): void {
    this.#stop();
    this.#preview?.dom.remove();
    this.#preview = null;
  }

  #open(text: string, source: string): void {
    if (!this.#list.isConnected) return;
    this.#preview?.dom.remove();
    const short = !longerThan(text, PASTE_BYTES);
    waiting.set(this.#board, { text, source });
    const preview = new PastePreview({
      board: this.#board,
      field: this.#field,
      text,
      source,
      plain: short ? () => this.#plain(text) : null,
      closed: (last) => {
        waiting.delete(this.#board);
        this.#preview = null;
        if (last) this.#focus(last);
      },
    });
    this.#preview = preview;
    this.#list.before(preview.dom);
    void preview.start();
  }

  #offer(): HTMLElement {
    const input = h("input", {
      type: "file",
      class: "visually-hidden",
      accept: ".txt,.log,.md,.csv,.tsv,.json,.ics,.html,text/*,application/json",
      onchange: () => {
        const [file] = input.files ?? [];
        if (file) void this.#file(file);
        input.value = "";
      },
    });
    return h(
      "p",
      { class: "paste-offer" },
      h("span", null, "A chat, a log or a table can be pasted here in one go, or"),
      h("label", null, "choose a file", input),
      h("span", null, "· A screenshot goes onto its row."),
    );
  }

  #over(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    if (this.#board.readonly.get()) return;
    setAttr(this.#list, "data-dropping", "");
  }

  #dropped(event: DragEvent): void {
    setAttr(this.#list, "data-dropping", null);
    const [file] = event.dataTransfer?.files ?? [];
    if (!file) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.#board.readonly.get()) return;
    const pictures = picturesOf(event.dataTransfer);
    if (pictures.length > 0) this.#pictures(pictures, event.target as Node);
    else void this.#file(file);
  }

  async #file(file: File): Promise<void> {
    if (file.size > FILE_BYTES) return this.#board.notify(FILE_TOO_LARGE);
    try {
      const text = decoded(new Uint8Array(await file.arrayBuffer()));
      if (text === null) return this.#board.notify(UNREADABLE);
      this.#open(text, `of ${file.name}`);
    } catch {
      this.#board.notify(UNREADABLE);
    }
  }
}

/** Text in the encodings that spreadsheets and chats save; null for what is no text. */
export function decoded(bytes: Uint8Array): string | null {
  const mark = `${bytes[0]},${bytes[1]}`;
  if (mark === "255,254" || mark === "254,255")
    return new TextDecoder(mark === "255,254" ? "utf-16le" : "utf-16be").decode(bytes);
  if (bytes.subarray(0, 2000).includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
