// A sentence at the foot of the board that goes away by itself, with at most one thing to do about it.
import { h, setChildren } from "./dom";
import type { Disposer } from "./signal";

const VISIBLE_MS = 9000;

export interface Toasts {
  readonly dom: HTMLElement;
  show(sentence: string, action?: { label: string; run(): void }): void;
  destroy: Disposer;
}

export function makeToasts(): Toasts {
  const dom = h("div", { class: "toasts", role: "status", "aria-live": "polite" });
  // A click on it leaves the keyboard with whoever was typing.
  dom.addEventListener("mousedown", (event) => event.preventDefault());
  let timer: ReturnType<typeof setTimeout> | undefined;
  const clear = (): void => {
    clearTimeout(timer);
    setChildren(dom);
  };
  const run = (action: { run(): void }): void => {
    clear();
    action.run();
  };
  return {
    dom,
    show(sentence, action) {
      clearTimeout(timer);
      const button = action && h("button", { type: "button", onclick: () => run(action) }, action.label);
      const close = h(
        "button",
        { type: "button", class: "close", "aria-label": "Close this message", onclick: clear },
        "×",
      );
      setChildren(dom, h("div", { class: "toast" }, h("span", null, sentence), button, close));
      timer = setTimeout(clear, VISIBLE_MS);
    },
    destroy: clear,
  };
}
