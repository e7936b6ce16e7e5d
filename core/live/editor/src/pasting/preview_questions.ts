// What a pasted text leaves open, asked once for all of its rows and answered beforehand with the likeliest. Not here:
// who asks the server again.
import { h, setChildren } from "../shared/dom";
import type { Question } from "./timeline_reading";

export type Answered = (key: string, value: string) => void;

/** The key of the question after the zone of times without one. */
export const ZONE = "zone";

export class PreviewQuestions {
  readonly dom = h("div", { class: "paste-questions" });
  readonly #answered: Answered;

  constructor(answered: Answered) {
    this.#answered = answered;
  }

  /** `assumed` is the zone of times without one, "" when there are none; `room` is the room's. */
  show(assumed: string, room: string, questions: readonly Question[]): void {
    const asked = [...(assumed ? [zoneQuestion(assumed, room)] : []), ...questions];
    const focused = focusedChoice(this.dom);
    setChildren(this.dom, ...asked.map((question) => this.#question(question)));
    if (focused) choiceNamed(this.dom, focused)?.focus();
  }

  #question({ key, text, options, chosen }: Question): HTMLElement {
    const name = `paste-${key.replaceAll(" ", "-")}`;
    return h(
      "fieldset",
      null,
      h("legend", null, text),
      ...options.map(({ value, label }) =>
        h(
          "label",
          null,
          h("input", {
            type: "radio",
            name,
            value,
            checked: value === chosen,
            onchange: () => this.#answered(key, value),
          }),
          h("span", null, label),
        ),
      ),
      key === ZONE ? this.#anotherZone() : null,
    );
  }

  #anotherZone(): HTMLElement {
    const zones = Intl.supportedValuesOf("timeZone").filter((zone) => zone.includes("/"));
    const select = h(
      "select",
      {
        "aria-label": "Another zone",
        onchange: () => {
          if (select.value) this.#answered(ZONE, select.value);
        },
      },
      h("option", { value: "" }, "Another…"),
      ...zones.map((value) => h("option", { value }, value.replaceAll("_", " "))),
    );
    return select;
  }
}

function zoneQuestion(assumed: string, room: string): Question {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = [...new Set([room, "UTC", here, assumed])].filter((zone) => zone === "UTC" || zone.includes("/"));
  return {
    key: ZONE,
    text: "Times without a zone are in",
    options: zones.map((value) => ({ value, label: value.replace(/^.*\//, "").replaceAll("_", " ") })),
    chosen: assumed,
  };
}

// The focus stays on the answer that was just given, although all of it is drawn again.
function focusedChoice(dom: HTMLElement): { name: string; value: string } | null {
  const root = dom.getRootNode() as Document | ShadowRoot;
  const active = root.activeElement;
  return active instanceof HTMLInputElement && dom.contains(active) ? { name: active.name, value: active.value } : null;
}

function choiceNamed(dom: HTMLElement, { name, value }: { name: string; value: string }): HTMLInputElement | undefined {
  return [...dom.querySelectorAll("input")].find((input) => input.name === name && input.value === value);
}
