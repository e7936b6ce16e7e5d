// A part of the board whose code is in a file of its own. While it is loaded a line stands in its place; when it cannot be
// loaded, a sentence and a button, and everything else goes on. Not here: loading (late_module).
import { h } from "../shared/dom";
import { type LateModule, SCRIPT_CAME } from "../shared/late_module";
import type { Disposer } from "../shared/signal";
import type { Part } from "./board_context";

const LOADING = "One moment …";
const FAILED =
  "This part could not be loaded. What is written here is safe, and you can go on in the other fields. Try again, or reload the page when the server can be reached.";

const OCCASIONS = ["online", SCRIPT_CAME];

/** Drawn at once when the module is here. */
export function latePart<M>(module: LateModule<M>, make: (loaded: M) => Part): Part {
  return module.now === null ? new LatePart(module, make) : make(module.now);
}

class LatePart<M> implements Part {
  readonly dom = h("div", { class: "late-part" });
  readonly #module: LateModule<M>;
  readonly #make: (loaded: M) => Part;
  #part: Part | null = null;
  #destroyed = false;

  constructor(module: LateModule<M>, make: (loaded: M) => Part) {
    this.#module = module;
    this.#make = make;
    this.dom.append(h("p", { class: "late-loading" }, LOADING));
    for (const occasion of OCCASIONS) window.addEventListener(occasion, this.#load);
    // Whoever loads it, for whatever part: all that wait for it are drawn.
    module.whenHere((loaded) => this.#show(loaded));
    this.#load();
  }

  destroy(): void {
    this.#destroyed = true;
    this.#stopAsking();
    this.#part?.destroy();
  }

  readonly #load = (): void => {
    this.#module.load().catch((problem: unknown) => this.#failed(problem));
  };

  #stopAsking(): void {
    for (const occasion of OCCASIONS) window.removeEventListener(occasion, this.#load);
  }

  #show(loaded: M): void {
    if (this.#destroyed || this.#part) return;
    this.#stopAsking();
    const hadFocus = this.dom.contains((this.dom.getRootNode() as Document | ShadowRoot).activeElement);
    this.#part = this.#make(loaded);
    this.dom.replaceChildren(this.#part.dom);
    if (hadFocus) this.#part.dom.querySelector<HTMLElement>(".cm-content, input, button")?.focus();
  }

  #failed(problem: unknown): void {
    if (this.#destroyed || this.#part) return;
    console.error(problem);
    const again = h("button", { type: "button", class: "quiet", onclick: this.#load }, "Try again");
    this.dom.replaceChildren(h("p", { class: "late-problem", role: "alert" }, FAILED, " ", again));
  }
}

/** What nobody waits for: an empty place until the module is here, which this does not load. */
export function idlePart<M>(module: LateModule<M>, make: (loaded: M) => Part): Part {
  const dom = h("div", { class: "late-part" });
  let part: Part | null = null;
  let destroyed = false;
  module.whenHere((loaded) => {
    if (destroyed) return;
    part = make(loaded);
    dom.append(part.dom);
  });
  return {
    dom,
    destroy() {
      destroyed = true;
      part?.destroy();
    },
  };
}

/** What listens from when the module is here, which this does not load, until it is disposed of. */
export function lateListener<M>(module: LateModule<M>, listen: (loaded: M) => Disposer): Disposer {
  let stop: Disposer | null = null;
  let stopped = false;
  module.whenHere((loaded) => {
    if (!stopped) stop = listen(loaded);
  });
  return () => {
    stopped = true;
    stop?.();
  };
}
