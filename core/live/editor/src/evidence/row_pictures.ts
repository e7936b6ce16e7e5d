// The pictures of one row: small ones with their captions, those on their way, and the button to add one. Not here: the
// document's keys (row_evidence), the way to the server (send_picture), the large view (picture_dialog).
import type * as Y from "yjs";
import type { Board } from "../board/board_context";
import { captionKey, captionOf, defaultCaption, evidenceKey, picturesIn } from "../document/row_evidence";
import type { Row } from "../document/rows_model";
import { type Control, lockWithBoard } from "../fields/control";
import { lineControl } from "../fields/line_control";
import { askBeforeLeaving } from "../shared/ask_before_leaving";
import { h, setAttr, setChildren, setHidden, setText } from "../shared/dom";
import { makeDisposables } from "../shared/signal";
import { showPicture } from "./picture_dialog";
import { ACCEPTED, pastedPictures } from "./picture_files";
import { pictureAddress, type SendPicture, sendPicture } from "./send_picture";

export interface PicturesHost {
  readonly board: Board;
  /** the row, or null in a draft */
  row(): Row | null;
  /** the row, made of the draft if need be */
  ensureRow(): Row;
  /** this person writes in the row: one that was removed comes back */
  touch(row: Row): void;
  /** the shared text under a key of the row */
  text(key: string): Y.Text | null;
}

interface Shown {
  dom: HTMLElement;
  image: HTMLImageElement;
  open: HTMLButtonElement;
  caption: Control;
  destroy(): void;
}

export class RowPictures {
  /** the pictures, under the row's text */
  readonly dom = h("div", { class: "row-pictures", hidden: true });
  /** adds one, reachable by keyboard and finger */
  readonly button: HTMLElement;
  readonly #host: PicturesHost;
  readonly #send: SendPicture;
  readonly #shown = new Map<string, Shown>();
  readonly #waiting: HTMLElement[] = [];
  readonly #disposables = makeDisposables();
  #focusButton: () => void = () => undefined;
  #destroyed = false;

  constructor(host: PicturesHost, send: SendPicture = sendPicture) {
    this.#host = host;
    this.#send = send;
    this.button = this.#addButton();
  }

  /** Shows the pictures that the row has now. */
  show(mine: boolean): void {
    if (this.#destroyed) return;
    const map = this.#host.row()?.map;
    const ids = map ? picturesIn(map) : [];
    for (const [id, shown] of this.#shown) {
      if (ids.includes(id)) continue;
      this.#shown.delete(id);
      shown.destroy();
    }
    const zone = this.#host.board.zone.get();
    for (const id of ids) {
      const shown = this.#shown.get(id) ?? this.#picture(id);
      this.#shown.set(id, shown);
      if (!map) continue;
      const text = captionOf(map, id, zone);
      setAttr(shown.image, "alt", text);
      setAttr(shown.open, "aria-label", `Enlarge: ${text}`);
      shown.caption.show(map.get(captionKey(id)) ?? null, mine);
      setAttr(shown.caption.dom, "placeholder", defaultCaption(map, zone));
    }
    this.#draw(ids);
  }

  /** Takes the pictures of a paste; false when there are none, or when there is text beside them. */
  paste(event: ClipboardEvent): boolean {
    const files = pastedPictures(event.clipboardData);
    if (files.length === 0 || this.#host.board.readonly.get()) return false;
    this.add(files);
    return true;
  }

  add(files: readonly File[]): void {
    const { board } = this.#host;
    if (files.length === 0 || board.readonly.get()) return;
    board.undo.stopCapturing();
    const row = this.#host.ensureRow();
    for (const file of files) void this.#bring(row, file);
  }

  destroy(): void {
    this.#destroyed = true;
    for (const shown of this.#shown.values()) shown.destroy();
    this.#shown.clear();
    this.#disposables.dispose();
  }

  #draw(ids: readonly string[]): void {
    const nodes = [...ids.flatMap((id) => this.#shown.get(id)?.dom ?? []), ...this.#waiting];
    setChildren(this.dom, ...nodes);
    setHidden(this.dom, nodes.length === 0);
  }

  async #bring(row: Row, file: File): Promise<void> {
    const note = h("span", { role: "status" }, "Sending the picture…");
    const bar = h("progress", { max: "1", value: "0", "aria-label": "How much of the picture was sent" });
    const dom = h("div", { class: "row-picture waiting" }, note, bar);
    this.#waiting.push(dom);
    this.show(true);
    const pm = this.#host.board.connection.data.pm;
    const arrived = askBeforeLeaving();
    const answer = await this.#send(pm, row.id, file, (share) => {
      bar.value = share;
      if (share >= 1) setText(note, "Making it small and safe…");
    });
    arrived();
    if (answer.id === null) return this.#failed(dom, row, file, answer.sentence, answer.again);
    this.#drop(dom);
    this.#keep(row, answer.id);
    this.show(true);
  }

  /** The row names the picture from now on, also when this person looks at another section by now. */
  #keep(row: Row, picture: string): void {
    const { board } = this.#host;
    this.#host.touch(row);
    board.undo.stopCapturing();
    board.edit(() => row.map.set(evidenceKey(picture), true));
    board.undo.stopCapturing();
  }

