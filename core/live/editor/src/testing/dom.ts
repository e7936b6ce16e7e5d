// A document for tests of what is drawn: elements and events without a screen. To be imported before the module under
// test. Nothing is laid out: sizes and positions are all 0.
import { Window } from "happy-dom";

const ADDRESS = "http://debrief.example/room?pm=pm1";
const NAMES = [
  "document",
  "location",
  "history",
  "matchMedia",
  "localStorage",
  "sessionStorage",
  "Node",
  "Text",
  "Range",
  "Element",
  "Document",
  "ShadowRoot",
  "HTMLElement",
  "HTMLInputElement",
  "HTMLTextAreaElement",
  "HTMLSelectElement",
  "HTMLButtonElement",
  "SVGElement",
  "EventTarget",
  "Event",
  "CustomEvent",
  "KeyboardEvent",
  "MouseEvent",
  "FocusEvent",
  "InputEvent",
  "CSSStyleSheet",
  "DOMParser",
  "MutationObserver",
  "ResizeObserver",
  "getComputedStyle",
  "getSelection",
  "requestAnimationFrame",
  "cancelAnimationFrame",
  "CSS",
] as const;

const window = new Window({ url: ADDRESS });
const globals = globalThis as unknown as Record<string, unknown>;
globals.window = window;
for (const name of NAMES) globals[name] = window[name];
// One clock: a test that mocks timers mocks those of the window too.
window.setTimeout = (callback: () => void, delayMs?: number) => setTimeout(callback, delayMs);
window.clearTimeout = (timer: number) => clearTimeout(timer);

/** A place in the page, emptied of what an earlier test put there. */
export function freshHost(): HTMLElement {
  document.body.replaceChildren();
  const host = document.createElement("div");
  document.body.append(host);
  return host;
}

/** Types into an input as a person does: the value is there, then the input says so. */
export function type(input: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  input.focus();
  input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Presses a key; whether the page may still act on it. */
export function press(target: HTMLElement, key: string, more: Partial<KeyboardEvent> = {}): boolean {
  const init = { key, bubbles: true, cancelable: true, ...more } as KeyboardEventInit;
  return target.dispatchEvent(new KeyboardEvent("keydown", init));
}

/** Leaves an input, as a click elsewhere does. */
export function leave(input: HTMLElement): void {
  input.blur();
}

export function all<E extends HTMLElement>(root: HTMLElement, selector: string): E[] {
  return [...root.querySelectorAll<E>(selector)];
}

/** The one element that matches; it must be there. */
export function one<E extends HTMLElement>(root: HTMLElement, selector: string): E {
  const found = root.querySelector<E>(selector);
  if (!found) throw new Error(`nothing matches ${selector} in ${root.outerHTML.slice(0, 400)}`);
  return found;
}
