// The fields of the section that the group comes to next, drawn a little at a time while nobody needs the page, and on no
// page until they are shown: a Next then finds them made. Only for who goes along with the group, and only of a section
// that was not shown yet: what was typed there, or left open, is found again by what is made when it is shown. Not here:
// how fields are drawn (section_fields).
import { EditorView } from "@codemirror/view";
import type { Transaction } from "yjs";
import type { SectionId } from "../connection/connection";
import { whenIdle } from "../shared/late_module";
import { makeDisposables } from "../shared/signal";
import type { Board, SectionSchema } from "./board_context";
import type { SectionFields } from "./section_fields";

/** After a change of section its reader comes first. Not at the same moment on all screens: they may share a computer. */
const WAIT_MS = 1500;
const SPREAD_MS = 2000;
const BETWEEN_MS = 50;
/** So many steps at most, some two rows each: the rest of a long list is drawn when it is shown. */
const MOST_STEPS = 60;

export interface NextFields {
  /** what was made of this section, whole or in part; null: nothing */
  take(section: SectionId): SectionFields | null;
  /** Editors that were made on no page measure themselves before they are seen. */
  measure(within: HTMLElement): void;
  destroy(): void;
}

/** `make` gives the fields of a section, none of them drawn yet; `idle` is told what to do in an idle moment. */
export function nextFields(
  board: Board,
  make: (section: SectionSchema) => SectionFields,
  idle: (fn: () => void) => void = whenIdle,
): NextFields {
  const { connection, doc } = board;
  const disposables = makeDisposables();
  const shown = new Set<SectionId>([connection.focusSection.get()]);
  let made: { section: SectionSchema; fields: SectionFields } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const drop = (): void => {
    made?.fields.destroy();
    made = null;
  };
  const later = (ms: number, steps: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => idle(() => step(steps)), ms);
  };
  const step = (steps: number): void => {
    const section = nextSection(board, shown);
    if (made && made.section !== section) drop();
    if (!section || disposed || steps === 0) return;
    made ??= { section, fields: make(section) };
    if (made.fields.drawSome()) later(BETWEEN_MS, steps - 1);
  };
  const begin = (): void => later(WAIT_MS + Math.random() * SPREAD_MS, MOST_STEPS);
  // What this tab changes there may be somebody's own words, which hints are about.
  const changed = (transaction: Transaction): void => {
    if (!made || !transaction.local) return;
    const roots = made.section.fields.flatMap(({ id }) => [doc.share.get(`rows:${id}`), doc.share.get(`text:${id}`)]);
    if (!roots.some((root) => root && transaction.changedParentTypes.has(root))) return;
    drop();
    begin();
  };
  let disposed = false;
  doc.on("afterTransaction", changed);
  disposables.add(
    connection.focusSection.subscribe((section) => {
      shown.add(section);
      begin();
    }),
    connection.meeting.subscribe(begin),
    () => doc.off("afterTransaction", changed),
    () => clearTimeout(timer),
    drop,
  );
  begin();
  return {
    take(section) {
      if (made?.section.id !== section) return null;
      const { fields } = made;
      made = null;
      return fields;
    },
    measure(within) {
      for (const dom of within.querySelectorAll<HTMLElement>(".cm-editor"))
        EditorView.findFromDOM(dom)?.requestMeasure();
    },
    destroy() {
      disposed = true;
      disposables.dispose();
    },
  };
}

function nextSection({ connection, sections }: Board, shown: ReadonlySet<SectionId>): SectionSchema | null {
  const meeting = connection.meeting.get();
  const going = meeting?.status === "running" || meeting?.status === "paused";
  if (!going || connection.focusSection.get() !== meeting.section) return null;
  const here = meeting.plan.findIndex((item) => item.section === meeting.section);
  const next = meeting.plan.slice(here + 1).find((item) => item.skipped !== true)?.section;
  return sections.find(({ id }) => id === next && !shown.has(id)) ?? null;
}