  #failed(dom: HTMLElement, row: Row, file: File, sentence: string, again: boolean): void {
    const away = (): void => this.#drop(dom);
    const retry = (): void => {
      away();
      void this.#bring(row, file);
    };
    setChildren(
      dom,
      h("span", { role: "alert" }, sentence),
      again && h("button", { type: "button", class: "quiet", onclick: retry }, "Try again"),
      h("button", { type: "button", class: "quiet", onclick: away }, "Leave it"),
    );
    dom.classList.add("failed");
    // Whoever went on to another section hears of it there.
    if (!this.dom.isConnected) this.#host.board.notify(sentence);
  }

  #drop(dom: HTMLElement): void {
    this.#waiting.splice(this.#waiting.indexOf(dom), 1);
    this.show(true);
  }

  #picture(id: string): Shown {
    const { board } = this.#host;
    const address = pictureAddress(board.connection.data.pm, id);
    const image = h("img", { src: address, alt: "", loading: "lazy", decoding: "async" });
    const open = h("button", { type: "button", class: "picture-open" }, image);
    open.addEventListener("click", () => {
      if (!dom.hasAttribute("data-gone")) showPicture(board.root, address, image.alt);
    });
    const caption = lineControl({
      board,
      key: captionKey(id),
      label: "What the picture shows",
      text: () => this.#host.text(captionKey(id)),
      set: () => undefined,
    });
    const remove = h(
      "button",
      {
        type: "button",
        class: "picture-remove",
        "aria-label": "Remove this picture",
        title: "Remove this picture",
        onclick: () => this.#remove(id),
      },
      "×",
    );
    const dom = h("div", { class: "row-picture", "data-picture": id }, open, caption.dom, remove);
    const gone = h("p", { class: "picture-gone" }, "This picture is no longer kept.");
    image.addEventListener("error", () => {
      setAttr(dom, "data-gone", "");
      if (!gone.isConnected) open.after(gone);
    });
    image.addEventListener("load", () => {
      setAttr(dom, "data-gone", null);
      gone.remove();
    });
    const unlock = lockWithBoard(board, remove);
    return {
      dom,
      image,
      open,
      caption,
      destroy: () => {
        unlock();
        caption.destroy();
        dom.remove();
      },
    };
  }

  #remove(id: string): void {
    const { board } = this.#host;
    const row = this.#host.row();
    if (!row || board.readonly.get()) return;
    board.undo.stopCapturing();
    board.edit(() => row.map.delete(evidenceKey(id)));
    board.undo.stopCapturing();
    this.#focusButton();
    board.notify("Picture removed.", { label: "Undo", run: () => this.#keep(row, id) });
  }

  #addButton(): HTMLElement {
    const input = h("input", { type: "file", accept: ACCEPTED, multiple: true, hidden: true, tabindex: "-1" });
    input.addEventListener("change", () => {
      this.add([...(input.files ?? [])]);
      input.value = "";
    });
    const button = h("button", {
      type: "button",
      class: "picture-add",
      "aria-label": "Add a picture",
      title: "Add a picture (or paste it here)",
    });
    button.addEventListener("click", () => input.click());
    this.#disposables.add(lockWithBoard(this.#host.board, button));
    this.#focusButton = () => button.focus({ preventScroll: true });
    return h("div", { class: "cell cell-picture" }, button, input);
  }
}
