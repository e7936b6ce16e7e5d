// A review in the browser: what is in view, what comes next, and a sentence that nothing drops.
import assert from "node:assert/strict";
import test from "node:test";
import type { MeetingMessage, ReviewAction } from "../../connection/protocol";
import { type Draft, draftStore, makeReviewClient, type Outcome, sendLeftOverDrafts } from "../review_client";
import { actionsSharingStep, groupPlace, stepHeading, stepView, tallyLines, upcomingActions } from "../review_steps";
import { mapPosition } from "../shared_field";
import { SharedText } from "../shared_text";

const item = (id: string, more: Partial<ReviewAction> = {}): ReviewAction => ({
  step: `action.${id}`,
  words: `Action ${id}`,
  owner: "Kim",
  promised: "Tue 1 Dec 2026",
  due: "Tue 1 Dec 2026",
  done_when: "",
  state: "open",
  said: "",
  became: "",
  ...more,
});
const meeting = (walk: ReviewAction[], section: string | null, more: Partial<MeetingMessage> = {}): MeetingMessage => ({
  type: "meeting",
  version: 3,
  kind: "review",
  status: "running",
  section,
  plan: [
    ...walk.slice(0, 3).map(({ step }) => step),
    ...(walk.length > 3 ? ["review.rest"] : []),
    "review.again",
    "review.note",
  ].map((step) => ({ section: step, title: step, seconds: 45, planned: 45, used: 0 })),
  deadline: 45_000,
  left: 45,
  server_time: 0,
  started_at: 0,
  section_started_at: 0,
  facilitators: [],
  behind: 0,
  skipped: [],
  review: { walk, again: "", answer: "", because: "", note: "" },
  ...more,
});
const five = ["a", "b", "c", "d", "e"].map((id) => item(id));

test("one action is in view, and only the next two are told", () => {
  const here = meeting(five.slice(0, 3), "action.a");
  const seen = stepView(here, "action.a", 0);
  assert.equal(seen.kind === "action" && seen.action.words, "Action a");
  assert.deepEqual(stepHeading(here, seen)[0], "1 of 3");
  assert.deepEqual(
    upcomingActions(here, "action.a").actions.map((action) => action.words),
    ["Action b", "Action c"],
  );
  assert.equal(upcomingActions(here, "action.a").rest, "then the last question");
});

test("actions that share a step are shown one by one all the same", () => {
  const here = meeting(five, "review.rest");
  assert.deepEqual(
    actionsSharingStep(here).map((action) => action.words),
    ["Action d", "Action e"],
  );
  const seen = stepView(here, "review.rest", 1);
  assert.equal(seen.kind === "action" && seen.action.words, "Action e");
  assert.equal(upcomingActions(meeting(five, "action.a"), "action.a").rest, "and 2 more, then the last question");
});

test("before the start, at the end and at the other steps", () => {
  assert.equal(stepView(meeting(five, null, { status: "lobby" }), null, 0).kind, "lobby");
  assert.equal(stepView(meeting(five, "review.note", { status: "finished" }), "over", 0).kind, "over");
  assert.equal(groupPlace(meeting(five, "review.note", { status: "finished" })), "over");
  assert.equal(stepView(meeting(five, "review.note"), "review.note", 0).kind, "note");
  assert.equal(stepView(meeting(five, "review.again"), "review.again", 0).kind, "again");
});

test("the figures say what they count", () => {
  const walk = [
    item("a", { state: "done", said: "seen" }),
    item("b", { state: "moved", due: "Fri 8 Jan 2027" }),
    item("c"),
  ];
  const review = meeting(walk, null).review!;
  assert.deepEqual(tallyLines(review, false), [
    [1, "done"],
    [1, "not yet, now due Fri 8 Jan"],
    [0, "dropped"],
  ]);
  assert.deepEqual(tallyLines(review, true).at(-1), [1, "without an answer"]);
  assert.match(upcomingActions(meeting(walk, "review.again"), "review.again").rest, /stay on Follow-up/);
});

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const ok = (text: string): Outcome => ({ ok: true, words: text, due: "" });

function bench(
  send: (before: string, text: string) => Promise<Outcome> | null,
  stored = "",
  draft: Draft | null = null,
) {
  const seen = { draft, sent: [] as [string, string][] };
  const typedText = new SharedText({
    stored,
    draft,
    pauseMs: 5,
    retryMs: 5,
    changed: () => undefined,
    keep(next) {
      seen.draft = next;
    },
    send(before, mine) {
      seen.sent.push([before, mine]);
      return send(before, mine);
    },
  });
  return { words: typedText, seen };
}

test("a sentence is sent at a pause and kept here until the server has it", async () => {
  const { words: text, seen } = bench((_, mine) => Promise.resolve(ok(mine)));
  text.typed("The alert");
  assert.deepEqual(seen.draft, { before: "", words: "The alert" });
  assert.equal(text.status().label, "Saving…");
  await wait(30);
  assert.deepEqual(seen.sent, [["", "The alert"]]);
  assert.equal(seen.draft, null);
  assert.equal(text.status().label, "Saved");
});

test("what others wrote meanwhile is joined, also while mine is on its way", async () => {
  let answer: (outcome: Outcome) => void = () => undefined;
  const { words: text, seen } = bench(
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  );
  text.typed("mine");
  await wait(20);
  text.storedChanged("theirs / mine");
  text.typed("mine too");
  answer(ok("theirs / mine"));
  await wait(20);
  assert.equal(text.value(), "theirs / mine too");
  assert.deepEqual(seen.sent.at(-1), ["theirs / mine", "theirs / mine too"]);
  answer(ok("theirs / mine too"));
  await wait(5);
  text.storedChanged("theirs / mine too");
  assert.equal(text.unsent(), false);
  text.destroy();
});

