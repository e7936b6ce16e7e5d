// Which section this tab shows. Everybody moves with the group, except a person with unfinished typing or
// who chose another section: they get a banner and are not moved. Pure: time comes in as a function.
import { type Signal, signal } from "../shared/signal";
import { type MeetingPlace, type SectionId, sectionOf } from "./protocol";

/** A key in this many milliseconds counts as unfinished typing. Focus alone does not. */
export const TYPING_MS = 4000;

export interface SectionFollower {
  shown: Signal<SectionId>;
  following: Signal<boolean>;
  /** the group is elsewhere; `mine`: because this person chose to look at another section */
  banner: Signal<{ to: SectionId; mine: boolean } | null>;
  /** The person looks at another section (or at the group's, which is following again). */
  choose(section: SectionId): void;
  /** Go where the group is, and stay with it. */
  followGroup(): void;
  /**
   * Where the group is now; null in the lobby and after the end, when everybody walks freely, as in a review.
   * Whoever moved the group goes along, whatever stands unfinished in their field: they asked for it.
   */
  groupMoved(place: MeetingPlace | null, movedHere?: boolean): void;
  noteKeystroke(): void;
  setComposing(on: boolean): void;
  /** `who` tells several draft rows apart. */
  setDraft(on: boolean, who?: string): void;
  unfinished(): boolean;
}

export interface SectionFollowerProps {
  now(): number;
  /** changes of this tab that are not saved yet */
  pending(): number;
  start?: SectionId;
}

export function makeSectionFollower(props: SectionFollowerProps): SectionFollower {
  const shown = signal<SectionId>(props.start ?? "summary");
  const following = signal(true);
  const banner = signal<{ to: SectionId; mine: boolean } | null>(
    null,
    (a, b) => a?.to === b?.to && a?.mine === b?.mine,
  );
  const drafts = new Set<string>();
  let groupSection: SectionId | null = null;
  let lastKey = Number.NEGATIVE_INFINITY;
  let composing = false;
  let arrived = false;
  let chosenHere = false;

  const typing = () => composing || drafts.size > 0 || props.now() - lastKey < TYPING_MS;
  const unfinished = () => typing() || props.pending() > 0;

  const update = (): void => {
    const together = groupSection === null || shown.get() === groupSection;
    if (together) chosenHere = false;
    following.set(together);
    banner.set(together || groupSection === null ? null : { to: groupSection, mine: chosenHere });
  };

  return {
    shown,
    following,
    banner,
    unfinished,
    choose(section) {
      chosenHere = true;
      shown.set(section);
      update();
    },
    followGroup() {
      if (groupSection !== null) shown.set(groupSection);
      update();
    },
    groupMoved(place, movedHere = false) {
      const section = sectionOf(place);
      if (section === groupSection) return;
      const wasTogether = following.get();
      groupSection = section;
      // On arrival, unsent words of an earlier visit are no reason to stay behind.
      const busy = arrived ? unfinished() : typing();
      if (section !== null && (movedHere || (wasTogether && !busy))) shown.set(section);
      if (section !== null) arrived = true;
      update();
    },
    noteKeystroke() {
      lastKey = props.now();
    },
    setComposing(on) {
      composing = on;
    },
    setDraft(on, who = "draft") {
      if (on) drafts.add(who);
      else drafts.delete(who);
    },
  };
}
