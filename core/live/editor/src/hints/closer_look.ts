// Where this person asked for a closer look: in which sections of this board, for this visit. Nobody else knows of it.
// Not here: asking the server, marks, the button.
import type { Board } from "../board/board_context";
import { type Disposer, type Emitter, emitter } from "../shared/signal";

type LookState = "looking" | "failed" | "done";
/** What came of it in a section: unsure hints, none, not answered yet, no answer. */
export type LookResult = "off" | "looking" | "failed" | "some" | "none";

/** One text that takes part. */
export interface LookedAt {
  /** how far its question is */
  report(state: LookState): void;
  /** whether unsure hints stand in it */
  reportUnsure(unsure: boolean): void;
  stop: Disposer;
}

export interface CloserLook {
  /** a section was switched on or off, or a text of it was answered */
  readonly changed: Emitter<void>;
  on(section: string): boolean;
  toggle(section: string): void;
  result(section: string): LookResult;
  /** `switched` is called when the section that this text stands in is switched, or is another one */
  register(section: () => string, switched: () => void): LookedAt;
  /** another section is shown, with texts of the one before that stay on the page */
  sectionShown(): void;
}

interface Text {
  section: () => string;
  /** a closer look was asked for where it stands */
  on: boolean;
  switched: () => void;
  state: LookState;
  unsure: boolean;
}

const looks = new WeakMap<Board, CloserLook>();

export function closerLookOf(board: Board): CloserLook {
  const known = looks.get(board);
  if (known) return known;
  const made = makeCloserLook();
  looks.set(board, made);
  return made;
}

export function makeCloserLook(): CloserLook {
  const sections = new Set<string>();
  const texts = new Set<Text>();
  const changed = emitter<void>();
  const tellSwitched = (): void => {
    for (const text of [...texts]) {
      const on = sections.has(text.section());
      if (text.on === on) continue;
      text.on = on;
      text.switched();
    }
    changed.emit();
  };
  return {
    changed,
    sectionShown: tellSwitched,
    on: (section) => sections.has(section),
    toggle(section) {
      if (!sections.delete(section)) sections.add(section);
      tellSwitched();
    },
    result(section) {
      if (!sections.has(section)) return "off";
      const here = [...texts].filter((text) => text.section() === section);
      if (here.some(({ unsure }) => unsure)) return "some";
      if (here.some(({ state }) => state === "looking")) return "looking";
      return here.some(({ state }) => state === "failed") ? "failed" : "none";
    },
    register(section, switched) {
      const text: Text = { section, on: sections.has(section()), switched, state: "done", unsure: false };
      texts.add(text);
      const tell = (news: Partial<Text>): void => {
        Object.assign(text, news);
        changed.emit();
      };
      return {
        report: (state) => tell({ state }),
        reportUnsure: (unsure) => void (text.unsure !== unsure && tell({ unsure })),
        stop() {
          if (texts.delete(text) && sections.has(section())) changed.emit();
        },
      };
    },
  };
}
