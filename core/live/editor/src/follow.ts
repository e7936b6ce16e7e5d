// Which section this tab shows. Everybody moves with the group, except a person with unfinished typing or
// who chose another section: they get a banner and are not moved. Pure: time comes in as a function.
import { signal, type Signal } from "./signal";
import { sectionOf, type Place, type SectionId } from "./wire";

/** A key in this many milliseconds counts as unfinished typing. Focus alone does not. */
export const TYPING_MS = 4000;

export interface Follow {
  shown: Signal<SectionId>;
  following: Signal<boolean>;
  banner: Signal<{ to: SectionId } | null>;
  /** The person looks at another section (or at the group's, which is following again). */
  choose(section: SectionId): void;
  /** Go where the group is, and stay with it. */
  follow(): void;
  /** Where the group is now; null in the lobby and after the end, when everybody walks freely, as in a review. */
  group(place: Place | null): void;
  noteKey(): void;
  setComposing(on: boolean): void;
  /** `who` tells several draft rows apart. */
  setDraft(on: boolean, who?: string): void;
  unfinished(): boolean;
}

export interface FollowNeeds {
  now(): number;
  /** changes of this tab that are not saved yet */
  pending(): number;
  start?: SectionId;
}

export function makeFollow(needs: FollowNeeds): Follow {
  const shown = signal<SectionId>(needs.start ?? "summary");
  const following = signal(true);
  const banner = signal<{ to: SectionId } | null>(null, (a, b) => a?.to === b?.to);
  const drafts = new Set<string>();
  let group: SectionId | null = null;
  let lastKey = Number.NEGATIVE_INFINITY;
  let composing = false;
  let arrived = false;

  const typing = () => composing || drafts.size > 0 || needs.now() - lastKey < TYPING_MS;
  const unfinished = () => typing() || needs.pending() > 0;

  const settle = (): void => {
    const together = group === null || shown.get() === group;
    following.set(together);
    banner.set(together || group === null ? null : { to: group });
  };

  return {
    shown,
    following,
    banner,
    unfinished,
    choose(section) {
      shown.set(section);
      settle();
    },
    follow() {
      if (group !== null) shown.set(group);
      settle();
    },
    group(place) {
      const section = sectionOf(place);
      if (section === group) return;
      const wasTogether = following.get();
      group = section;
      // On arrival, unsent words of an earlier visit are no reason to stay behind.
      const busy = arrived ? unfinished() : typing();
      if (section !== null && wasTogether && !busy) shown.set(section);
      if (section !== null) arrived = true;
      settle();
    },
    noteKey() {
      lastKey = needs.now();
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
