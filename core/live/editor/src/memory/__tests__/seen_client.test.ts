// What the server says of earlier incidents is read with care: a wrong shape draws nothing instead of failing.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ServerReply } from "../../shared/server_request";
import { makeAsk, parseSeen } from "../seen_client";

const ISSUE = "https://github.com/acme/labels/issues/7";
const INCIDENT = {
  id: "a",
  title: [
    ["Label printing down: ", false],
    ["token", true],
  ],
  day: "Fri 14 Aug 2026",
  severity: "P2",
  strength: "likely",
  why: ["token"],
  what_happened: [["No labels", false]],
  what_was_done: [],
  open: [{ id: "a1", text: [["Warn", false]], owner: "Sam", age: "105 days", carried: false, link: ISSUE }],
  more_open: 0,
  done: 3,
  promised: 5,
  linked: false,
  shown: false,
};

function answering(reply: Partial<ServerReply>): { asked: unknown[]; ask: ReturnType<typeof makeAsk> } {
  const asked: unknown[] = [];
  const ask = makeAsk("p m", async (path, body) => {
    asked.push([path, body]);
    return { ok: true, status: 200, body: {}, sentence: "", ...reply };
  });
  return { asked, ask };
}

test("a card is read as the server sends it", () => {
  const seen = parseSeen({ incidents: [INCIDENT], others: 64, leads: true });
  assert.equal(seen.others, 64);
  assert.ok(seen.leads);
  const [first] = seen.incidents;
  assert.deepEqual(first?.title, [
    ["Label printing down: ", false],
    ["token", true],
  ]);
  assert.equal(first?.strength, "likely");
  assert.deepEqual(first?.open[0], {
    id: "a1",
    text: [["Warn", false]],
    owner: "Sam",
    age: "105 days",
    carried: false,
    link: ISSUE,
  });
});

test("whatever else comes is an empty card", () => {
  for (const body of [{}, { incidents: null }, { incidents: [null, 1, "x", {}] }, { incidents: "x", others: -3 }])
    assert.deepEqual(parseSeen(body as Record<string, unknown>), { incidents: [], others: 0, leads: false });
  const odd = { ...INCIDENT, title: ["x", [1, true], ["y"], ["", true]], strength: "certain", open: "none", done: -1 };
  const [found] = parseSeen({ incidents: [odd] }).incidents;
  assert.deepEqual([found?.title, found?.strength, found?.open, found?.done], [[["y", false]], "", [], 0]);
});

test("it is asked at the address of this meeting", async () => {
  const { asked, ask } = answering({ body: { incidents: [INCIDENT] } });
  const reply = await ask({ what: "link", incident: "a" });
  assert.deepEqual(asked, [["live/seen/p%20m", { what: "link", incident: "a" }]]);
  assert.equal(reply.seen?.incidents.length, 1);
});

test("a refusal says so, and whether asking again makes sense", async () => {
  for (const [status, refused] of [
    [401, true],
    [403, true],
    [429, false],
    [503, false],
    [0, false],
  ] as const) {
    const { ask } = answering({ ok: false, status, sentence: "Not now." });
    assert.deepEqual(await ask({ what: "look" }), { seen: null, sentence: "Not now.", refused });
  }
});
