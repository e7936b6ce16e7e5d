// The link of an action: a shared line like others, shown as a short link once it is an address.

import assert from "node:assert/strict";
import { test } from "node:test";
import type * as Y from "yjs";
import { ensureLineText } from "../../document/line_text";
import { testBoard } from "../../testing/board";
import { freshHost, one, type } from "../../testing/dom";
import { linkControl } from "../link_control";

const ISSUE = "https://github.com/acme/shop/issues/123";

function setUp() {
  const host = freshHost();
  const bench = testBoard();
  const control = linkControl({
    board: bench.board,
    key: "tracker",
    label: "Issue",
    set: () => undefined,
    text: () => ensureLineText(bench.doc, bench.facts, "tracker"),
    action: () => "a1",
  });
  host.append(control.dom);
  const input = one<HTMLInputElement>(host, "[data-key=tracker]");
  const open = one<HTMLAnchorElement>(host, "a");
  const problem = one(host, ".link-problem");
  const leave = () => input.dispatchEvent(new Event("blur"));
  const stored = () => String(bench.facts.get("tracker") ?? "");
  return { ...bench, host, control, input, open, problem, leave, stored };
}

test("an address is shown as a short link that opens elsewhere and tells nobody where it came from", () => {
  const { input, open, problem, stored, leave } = setUp();
  type(input, ISSUE);
  leave();
  assert.equal(stored(), ISSUE);
  assert.deepEqual([open.hidden, open.textContent, open.getAttribute("href")], [false, "acme/shop#123", ISSUE]);
  assert.deepEqual([open.target, open.rel], ["_blank", "noopener noreferrer"]);
  assert.ok(problem.hidden && !input.hasAttribute("aria-invalid"));
});

test("what is refused stays as it was typed, with a sentence and without a link", () => {
  for (const typed of ["javascript:alert(1)", "https://a:b@github.com/", `https://a.example/${"x".repeat(10_000)}`]) {
    const { input, open, problem, stored, leave } = setUp();
    type(input, typed);
    leave();
    assert.equal(stored(), typed);
    assert.ok(open.hidden && !open.hasAttribute("href"), typed);
    assert.ok(!problem.hidden && (problem.textContent ?? "").length > 20);
    assert.equal(input.getAttribute("aria-describedby"), problem.id);
    type(input, ISSUE);
    assert.ok(problem.hidden && !open.hidden, "corrected: the sentence goes");
    type(input, "");
    leave();
    assert.ok(problem.hidden && open.hidden, "emptied: nothing is wrong");
  }
});

test("an address that is still being typed is no mistake, one that was pasted wrong is told at once", () => {
  const { input, problem } = setUp();
  type(input, "https:");
  assert.ok(problem.hidden);
  input.dispatchEvent(new Event("paste"));
  type(input, "see OPS-12 in the tracker");
  assert.ok(!problem.hidden);
});

test("what somebody else pastes is linked here as well", () => {
  const { doc, facts, input, open } = setUp();
  type(input, "h");
  doc.transact(() => {
    const text = facts.get("tracker") as Y.Text;
    text.delete(0, 1);
    text.insert(0, ISSUE);
  }, "somebody else");
  assert.equal(input.value, ISSUE);
  assert.equal(open.textContent, "acme/shop#123");
});
