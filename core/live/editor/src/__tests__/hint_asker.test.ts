// When a text is looked at: after a finished sentence or a pause, about my own words, and once more when the
// server had no time.
import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState, type TransactionSpec } from "@codemirror/state";
import { makeAsker, type Asker } from "../hint_asker";
import { found, isTyped, mine, open, theirs } from "../hint_state";
import { finishes, PAUSE_MS } from "../hint_when";
import { makeHints, type Answer, type Hints } from "../hints";

interface Desk {
  state: EditorState;
  asked: string[];
  appeared: number[];
  asker: Asker;
  hints: Hints;
  focus: boolean;
  do(spec: TransactionSpec): void;
  type(words: string): void;
  marks(): string[];
}

const PHRASES = ["human error", "should have known"];

/** A text with a server that knows two phrases. */
function desk(before = "", answer: (text: string) => Answer | Promise<Answer> = marked): Desk {
  const asked: string[] = [];
  const hints = makeHints("/live/hints/p", async (_address, body) => {
    const { text } = body as { text: string };
    asked.push(text);
    return answer(text);
  }, () => "http://h/", 0);
  const it: Desk = {
    state: EditorState.create({ doc: before, extensions: [mine, found, open] }),
    asked, appeared: [], hints, focus: true,
    asker: null as unknown as Asker,
    do(spec) {
      const tr = it.state.update(spec);
      it.state = tr.state;
      if (!tr.docChanged) return;
      it.asker.moved(tr.changes.desc);
      if (isTyped(tr)) it.asker.typed(finishes(it.state.sliceDoc()));
    },
    type(words) {
      it.do({ changes: { from: it.state.doc.length, insert: words } });
    },
    marks: () => it.state.field(found).map(({ from, to }) => it.state.sliceDoc(from, to)),
  };
  const text = {
    state: () => it.state, hasFocus: () => it.focus, composing: () => false,
    effect: (...effects: Parameters<Parameters<typeof makeAsker>[1]["effect"]>) => it.do({ effects }),
  };
  it.asker = makeAsker({ hints }, text, { field: "f", section: "s" }, (count) => void (count > 0 && it.appeared.push(count)));
  return it;
}

function marked(text: string): Answer {
  const hints = PHRASES.flatMap((words) => {
    const start = text.indexOf(words);
    return start < 0 ? [] : [{ start, end: start + words.length, rule: words, category: "c", message: "m", question: "q", suggestions: [] }];
  });
  return { status: 200, body: { hints } };
}

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test("a finished sentence is looked at while the next one is being typed; the next one is left alone", async () => {
  const it = desk();
  it.type("🚨 It was human error.");
  for (let i = 0; i < 8; i += 1) {
    await rest(60);
    it.type(i === 0 ? " He should have known" : " x");
  }
  assert.deepEqual(it.marks(), ["human error"]);
  assert.deepEqual(it.appeared, [1]);
  it.asker.destroy();
});

test("a pause is enough for a sentence without its end, and leaving the text is, too", async () => {
  const it = desk();
  it.type("It was human error");
  await rest(PAUSE_MS / 2);
  assert.deepEqual(it.asked, []);
  await rest(PAUSE_MS);
  assert.deepEqual(it.marks(), ["human error"]);
  const other = desk();
  other.type("It was human error");
  other.focus = false;
  other.asker.left();
  await rest(20);
  assert.deepEqual(other.marks(), ["human error"]);
  it.asker.destroy();
  other.asker.destroy();
});

test("words of others are never looked at, not even when I write beside them", async () => {
  const it = desk("It was human error. ");
  it.do({ changes: { from: 20, insert: "He should have known. " }, annotations: theirs.of(true) });
  await rest(PAUSE_MS + 100);
  assert.deepEqual(it.asked, []);
  it.type("The disk was full.");
  await rest(PAUSE_MS + 100);
  assert.ok(it.asked.length > 0);
  assert.deepEqual(it.marks(), []);
  it.asker.destroy();
});

test("what was waved away stays away, and what is shown stays shown while the sentence goes on", async () => {
  const it = desk();
  it.type("It was human error");
  await rest(PAUSE_MS + 100);
  const shown = it.state.field(found)[0];
  it.type(" and he should have known.");
  await rest(400);
  assert.deepEqual(it.marks(), ["human error", "should have known"]);
  assert.equal(it.state.field(found)[0]?.hint, shown?.hint);
  assert.ok(shown);
  it.hints.dismiss("f", "Human  error", shown.hint, "not_blame");
  it.type(" So.");
  await rest(400);
  assert.deepEqual(it.marks(), ["should have known"]);
  assert.deepEqual(it.appeared, [1, 1]);
  it.asker.destroy();
});

test("a server that has no time is asked once more, and takes nothing away", async () => {
  let busy = false;
  const it = desk("", (text) => (busy ? { status: 429, body: { sentence: "Slow down." } } : marked(text)));
  it.type("It was human error.");
  await rest(400);
  busy = true;
  it.type(" He should have known.");
  await rest(PAUSE_MS + 300);
  assert.deepEqual(it.marks(), ["human error"]);
  busy = false;
  await rest(3100);
  assert.deepEqual(it.marks(), ["human error", "should have known"]);
  it.asker.destroy();
});

test("nothing is asked or shown any more once the text is gone", async () => {
  const it = desk();
  it.type("It was human error.");
  it.asker.destroy();
  await rest(PAUSE_MS + 100);
  assert.deepEqual([it.asked, it.marks()], [[], []]);
});
