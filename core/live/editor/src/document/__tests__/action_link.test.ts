// A link is a web address and nothing else, under a label that does not lie: the cases that the server has as well.
import assert from "node:assert/strict";
import { test } from "node:test";
import cases from "../../../../../../tests/cases/action_links.json";
import { actionLink, linkRefusal } from "../action_link";

test("an address is a link with a label", () => {
  for (const [typed = "", label] of cases.links) {
    assert.deepEqual(actionLink(typed), { address: typed.trim(), label }, typed);
    assert.equal(linkRefusal(typed), "", typed);
  }
});

test("anything else stays text, and a sentence says what to do", () => {
  for (const [typed = "", why = "?"] of cases.refused) {
    assert.equal(actionLink(typed), null, typed);
    assert.ok(linkRefusal(typed).includes(why), `${typed}: ${linkRefusal(typed)}`);
  }
  assert.equal(linkRefusal("  "), "");
});

test("an address is as long as browsers take", () => {
  const base = "https://acme.example/";
  assert.ok(actionLink(base + "x".repeat(2_000 - base.length)));
  assert.ok(actionLink(base + "😀".repeat(2_000 - base.length)), "characters are counted, not halves of them");
  for (const over of [2_001 - base.length, 10_000, 200_000]) {
    assert.equal(actionLink(base + "x".repeat(over)), null);
    assert.ok(linkRefusal(base + "x".repeat(over)).includes("2,000 characters"));
  }
});

test("no address takes long to read", () => {
  const started = performance.now();
  for (const part of ["/a", "/issues", "A-1/", "/browse/A-", "%", "selectedIssue=A&", "/_workitems/edit/"])
    for (let i = 0; i < 20; i += 1) linkRefusal(`https://a.example/${part.repeat(Math.floor(1_900 / part.length))}`);
  assert.ok(performance.now() - started < 1_500);
});
