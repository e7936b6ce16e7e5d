// One action in a review: done is one press, not yet needs its date, dropped needs its reason, and nothing typed is
// lost.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import type { ReviewAction, ReviewMessage } from "../../connection/protocol";
import { testConnection } from "../../testing/board";
import { all, freshHost, one, type } from "../../testing/dom";
import { actionPanel } from "../action_panel";
import { type Draft, type Outcome, RETRY_MS, type ReviewCommand } from "../review_client";
import type { ReviewContext } from "../review_context";

const ACTION: ReviewAction = {
  step: "action.a1",
  words: "Page on-call at 90 %",
  owner: "Mara",
  promised: "Fri 4 Dec 2026",
  due: "Fri 4 Dec 2026",
  done_when: "A test volume rings the phone.",
  state: "open",
  said: "",
  became: "",
};

function setUp(action: Partial<ReviewAction> = {}, answer?: (command: ReviewCommand) => Outcome) {
  const host = freshHost();
  const sent: ReviewCommand[] = [];
  const drafts = new Map<string, Draft>();
  const ok = ({ words, due }: ReviewCommand): Outcome => ({ ok: true, words: words ?? null, due: due ?? "" });
  const context: ReviewContext = {
    connection: testConnection(new Y.Doc()).connection,
    send(command) {
      sent.push(command);
      return Promise.resolve((answer ?? ok)(command));
    },
    drafts: {
      all: () => [...drafts.keys()],
      get: (what) => drafts.get(what) ?? null,
      set(what, draft) {
        if (draft) drafts.set(what, draft);
        else drafts.delete(what);
      },
    },
    zone: "UTC",
    readonly: false,
    noteKeystroke: () => undefined,
    finishedTyping: () => undefined,
  };
  const first = { ...ACTION, ...action };
  const panel = actionPanel(context, first);
  host.append(panel.dom);
  const press = (value: string) => one<HTMLButtonElement>(host, `[data-answer=${value}]`).click();
  const pressed = () =>
    all(host, ".answer")
      .filter((button) => button.getAttribute("aria-pressed") === "true")
      .map((button) => [button.dataset.answer, button.dataset.stored]);
  const input = (name: string) => one<HTMLInputElement>(host, `[data-review-field=${name}]`);
  const told = () => one(host, ".told").textContent;
  const show = (more: Partial<ReviewAction>) =>
    panel.show({ walk: [{ ...first, ...more }], again: "", answer: "", because: "", note: "" } as ReviewMessage);
  return { host, panel, sent, drafts, press, pressed, input, told, show };
}

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

test("done is one press, stored with what it was answered to, and asks for evidence", async () => {
  const { press, pressed, sent, input } = setUp();
  press("done");
  await settled();
  assert.deepEqual(sent, [{ about: "action", action: "a1", state: "done", seen: "open", zone: "UTC" }]);
  assert.deepEqual(pressed(), [["done", "true"]]);
  assert.ok(input("evidence"));
});

test("not yet is stored only with its new date, and says so until then", async () => {
  const { host, press, pressed, sent, input } = setUp();
  press("moved");
  await settled();
  assert.deepEqual(sent, []);
  assert.deepEqual(pressed(), [["moved", "false"]]);
  assert.match(one(host, ".stands").textContent ?? "", /kept once it has a new date/);
  type(input("reason"), "The migration came first");
  type(input("due"), "in two weeks");
  input("due").dispatchEvent(new Event("blur"));
  await settled();
  const move = sent.find((command) => command.state === "moved");
  assert.equal(move?.due, "in two weeks");
  assert.equal(move?.words, "The migration came first");
});

test("dropped is stored with its reason, and not without one", async () => {
  const { press, pressed, sent, input, drafts } = setUp();
  press("dropped");
  type(input("reason"), "  ");
  input("reason").dispatchEvent(new Event("blur"));
  await settled();
  assert.deepEqual(sent, []);
  type(input("reason"), "The host goes away in May");
  assert.equal(drafts.get("a1.dropped")?.words, "The host goes away in May");
  input("reason").dispatchEvent(new Event("blur"));
  await settled();
  assert.deepEqual([sent[0]?.state, sent[0]?.words], ["dropped", "The host goes away in May"]);
  assert.equal(drafts.has("a1.dropped"), false);
  assert.deepEqual(pressed()[0]?.[0], "dropped");
});

