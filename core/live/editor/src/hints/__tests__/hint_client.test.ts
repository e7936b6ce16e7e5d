// Hints: asked for at the page's own address, at a bearable pace, and quiet when the server knows nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Hint, type HintResponse, makeHintClient, type Post } from "../hint_client";

const BASE = (): string => "http://h/room?pm=1";
const hint = (start: number, end: number): Hint => ({
  start,
  end,
  rule: "r",
  category: "c",
  message: "m",
  question: "q",
  suggestions: ["s"],
});
const message = (body: unknown, status = 200): HintResponse => ({ status, body });
const nothing: Post = async () => message(null, 404);
const about = (text: string) => () => ({ field: "summary.impact", section: "summary", text });

test("a text is asked about at the page's own address, and nonsense in the answer is left out", async () => {
  const asked: unknown[] = [];
  const hints = makeHintClient(
    "live/hints/pm1",
    async (address, body) => {
      asked.push([address, body]);
      return message({
        hints: [
          hint(0, 4),
          { start: 3, end: 99 },
          { start: 2, end: 2 },
          { start: 0.5, end: 2 },
          null,
          "x",
          { start: 0, end: 2, suggestions: [1, "ok"] },
        ],
      });
    },
    BASE,
    0,
  );
  const got = await hints.check(about("some text"));
  assert.deepEqual(asked, [
    ["http://h/live/hints/pm1", { field: "summary.impact", section: "summary", text: "some text" }],
  ]);
  assert.equal(got?.length, 2);
  assert.deepEqual(got?.[1]?.suggestions, ["ok"]);
  await hints.check(() => ({ field: "actions", section: "actions", text: "x", row: "r1" }));
  assert.deepEqual((asked[1] as unknown[])[1], { field: "actions", section: "actions", text: "x", row: "r1" });
});

test("the clause that was read comes with a hint; anything but words is none", async () => {
  const answers = ["because “we did not check”", 5, null, { toString: () => "x" }];
  const hints = makeHintClient(
    "live/hints/pm1",
    async () => message({ hints: answers.map((because) => ({ ...hint(0, 2), because })) }),
    BASE,
    0,
  );
  const got = await hints.check(about("some text"));
  assert.deepEqual(
    got?.map((item) => item.because),
    ["because “we did not check”", undefined, undefined, undefined],
  );
});

test("the guide is a page of this server; anything else is no link", async () => {
  const guides = [
    "guide?rule=r#blame",
    "/guide",
    "https://elsewhere.example/guide",
    "javascript:alert(1)",
    "//elsewhere.example",
    "",
    5,
    undefined,
  ];
  const hints = makeHintClient(
    "live/hints/pm1",
    async () => message({ hints: guides.map((guide) => ({ ...hint(0, 2), guide })) }),
    BASE,
    0,
  );
  const got = await hints.check(about("text"));
  assert.deepEqual(
    got?.map((item) => item.guide),
    ["http://h/guide?rule=r#blame", "http://h/guide", ...Array(6).fill(undefined)],
  );
});

test("a server that cannot say is told apart from one that has nothing to say", async () => {
  const failing = makeHintClient("/hints/p", async () => Promise.reject(new Error("offline")), BASE, 0);
  assert.equal(await failing.check(about("text")), null);
  for (const answer of [
    message({ sentence: "Slow down." }, 429),
    message({ hints: [hint(0, 1)] }, 500),
    message("<html>"),
    message(null),
  ]) {
    assert.equal(await makeHintClient("/hints/p", async () => answer, BASE, 0).check(about("text")), null);
  }
  assert.deepEqual(
    await makeHintClient("/hints/p", async () => message({ hints: [] }), BASE, 0).check(about("text")),
    [],
  );
  assert.equal(await makeHintClient(undefined).check(about("text")), null);
});

test("an empty text, a very long one, and a question that was thought better of are not sent", async () => {
  let calls = 0;
  const send: Post = async () => {
    calls += 1;
    return message({ hints: [] });
  };
  const counting = makeHintClient("/hints/p", send, BASE, 0);
  for (const text of ["", "  "]) assert.deepEqual(await counting.check(about(text)), []);
  assert.equal(await counting.check(about("x".repeat(20_001))), null);
  assert.equal(await counting.check(() => null), null);
  assert.equal(calls, 0);
});

test("many questions at once go one after the other, each with the text of its turn", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const texts: string[] = [];
  const send: Post = async (_address, body) => {
    texts.push((body as { text: string }).text);
    return message({ hints: [] });
  };
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  const hints = makeHintClient("/hints/p", send, BASE, 20);
  let text = "before";
  const all = [1, 2, 3].map(() => hints.check(() => ({ field: "f", section: "s", text })));
  await settled();
  assert.deepEqual(texts, ["before"]);
  text = "after";
  t.mock.timers.tick(19);
  await settled();
  assert.deepEqual(texts, ["before"]);
  t.mock.timers.tick(1);
  await settled();
  assert.deepEqual(texts, ["before", "after"]);
  t.mock.timers.tick(20);
  await settled();
  await Promise.all(all);
  assert.deepEqual(texts, ["before", "after", "after"]);
});

test("a dismissal and a rewrite are told once, with the reason; nobody minds a server that does not listen", async () => {
  const told: unknown[] = [];
  const hints = makeHintClient(
    "/hints/p",
    (address, body) => {
      told.push([address, body]);
      return Promise.reject(new Error("no such route"));
    },
    BASE,
    0,
  );
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

test("the team's order of days is told to the server beside the hints, and a server that knows less is no trouble", async () => {
  const asked: unknown[] = [];
  const hints = makeHintClient(
    "live/hints/pm1",
    async (address, body) => {
      asked.push([address, body]);
      return message(null, 404);
    },
    BASE,
    0,
  );
  await hints.saveDayOrder("dmy");
  assert.deepEqual(asked, [["http://h/live/day-order/pm1", { order: "dmy" }]]);
  await makeHintClient("/elsewhere/p", nothing, BASE, 0).saveDayOrder("dmy");
  await makeHintClient(undefined, nothing, BASE, 0).saveDayOrder("dmy");
  await makeHintClient("live/hints/pm1", () => Promise.reject(new Error("offline")), BASE, 0).saveDayOrder("mdy");
});

test("answers to unsure hints say that they are", async () => {
  const sent: unknown[] = [];
  const said = { start: 0, end: 5, rule: "r", category: "c", message: "m", question: "q", suggestions: [] };
  const hints = makeHintClient(
    "/live/hints/p",
    async (_address, body) => {
      sent.push(body);
      return { status: 200, body: { hints: [said, { ...said, sure: true }, { ...said, sure: false }] } };
    },
    () => "http://h/",
    0,
  );
  const found = await hints.check(() => ({ field: "f", section: "s", text: "Human error.", closer: true }));
  assert.deepEqual(
    found?.map(({ unsure }) => unsure),
    [undefined, undefined, true],
  );
  const [first, , last] = found ?? [];
  assert.ok(first && last);
  await hints.dismiss("f", "human", first, "not_blame");
  await hints.dismiss("f", "human", last, "not_blame");
  hints.accepted("f", first);
  hints.accepted("f", last);
  assert.deepEqual(sent, [
    { field: "f", section: "s", text: "Human error.", closer: true },
    { field: "f", phrase: "human", rule: "r", reason: "not_blame" },
    { field: "f", phrase: "human", rule: "r", reason: "not_blame", unsure: true },
    { field: "f", rule: "r" },
    { field: "f", rule: "r", unsure: true },
  ]);
});
