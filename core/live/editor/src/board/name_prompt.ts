// Asks a person who joined without a name for one, once, in one line above the section. The room works without it. Not
// here: which names are valid (the server).

import { adoptStyles, h, setChildren, setText } from "../shared/dom";
import { postToServer } from "../shared/server_request";
import { watch } from "../shared/signal";
import type { Board, Part } from "./board_context";

/** Where a name is given: the way in. */
const ENDPOINT = "live/enter";
/** This browser was asked and said "not now". */
const STORAGE_KEY = "debrief-name-asked";
const MAX_NAME_LENGTH = 40;

const css = `
.board .name-offer { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .75rem; margin-bottom: 1rem; padding: .65rem 1rem;
  border: 1px solid var(--line); border-radius: 12px; background: var(--panel); font-size: .9375rem; }
.board .name-offer label { font-weight: 600; }
.board .name-offer input { flex: 1 1 10rem; min-width: 8rem; max-width: 20rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--line);
  border-radius: 9px; padding: .4rem .7rem; }
.board .name-offer .give { border: 0; border-radius: 9px; padding: .45rem 1rem; background: var(--accent); color: var(--accent-ink); font: inherit; font-weight: 650; }
.board .name-offer [role="alert"] { flex-basis: 100%; margin: 0; color: var(--warm); }
.board .name-offer [role="alert"]:empty { display: none; }
`;

export function namePrompt(board: Board): Part {
  const { connection } = board;
  adoptStyles(board.root, css);
  const place = h("div");
  const input = h("input", {
    id: "name-offer",
    type: "text",
    maxlength: MAX_NAME_LENGTH,
    autocomplete: "name",
    spellcheck: "false",
    dir: "auto",
  });
  const problem = h("p", { role: "alert" });
  const dismiss = (): void => {
    rememberAsked();
    draw();
  };
  const later = h("button", { type: "button", class: "quiet", onclick: dismiss }, "Not now");
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (input.value.trim() === "") return;
    setText(problem, (await postToServer(ENDPOINT, { name: input.value })).sentence);
  };
  const form = h(
    "form",
    { class: "name-offer", "aria-label": "Your name", onsubmit: (event: Event) => void save(event) },
    h("label", { for: "name-offer" }, "Your name"),
    input,
    h("button", { type: "submit", class: "give" }, "Save"),
    later,
    problem,
  );
  const draw = (): void => {
    const me = connection.me.get();
    setChildren(place, me?.guest === true && me.role !== "viewer" && !wasAsked() ? form : null);
  };
  const stop = watch([connection.me], draw);
  return { dom: place, destroy: stop };
}

// A browser that keeps nothing asks again at the next visit.
function wasAsked(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) !== null;
  } catch {
    return false;
  }
}

function rememberAsked(): void {
  try {
    localStorage.setItem(STORAGE_KEY, "1");
  } catch {
    // private mode: said for this page only
  }
}
