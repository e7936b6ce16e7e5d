// The page's typeface comes after the scripts, as long as a third of them on a slow line. Until it is here text stands in
// one that the computer has: text that waits for a file would not be seen, and when the file comes the whole page is laid
// out anew, so that waits until nobody types. Not here: who asks for the file early (page.js).
import { atRest } from "../shared/typing_rest";

/** page.js says with it that the scripts are there, and that the typeface has been asked for. */
export const SCRIPTS_HERE = "data-debrief-loaded";
/** Without scripts it is asked for then. */
export const TYPEFACE_MS = 6_000;

const PROPERTIES = ["--st-font", "--st-heading-font"];
/** The family that is asked for, and what stands behind it. */
const FAMILIES = /^\s*("[^",]{1,200}"|'[^',]{1,200}'|[^"',]{1,200}),(.{1,1000})$/;

/** Begins with the typefaces of the computer. Call `look` now and then, and `stop` when `layer` goes. */
export class LateTypeface {
  readonly #layer: HTMLElement;
  readonly #wanted: Record<string, string> = {};
  readonly #since = performance.now();
  #asked = false;
  #stop: () => void = () => undefined;
  #over = false;

  constructor(layer: HTMLElement, page: Document = document) {
    this.#layer = layer;
    if (!page.fonts) return;
    for (const name of PROPERTIES) {
      const value = layer.style.getPropertyValue(name);
      const behind = FAMILIES.exec(value)?.[2];
      if (!behind) continue;
      this.#wanted[name] = value;
      layer.style.setProperty(name, behind.trim());
    }
    this.look();
  }

  look(): void {
    const scripts = document.documentElement.hasAttribute(SCRIPTS_HERE);
    if (this.#asked || !(scripts || performance.now() - this.#since >= TYPEFACE_MS)) return;
    this.#asked = true;
    const loads = Object.values(this.#wanted).map((families) => document.fonts.load(`1rem ${families}`));
    void Promise.allSettled(loads).then(() => {
      if (!this.#over) this.#stop = atRest(() => this.#show());
    });
  }

  stop(): void {
    this.#over = true;
    this.#stop();
  }

  #show(): void {
    for (const [name, value] of Object.entries(this.#wanted)) this.#layer.style.setProperty(name, value);
  }
}
