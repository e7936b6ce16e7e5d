// The place of a part whose code comes later: a line, then the part; a sentence and a button where it does not come.
import assert from "node:assert/strict";
import { test } from "node:test";
import { lateModule, SCRIPT_CAME } from "../../shared/late_module";
import "../../testing/dom";
import { h } from "../../shared/dom";
import type { Part } from "../board_context";
import { idlePart, lateListener, latePart } from "../late_part";

const settled = () => new Promise((done) => setTimeout(done, 0));

function fake() {
  const state = { works: true, destroyed: 0, drawn: 0, errors: 0 };
  const module = lateModule(async () => {
    if (!state.works) throw new Error("gone");
    return { word: "here" };
  });
  const make = ({ word }: { word: string }): Part => {
    state.drawn += 1;
    return {
      dom: h("p", { class: "it" }, word),
      destroy() {
        state.destroyed += 1;
      },
    };
  };
  return { state, module, make };
}

function quietly<T>(run: () => Promise<T>): Promise<T> {
  const { error } = console;
  console.error = () => undefined;
  return run().finally(() => {
    console.error = error;
  });
}

test("a line stands in its place until the code is here", async () => {
  const { state, module, make } = fake();
  const part = latePart(module, make);
  assert.equal(part.dom.textContent, "One moment …");
  await settled();
  assert.equal(part.dom.textContent, "here");
  assert.equal(latePart(module, make).dom.className, "it", "from then on it is drawn at once");
  part.destroy();
  assert.equal(state.destroyed, 1);
});

test("what could not be loaded is told, and a press tries again for all that wait", async () => {
  const { state, module, make } = fake();
  state.works = false;
  await quietly(async () => {
    const [one, other] = [latePart(module, make), latePart(module, make)];
    await settled();
    assert.match(one.dom.textContent ?? "", /could not be loaded.*safe.*Try again/);
    assert.equal(one.dom.querySelector("[role=alert]") !== null, true);
    one.dom.querySelector("button")?.click();
    await settled();
    assert.match(one.dom.textContent ?? "", /could not be loaded/);
    state.works = true;
    one.dom.querySelector("button")?.click();
    await settled();
    assert.equal(one.dom.textContent, "here");
    assert.equal(other.dom.textContent, "here");
    assert.equal(state.drawn, 2);
  });
});

for (const occasion of ["online", SCRIPT_CAME])
  test(`a part that failed is asked for again by itself: ${occasion}`, async () => {
    const { state, module, make } = fake();
    state.works = false;
    await quietly(async () => {
      const part = latePart(module, make);
      await settled();
      state.works = true;
      window.dispatchEvent(new Event(occasion));
      await settled();
      assert.equal(part.dom.textContent, "here");
    });
  });

test("a part that was taken away meanwhile is not drawn", async () => {
  const { state, module, make } = fake();
  const part = latePart(module, make);
  const quiet = idlePart(module, make);
  part.destroy();
  quiet.destroy();
  await settled();
  assert.equal(state.drawn, 0);
});

test("what nobody waits for loads nothing, and comes when somebody else loaded it", async () => {
  const { module, make } = fake();
  const part = idlePart(module, make);
  await settled();
  assert.equal(module.now, null);
  assert.equal(part.dom.textContent, "");
  await module.load();
  assert.equal(part.dom.textContent, "here");
});

test("what only listens begins when the code is here, and not after its end", async () => {
  const { module } = fake();
  const told: string[] = [];
  const listen = (who: string) => () => {
    told.push(`${who} begins`);
    return () => void told.push(`${who} ends`);
  };
  const stay = lateListener(module, listen("one"));
  const gone = lateListener(module, listen("other"));
  gone();
  await module.load();
  await settled();
  assert.deepEqual(told, ["one begins"]);
  stay();
  assert.deepEqual(told, ["one begins", "one ends"]);
});
