// A sentence at the foot of the board that goes away by itself, with at most one thing to do about it.
import { h, replace } from "./dom";
import type { Stop } from "./signal";

const STAYS_MS = 9000;

export interface Toasts {
  readonly dom: HTMLElement;
  say(sentence: string, act?: { label: string; run(): void }): void;
  destroy: Stop;
}

export function makeToasts(): Toasts {
  const dom = h("div", { class: "toasts", role: "status", "aria-live": "polite" });
  // A click on it leaves the keyboard with whoever was typing.
  dom.addEventListener("mousedown", (event) => event.preventDefault());
  let timer: ReturnType<typeof setTimeout> | undefined;
  const clear = (): void => {
    clearTimeout(timer);
    replace(dom);
  };
  return {
    dom,
    say(sentence, act) {
      clearTimeout(timer);
      const button = act && h("button", { type: "button", onclick: () => (clear(), act.run()) }, act.label);
      const close = h("button", { type: "button", class: "close", "aria-label": "Close this message", onclick: clear }, "×");
      replace(dom, h("div", { class: "toast" }, h("span", null, sentence), button, close));
      timer = setTimeout(clear, STAYS_MS);
    },
    destroy: clear,
  };
}
