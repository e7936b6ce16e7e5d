// The room before Streamlit's page: bar and board over the window, at the places that they will have, until Streamlit
// has places for them; then they are moved there alive and this goes away. It goes away without them as well when
// Streamlit shows something else. Not here: when Streamlit starts, what the parts draw.
import { adoptStyles, h } from "../shared/dom";
import { typingRests } from "../shared/typing_rest";
import { invalidateViewportInsets } from "../shared/viewport_insets";
import type { EarlyData } from "./early_data";
import { moveAlive } from "./move_alive";
import { SHOWN, stageCss } from "./stage_css";
import { dropEarly, mountEarly, redraw } from "./take_over";
import { themeChoice } from "./theme_choice";
import { LateTypeface } from "./typeface";

type PartName = "clock" | "board";

const LOOK_MS = 100;
/** So long the parts wait for the rest of Streamlit's page once the board's place is there. */
export const MOVE_WAIT_MS = 2_000;
/** The move lays out the whole page, and so it waits for a rest in typing, but no longer than this. */
export const TYPING_WAIT_MS = 4_000;
/** So long a page that has been drawn may take to say that it will show a board. */
export const UNMOUNTED_MS = 1_000;

export class Stage {
  readonly #page = document.documentElement;
  readonly #layer: HTMLElement;
  readonly #shells: Record<PartName, HTMLElement>;
  readonly #places = new Map<string, Node>();
  readonly #address = addressNow();
  readonly #boardElement: string;
  readonly #looking: ReturnType<typeof setInterval>;
  readonly #typeface: LateTypeface;
  #composing = false;
  #over = false;
  /** how long there has been a place for the board, or a page that was drawn without one */
  #placeMs = 0;
  #idleMs = 0;

  constructor(data: EarlyData) {
    this.#boardElement = `.st-key-board-${CSS.escape(data.board.pm)}`;
    adoptStyles(document, stageCss);
    const theme = themeChoice();
    this.#shells = { clock: h("div"), board: h("div") };
    this.#layer = h(
      "div",
      { class: "debrief-stage", role: "main", "data-wide": data.wide },
      h("div", { class: "bar-place" }, this.#shells.clock),
      h("div", { class: "board-place" }, this.#shells.board),
    );
    this.#layer.style.colorScheme = theme;
    for (const [name, value] of Object.entries(data.themes[theme])) this.#layer.style.setProperty(name, value);
    this.#typeface = new LateTypeface(this.#layer);
    document.title = [data.clock.title, "Debrief"].filter(Boolean).join(" – ");
    document.body.append(this.#layer);
    this.#page.classList.add(SHOWN);
    this.#layer.addEventListener("compositionstart", () => this.#compose(true));
    this.#layer.addEventListener("compositionend", () => this.#compose(false));
    const owner = {
      claimed: (name: string, place: Node) => void this.#places.set(name, place),
      gone: (name: string) => {
        this.#places.delete(name);
        if (name === "board") this.#finish();
      },
    };
    for (const name of ["board", "clock"] as const)
      mountEarly(name, data[name], this.#shells[name].attachShadow({ mode: "open" }), owner);
    this.#looking = setInterval(() => this.#look(), LOOK_MS);
  }

  #compose(on: boolean): void {
    this.#composing = on;
  }

  #look(): void {
    if (addressNow() !== this.#address) return this.#finish();
    this.#typeface.look();
    const state = document.querySelector("[data-test-script-state]")?.getAttribute("data-test-script-state");
    const drawn = state === "notRunning";
    if (this.#places.has("board")) {
      this.#placeMs += LOOK_MS;
      const whole = (drawn && this.#places.has("clock")) || this.#placeMs > MOVE_WAIT_MS;
      if (whole && (typingRests() || this.#placeMs > TYPING_WAIT_MS)) this.#finish();
    } else {
      this.#idleMs = drawn && !document.querySelector(this.#boardElement) ? this.#idleMs + LOOK_MS : 0;
      if (this.#idleMs > UNMOUNTED_MS) this.#finish();
    }
  }

  // What has a place is moved there; what has none goes away. Its words are in the document, and the connection stays
  // open for seconds after the last part let go of it.
  #finish(): void {
    if (this.#over || (this.#composing && this.#places.size > 0)) return;
    this.#over = true;
    clearInterval(this.#looking);
    this.#typeface.stop();
    const { board } = this.#shells;
    const before = board.getBoundingClientRect().top;
    const scrolled = this.#layer.scrollTop;
    // First: what is moved into a part of the page that is not shown would lose the focus.
    this.#page.classList.remove(SHOWN);
    const moves = [...this.#places].map(([name, to]) => ({ element: this.#shells[name as PartName], to }));
    moveAlive(moves);
    dropEarly();
    this.#layer.remove();
    for (const { element } of moves) if (element.shadowRoot) redraw(element.shadowRoot);
    invalidateViewportInsets();
    if (this.#places.has("board")) keepInPlace(board, before, scrolled);
  }
}

/** Leaves nothing of one that could not be drawn. */
export function clearStage(): void {
  dropEarly();
  document.querySelector(".debrief-stage")?.remove();
  document.documentElement.classList.remove(SHOWN);
}

function addressNow(): string {
  return `${location.pathname}?${new URLSearchParams(location.search).get("pm")}`;
}

/** Whoever scrolled, or reads further down, goes on at the same line. */
function keepInPlace(board: HTMLElement, top: number, scrolled: number): void {
  const scroller = board.getRootNode() instanceof ShadowRoot && scrollerOf(board);
  if (!scroller) return;
  scroller.scrollTop = scrolled;
  scroller.scrollTop += board.getBoundingClientRect().top - top;
}

function scrollerOf(element: HTMLElement): HTMLElement | null {
  for (let at: Node | null = element; at; at = at instanceof ShadowRoot ? at.host : at.parentNode)
    if (at instanceof HTMLElement && at.dataset.testid === "stMain") return at;
  return null;
}
