// A set of short words, such as services or tags: chips, and an input that takes one word after another.
// In the document a set is a map word -> true, so two people who add the same word have one. Never here: anything ordered.
import * as Y from "yjs";
import type { Board, FieldSchema, Part } from "./board_context";
import { lockable } from "./control";
import { h, replace } from "./dom";
import { labelled } from "./field_frame";
import { factKey } from "./field_typed";

const LONGEST = 80;
const MOST = 100;

export function setField(board: Board, field: FieldSchema): Part {
  const key = factKey(field.id);
  const input = h("input", {
    type: "text", class: "chip-input", "data-key": key, "aria-label": `Add to ${field.label}`, maxlength: 600, autocomplete: "off", spellcheck: "false",
  });
  const chips = h("ul", { class: "chips", "aria-label": field.label });
  const words = (): string[] => {
    const map: unknown = board.facts.get(key);
    return map instanceof Y.Map ? [...map.keys()].filter((word) => map.get(word) === true).sort((a, b) => a.localeCompare(b)) : [];
  };
  // The map is made with the document; only a document from elsewhere may lack it.
  const map = (): Y.Map<unknown> => {
    const there: unknown = board.facts.get(key);
    return there instanceof Y.Map ? there : (board.facts.set(key, new Y.Map()) as Y.Map<unknown>);
  };

  const add = (): void => {
    const typed = input.value.split(/[,;\n]/).map((word) => word.trim().slice(0, LONGEST)).filter((word) => word !== "");
    input.value = "";
    const fresh = typed.filter((word) => !words().includes(word));
    if (board.readonly.get() || fresh.length === 0) return;
    if (words().length + fresh.length > MOST) return board.say(`${MOST} are enough here. Remove some first.`);
    board.edit(() => fresh.forEach((word) => map().set(word, true)));
  };
  const remove = (word: string): void => {
    if (board.readonly.get()) return;
    board.edit(() => map().delete(word));
    input.focus();
  };

  const draw = (): void => {
    input.placeholder = words().length > 0 ? "Add another" : `Such as ${field.placeholder}`;
    replace(
      chips,
      ...words().map((word) =>
        h("li", { class: "chip" }, h("span", null, word), h("button", { type: "button", "aria-label": `Remove ${word}`, onclick: () => remove(word) }, "×")),
      ),
    );
  };

  input.addEventListener("input", () => {
    board.connection.unfinishedTyping.noteKey();
    if (/[,;]/.test(input.value)) add();
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      add();
    } else if (event.key === "Backspace" && input.value === "") {
      const last = words().at(-1);
      if (last) {
        event.preventDefault();
        remove(last);
        input.value = last;
      }
    }
  });
  input.addEventListener("blur", add);
  const watch = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    if (events.some((event) => event.target !== board.facts || (event as Y.YMapEvent<unknown>).keysChanged.has(key))) draw();
  };
  board.facts.observeDeep(watch);
  const stop = lockable(board, input);
  draw();
  const box = h("div", { class: "set" }, chips, input);
  box.addEventListener("mousedown", (event) => {
    if (event.target !== box && event.target !== chips) return;
    event.preventDefault();
    input.focus();
  });
  return {
    dom: labelled(field, box),
    destroy() {
      add();
      board.facts.unobserveDeep(watch);
      stop();
    },
  };
}