test("a message of before the last save takes nothing away, and what comes behind it counts", async () => {
  const { words: text, seen } = bench((_, mine) => Promise.resolve(ok(mine)));
  text.typed("The graph of ");
  await wait(30);
  assert.equal(text.status().label, "Saved");
  text.storedChanged("");
  assert.equal(text.value(), "The graph of ");
  text.typed("The graph of last week");
  text.storedChanged("The graph of ");
  assert.equal(text.value(), "The graph of last week");
  await wait(30);
  assert.deepEqual(seen.sent.at(-1), ["The graph of ", "The graph of last week"]);
  text.storedChanged("The graph of last week");
  text.storedChanged("");
  assert.equal(text.value(), "");
  text.destroy();
});

test("a message of before a save that comes while it is on its way is an older one too", async () => {
  let answer: (outcome: Outcome) => void = () => undefined;
  const { words: text } = bench(
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
    "old",
  );
  text.typed("old and new");
  await wait(20);
  text.storedChanged("old");
  answer(ok("old and new"));
  await wait(5);
  text.storedChanged("old");
  assert.equal(text.value(), "old and new");
  text.storedChanged("somebody else's");
  assert.equal(text.value(), "somebody else's");
  text.destroy();
});

test("without a line it is tried again, and never called saved", async () => {
  let line = false;
  const { words: text } = bench((_, mine) =>
    Promise.resolve(line ? ok(mine) : { ok: false, final: false, sentence: "no line" }),
  );
  text.typed("kept");
  await wait(30);
  assert.deepEqual(text.status(), { label: "", problem: "no line" });
  line = true;
  await wait(30);
  assert.equal(text.status().label, "Saved");
});

test("a refusal stays beside the words, which stay in the field", async () => {
  const { words: text, seen } = bench(() => Promise.resolve({ ok: false, final: true, sentence: "too long" }));
  text.typed("x");
  await wait(20);
  assert.deepEqual([text.value(), text.status().problem, seen.sent.length], ["x", "too long", 1]);
  assert.deepEqual(seen.draft, { before: "", words: "x" });
  text.typed("xy");
  assert.equal(text.status().problem, "");
  text.destroy();
});

test("a draft of before a reload is put back and sent", async () => {
  const { words: text, seen } = bench((_, mine) => Promise.resolve(ok(mine)), "theirs", { before: "", words: "mine" });
  assert.equal(text.value(), "theirs / mine");
  await wait(20);
  assert.deepEqual(seen.sent, [["theirs", "theirs / mine"]]);
});

test("leaving sends what is there at once, also words that were on their way in another form", async () => {
  const { words: text, seen } = bench((_, mine) => new Promise((resolve) => setTimeout(() => resolve(ok(mine)), 40)));
  text.typed("half");
  await wait(20);
  text.typed("half a word");
  void text.flush(true);
  assert.deepEqual(seen.sent, [
    ["", "half"],
    ["", "half a word"],
  ]);
  await wait(80);
  assert.equal(text.value(), "half a word");
});

test("the caret stays among its own words when others write before it", () => {
  assert.equal(mapPosition("mine", "theirs / mine", 4), 13);
  assert.equal(mapPosition("mine", "mine / theirs", 2), 2);
  assert.equal(mapPosition("abc", "", 3), 0);
});

test("drafts of one review are not those of the next, and a browser without storage is none the worse", () => {
  const store = new Map<string, string>();
  const storage = {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => void store.set(key, value),
    removeItem: (key: string) => void store.delete(key),
  } as unknown as Storage;
  draftStore("pm:1", () => storage).set("because", { before: "", words: "x" });
  assert.deepEqual(draftStore("pm:1", () => storage).get("because"), { before: "", words: "x" });
  assert.equal(draftStore("pm:2", () => storage).get("because"), null);
  const none = draftStore("pm:1", () => {
    throw new Error("no storage");
  });
  none.set("because", { before: "", words: "y" });
  assert.equal(none.get("because")?.words, "y");
});

test("words of a review that is over are sent all the same, once", async () => {
  const kept = draftStore("pm:3", () => {
    throw new Error("no storage");
  });
  kept.set("because", { before: "", words: "typed offline" });
  kept.set("a1.done", { before: "", words: "a link" });
  kept.set("a1.due", { before: "", words: "Friday" });
  const sent: Record<string, string>[] = [];
  await sendLeftOverDrafts(kept, (message) => {
    sent.push(message);
    return Promise.resolve(ok(message.words ?? ""));
  });
  assert.deepEqual(sent, [
    { about: "words", before: "", words: "a link", action: "a1" },
    { about: "because", before: "", words: "typed offline" },
  ]);
  assert.deepEqual(kept.all(), ["a1.due"]);
});

test("an answer of the server is read, and what passes is told from what is final", async () => {
  const answering = (status: number, body: unknown) =>
    makeReviewClient("live/review/pm", () => "http://h/", (async () => ({
      status,
      json: async () => body,
    })) as unknown as typeof fetch);
  assert.deepEqual(await answering(200, { words: "w" })({}), { ok: true, words: "w", due: "" });
  assert.deepEqual(await answering(409, { sentence: "Kim was first" })({}), {
    ok: false,
    sentence: "Kim was first",
    final: true,
  });
  for (const status of [429, 500, 503])
    assert.equal(((await answering(status, {})({})) as { final: boolean }).final, false);
  const down = makeReviewClient("x", () => "http://h/", (async () =>
    Promise.reject(new Error("down"))) as unknown as typeof fetch);
  assert.equal(((await down({})) as { final: boolean }).final, false);
});
