// What the vote says in words: how many voted, what is left, what came of it. Pure.
import type { Member, Vote } from "../connection/protocol";
import { stateOf } from "../presence/person_list";

/** Every person's dots, and the places for chosen actions: as in core/domain/actions/vote.py. */
export const DOTS = 3;
export const PLACES = 3;

/** How many who may vote are here; one person counts once, whatever their tabs. */
export function votersHere(states: Iterable<unknown>, members: readonly Member[]): number {
  const may = new Set(members.filter(({ role }) => role !== "viewer").map(({ id }) => id));
  const here = new Set<unknown>();
  for (const raw of states) {
    const state = stateOf(raw);
    const { id } = stateOf(state.user) as { id?: unknown };
    if (state.view !== "present" && typeof id === "string" && may.has(id)) here.add(id);
  }
  return here.size;
}

/** "4 of 6 have voted"; somebody who voted may have left. */
export function votedText(people: number, here: number): string {
  if (people === 0) return "Nobody has voted yet";
  const of = here >= people ? ` of ${here}` : "";
  return `${people}${of} ${people === 1 ? "has" : "have"} voted`;
}

/** "You have 2 of your 3 dots left." */
export function leftText(left: number): string {
  if (left === DOTS) return "You have three dots to give.";
  if (left > 0) return `You have ${left === 1 ? "one dot" : "two dots"} left.`;
  return "Your three dots are given. You can take one back.";
}

/** What a revealed vote says, in one or two sentences. */
export function resultText(vote: Vote): string {
  const people = vote.people === 1 ? "One person" : `${vote.people} people`;
  if (vote.people === 0) return "Nobody gave a dot, so nothing changed.";
  const tied = vote.tied?.length ?? 0;
  if (tied > 0) {
    const places = vote.places === 1 ? "one place" : `${vote.places} places`;
    return `${people} voted. ${COUNT[tied] ?? tied} have the same number of dots for ${places}: pick with the star.`;
  }
  return `${people} voted. Those with the most dots are chosen.`;
}

const COUNT: Record<number, string> = { 2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six" };