test("a date that the server cannot read stays in its field, marked, with what to do", async () => {
  const answer = (): Outcome => ({ ok: false, final: true, sentence: "“soonish” is no date yet." });
  const { press, input, host } = setUp({}, answer);
  press("moved");
  type(input("due"), "soonish");
  input("due").dispatchEvent(new Event("blur"));
  await settled();
  assert.equal(input("due").value, "soonish");
  assert.equal(input("due").getAttribute("aria-invalid"), "true");
  assert.match(host.textContent ?? "", /is no date yet/);
});

test("without a connection done is tried again until the server has it", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let online = false;
  const answer = (): Outcome =>
    online ? { ok: true, words: null, due: "" } : { ok: false, final: false, sentence: "There is no connection." };
  const { press, pressed, sent, told } = setUp({}, answer);
  press("done");
  await settled();
  assert.deepEqual([pressed(), told()], [[["done", "false"]], "There is no connection."]);
  online = true;
  t.mock.timers.tick(RETRY_MS);
  await settled();
  assert.equal(sent.length, 2);
  assert.deepEqual([pressed(), told()], [[["done", "true"]], ""]);
});

test("an answer that comes too late shows what somebody else answered, with the reason", async () => {
  const answer = (): Outcome => ({ ok: false, final: true, sentence: "Ana answered a moment ago." });
  const { press, pressed, told, show } = setUp({}, answer);
  press("done");
  await settled();
  assert.equal(told(), "Ana answered a moment ago.");
  show({ state: "dropped", said: "Gone" });
  assert.deepEqual(pressed(), [["dropped", "true"]]);
});

test("whoever is about to answer otherwise is told, and keeps what they typed", () => {
  const { press, input, show, told, drafts } = setUp();
  press("dropped");
  type(input("reason"), "We do not need it");
  show({ state: "done" });
  assert.match(told() ?? "", /Somebody else answered meanwhile/);
  assert.equal(drafts.get("a1.dropped")?.words, "We do not need it");
  press("dropped");
  assert.equal(input("reason").value, "We do not need it");
});

test("what others write under the stored answer is shown", () => {
  const { show, input } = setUp({ state: "done", said: "" });
  show({ state: "done", said: "https://example.org/alert" });
  assert.equal(input("evidence").value, "https://example.org/alert");
});

test("an answer is taken back with one press", async () => {
  const { host, sent } = setUp({ state: "done" });
  const back = one<HTMLButtonElement>(host, "button.quiet");
  assert.equal(back.hidden, false);
  back.click();
  await settled();
  assert.deepEqual(sent, [{ about: "action", action: "a1", state: "open", seen: "done" }]);
});

test("the facts stand above: who, for when, and how one knows; what is missing is said", () => {
  assert.equal(
    one(setUp().host, ".facts").textContent,
    "Mara · due Fri 4 Dec · done when A test volume rings the phone.",
  );
  const bare = setUp({ owner: " ", promised: "", done_when: "" });
  assert.equal(one(bare.host, ".facts").textContent, "Nobody owns it yet · no date was set");
});

test("the issue of the action opens from here, and what its tracker says stands beside it", () => {
  const address = "https://github.com/acme/shop/issues/123";
  const { host, show } = setUp({ link: address, tracker: "Its issue acme/shop#123 was closed by mara on 2026-11-20." });
  const link = one<HTMLAnchorElement>(host, ".facts a");
  assert.deepEqual(
    [link.textContent, link.getAttribute("href"), link.target, link.rel],
    ["acme/shop#123", address, "_blank", "noopener noreferrer"],
  );
  assert.match(one(host, ".tracker-says").textContent ?? "", /closed by mara/);
  show({ link: "javascript:alert(1)", tracker: "" });
  assert.equal(all(host, ".facts a").length, 0);
  assert.match(one(host, ".facts").textContent ?? "", /javascript:alert\(1\)$/);
  assert.ok(one(host, ".tracker-says").hidden);
});
