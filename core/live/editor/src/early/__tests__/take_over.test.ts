// A component that was drawn early and the one that Streamlit mounts later are one, or the early one is gone.
import "../../testing/dom";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Component, Instance } from "../../shared/component";

const { component } = await import("../../shared/component");
const { adoptable, dropEarly, mountEarly, redraw } = await import("../take_over");

interface Data {
  pm: string;
  epoch: number;
  words?: string;
}

const said: string[] = [];
let made = 0;

function drawn({ data }: Component<Data>): Instance<Data> {
  made += 1;
  const name = `${data.pm}#${made}`;
  said.push(`mount ${name}`);
  return {
    update: (next) => void said.push(`update ${name} ${next.data.words ?? ""} in ${rootName(next.parentElement)}`),
    destroy: () => void said.push(`destroy ${name}`),
  };
}

const mounted = component<Data>(adoptable("sample", drawn));
const owner = {
  claimed: (name: string, place: Node) => void said.push(`claimed ${name} by ${rootName(place)}`),
  gone: (name: string) => void said.push(`gone ${name}`),
};

function shadow(id: string): ShadowRoot {
  const host = document.createElement("div");
  host.id = id;
  document.body.append(host);
  return host.attachShadow({ mode: "open" });
}

const rootName = (node: Node): string => (node instanceof ShadowRoot ? node.host.id : "the page");

function call(data: Data, place: ShadowRoot): Component<Data> {
  const nothing = (): void => undefined;
  return { data, key: "k", name: "sample", parentElement: place, setStateValue: nothing, setTriggerValue: nothing };
}

beforeEach(() => {
  document.body.replaceChildren();
  said.length = 0;
  made = 0;
});

test("what was drawn early is taken over by a mount for the same meeting and epoch", () => {
  const early = shadow("early");
  const place = shadow("place");
  mountEarly("sample", { pm: "pm1", epoch: 1 }, early, owner);
  const cleanUp = mounted(call({ pm: "pm1", epoch: 1, words: "labels" }, place));
  assert.deepEqual(said, ["mount pm1#1", "update pm1#1 labels in early", "claimed sample by place"]);
  said.length = 0;
  const again = mounted(call({ pm: "pm1", epoch: 1, words: "more" }, place));
  assert.deepEqual(said, ["update pm1#1 more in early"], "it goes on to draw into its own root");
  said.length = 0;
  redraw(early);
  assert.deepEqual(said, ["update pm1#1 more in early"]);
  said.length = 0;
  cleanUp();
  assert.deepEqual(said, [], "a cleanup of an earlier call ends nothing");
  again();
  assert.deepEqual(said, ["destroy pm1#1", "gone sample"]);
  assert.equal(early.host.isConnected, false);
});

for (const [what, data] of [
  ["another epoch", { pm: "pm1", epoch: 2 }],
  ["another meeting", { pm: "pm2", epoch: 1 }],
] as const) {
  test(`a mount for ${what} is drawn anew, and the early one is gone before`, () => {
    mountEarly("sample", { pm: "pm1", epoch: 1 }, shadow("early"), owner);
    mounted(call(data, shadow("place")));
    assert.deepEqual(said, ["mount pm1#1", "destroy pm1#1", "gone sample", `mount ${data.pm}#2`]);
  });
}

test("what nobody took over goes away once, and a later mount is drawn anew", () => {
  mountEarly("sample", { pm: "pm1", epoch: 1 }, shadow("early"), owner);
  dropEarly();
  dropEarly();
  assert.deepEqual(said, ["mount pm1#1", "destroy pm1#1"]);
  mounted(call({ pm: "pm1", epoch: 1 }, shadow("place")));
  assert.equal(said.at(-1), "mount pm1#2");
});

test("it is taken over once: a second place gets its own", () => {
  mountEarly("sample", { pm: "pm1", epoch: 1 }, shadow("early"), owner);
  mounted(call({ pm: "pm1", epoch: 1 }, shadow("place")));
  mounted(call({ pm: "pm1", epoch: 1 }, shadow("other")));
  assert.equal(said.filter((line) => line.startsWith("mount")).length, 2);
});

test("a name without a component is a mistake", () => {
  assert.throws(() => mountEarly("nothing", {}, shadow("early"), owner), /no component nothing/);
});
