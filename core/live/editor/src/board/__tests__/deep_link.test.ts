// What an address may name: a field, a row and a key, and nothing that is no name.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDeepLink } from "../deep_link";

test("an address names a place in the document", () => {
  assert.deepEqual(parseDeepLink("?pm=x&field=actions&row=a1&key=owner"), {
    field: "actions",
    row: "a1",
    key: "owner",
  });
  assert.deepEqual(parseDeepLink("?field=summary.what_happened"), { field: "summary.what_happened", row: "", key: "" });
});

test("what is no name is not looked for", () => {
  assert.equal(parseDeepLink("?pm=x"), null);
  assert.equal(parseDeepLink('?field="]<script>'), null);
  assert.deepEqual(parseDeepLink('?field=actions&row=a"b&key='), { field: "actions", row: "", key: "" });
});
