// The calendars that the server writes, read by ical.js, which stands in many calendar programs.
import assert from "node:assert/strict";
import { test } from "node:test";
import given from "../../../../../../tests/cases/calendar_texts.json";

interface Component {
  getFirstPropertyValue(name: string): unknown;
  getAllSubcomponents(): Component[];
}

// By a name that the compiler does not follow: it is needed for this test alone.
const PACKAGE = "ical.js";

async function read(file: string): Promise<Component> {
  const { default: ical } = await import(PACKAGE);
  return new ical.Component(ical.parse(file));
}

test("ical.js reads what people typed, letter for letter", async () => {
  const calendar = await read(given.file);
  assert.equal(calendar.getFirstPropertyValue("x-wr-calname"), given.name);
  const found = calendar.getAllSubcomponents().map((item) => {
    const [uid, summary, description] = ["uid", "summary", "description"].map((name) =>
      item.getFirstPropertyValue(name),
    );
    return [uid, { summary, description }];
  });
  assert.deepEqual(Object.fromEntries(found), given.entries);
});

test("ical.js reads when a meeting begins", async () => {
  const [event] = (await read(given.invite)).getAllSubcomponents();
  assert.equal(String(event?.getFirstPropertyValue("dtstart")), given.starts);
});
