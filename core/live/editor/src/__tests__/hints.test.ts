// Hints: asked for at the page's own address, at a bearable pace, and quiet when the server knows nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { makeHints, type Answer, type Hint, type Post } from "../hints";

const BASE = (): string => "http://h/room?pm=1";
const hint = (start: number, end: number): Hint => ({ start, end, rule: "r", category: "c", message: "m", question: "q", suggestions: ["s"] });
const said = (body: unknown, status = 200): Answer => ({ status, body });
const nothing: Post = async () => said(null, 404);
const about = (text: string) => () => ({ field: "summary.impact", section: "summary", text });

test("a text is asked about at the page's own address, and nonsense in the answer is left out", async () => {
  const asked: unknown[] = [];
  const hints = makeHints("live/hints/pm1", async (address, body) => {
    asked.push([address, body]);
    return said({ hints: [hint(0, 4), { start: 3, end: 99 }, { start: 2, end: 2 }, { start: 0.5, end: 2 }, null, "x", { start: 0, end: 2, suggestions: [1, "ok"] }] });
  }, BASE, 0);
  const got = await hints.check(about("some text"));
  assert.deepEqual(asked, [["http://h/live/hints/pm1", { field: "summary.impact", section: "summary", text: "some text" }]]);
  assert.equal(got?.length, 2);
  assert.deepEqual(got?.[1]?.suggestions, ["ok"]);
  await hints.check(() => ({ field: "actions", section: "actions", text: "x", row: "r1" }));
  assert.deepEqual((asked[1] as unknown[])[1], { field: "actions", section: "actions", text: "x", row: "r1" });
});

test("the guide is a page of this server; anything else is no link", async () => {
  const guides = ["guide?rule=r#blame", "/guide", "https://elsewhere.example/guide", "javascript:alert(1)", "//elsewhere.example", "", 5, undefined];
  const hints = makeHints("live/hints/pm1", async () => said({ hints: guides.map((guide) => ({ ...hint(0, 2), guide })) }), BASE, 0);
  const got = await hints.check(about("text"));
  assert.deepEqual(got?.map((one) => one.guide), ["http://h/guide?rule=r#blame", "http://h/guide", ...Array(6).fill(undefined)]);
});

test("a server that cannot say is told apart from one that has nothing to say", async () => {
  const failing = makeHints("/hints/p", async () => Promise.reject(new Error("offline")), BASE, 0);
  assert.equal(await failing.check(about("text")), null);
  for (const answer of [said({ sentence: "Slow down." }, 429), said({ hints: [hint(0, 1)] }, 500), said("<html>"), said(null)]) {
    assert.equal(await makeHints("/hints/p", async () => answer, BASE, 0).check(about("text")), null);
  }
  assert.deepEqual(await makeHints("/hints/p", async () => said({ hints: [] }), BASE, 0).check(about("text")), []);
  assert.equal(await makeHints(undefined).check(about("text")), null);
});

test("an empty text, a very long one, and a question that was thought better of are not sent", async () => {
  let calls = 0;
  const counting = makeHints("/hints/p", async () => ((calls += 1), said({ hints: [] })), BASE, 0);
  for (const text of ["", "  "]) assert.deepEqual(await counting.check(about(text)), []);
  assert.equal(await counting.check(about("x".repeat(20_001))), null);
  assert.equal(await counting.check(() => null), null);
  assert.equal(calls, 0);
});

test("many questions at once go one after the other, each with the words of its turn", async () => {
  const times: number[] = [];
  const texts: string[] = [];
  const hints = makeHints("/hints/p", async (_address, body) => {
    times.push(performance.now());
    texts.push((body as { text: string }).text);
    return said({ hints: [] });
  }, BASE, 20);
  let text = "before";
  const all = [1, 2, 3].map(() => hints.check(() => ({ field: "f", section: "s", text })));
  await all[0];
  text = "after";
  await Promise.all(all);
  assert.deepEqual(texts, ["before", "after", "after"]);
  assert.ok((times[1] ?? 0) - (times[0] ?? 0) >= 15 && (times[2] ?? 0) - (times[1] ?? 0) >= 15);
});

test("a dismissal and a rewrite are told once, with the reason; nobody minds a server that does not listen", async () => {
  const told: unknown[] = [];
  const hints = makeHints("/hints/p", async (address, body) => (told.push([address, body]), Promise.reject(new Error("no such route"))), BASE, 0);
  hints.dismiss("timeline", "Should  have", hint(0, 4), "quote");
  hints.accepted("timeline", hint(0, 4));
  assert.deepEqual(told, [
    ["http://h/hints/p/dismiss", { field: "timeline", phrase: "Should  have", rule: "r", reason: "quote" }],
    ["http://h/hints/p/accept", { field: "timeline", rule: "r" }],
  ]);
  assert.ok(hints.dismissed("timeline", "should have"));
  assert.ok(!hints.dismissed("factors", "should have"));
  await new Promise((resolve) => setTimeout(resolve, 5));
});

test("a date is read by the server beside the hints; only an answer about the date counts", async () => {
  const asked: unknown[] = [];
  const answers: Answer[] = [
    said({ due: "2026-12-04", words: "Fri 4 Dec 2026" }), said({ sentence: "Not a clear date." }), said({ sentence: "Not a clear date." }, 422),
    said({ sentence: "Too often." }, 429), said({ sentence: "No such page." }, 404), said({ due: "soon" }), said(null), said("x", 500),
  ];
  const hints = makeHints("live/hints/pm1", async (address, body) => (asked.push([address, body]), answers.shift() ?? said(null)), BASE, 0);
  assert.deepEqual(await hints.due("by Friday", "Europe/Berlin"), { due: "2026-12-04", words: "Fri 4 Dec 2026" });
  assert.deepEqual(asked, [["http://h/live/due/pm1", { text: "by Friday", zone: "Europe/Berlin" }]]);
  for (let i = 0; i < 2; i += 1) assert.deepEqual(await hints.due("soon", "UTC"), { sentence: "Not a clear date." });
  for (let i = 0; i < 5; i += 1) assert.equal(await hints.due("soon", "UTC"), null);
  assert.equal(await makeHints("/elsewhere/p", nothing, BASE, 0).due("today", "UTC"), null);
  assert.equal(await makeHints(undefined, nothing, BASE, 0).due("today", "UTC"), null);
});
