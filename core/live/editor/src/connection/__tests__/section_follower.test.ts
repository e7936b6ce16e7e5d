// Everybody moves with the group, and nobody is yanked away while typing.
import assert from "node:assert/strict";
import test from "node:test";
import { makeSectionFollower, TYPING_MS } from "../section_follower";

function tab() {
  const at = { now: 100_000, pending: 0 };
  const follow = makeSectionFollower({ now: () => at.now, pending: () => at.pending });
  return { at, follow };
}

test("a tab that arrives goes where the group is", () => {
  const { follow, at } = tab();
  at.pending = 3;
  follow.groupMoved("timeline");
  assert.equal(follow.shown.get(), "timeline");
  assert.equal(follow.banner.get(), null);
});

test("a tab at rest moves with the group", () => {
  const { follow } = tab();
  follow.groupMoved("summary");
  follow.groupMoved("timeline");
  assert.equal(follow.shown.get(), "timeline");
  assert.ok(follow.following.get());
});

test("a key in the last four seconds keeps the person where they are, with a banner", () => {
  const { follow, at } = tab();
  follow.groupMoved("summary");
  follow.noteKeystroke();
  at.now += TYPING_MS - 1;
  follow.groupMoved("timeline");
  assert.equal(follow.shown.get(), "summary");
  assert.deepEqual(follow.banner.get(), { to: "timeline", mine: false });
  assert.ok(!follow.following.get());
});

test("typing that ended is no reason to stay", () => {
  const { follow, at } = tab();
  follow.groupMoved("summary");
  follow.noteKeystroke();
  at.now += TYPING_MS;
  follow.groupMoved("timeline");
  assert.equal(follow.shown.get(), "timeline");
});

test("an open composition, a filled draft row and unsaved changes each keep the person", () => {
  for (const hold of [
    (t: ReturnType<typeof tab>) => t.follow.setComposing(true),
    (t: ReturnType<typeof tab>) => t.follow.setDraft(true, "actions"),
    (t: ReturnType<typeof tab>) => {
      t.at.pending = 1;
    },
  ]) {
    const t = tab();
    t.follow.groupMoved("summary");
    hold(t);
    t.follow.groupMoved("timeline");
    assert.equal(t.follow.shown.get(), "summary");
  }
});

test("one draft row that is done does not hide another", () => {
  const { follow } = tab();
  follow.setDraft(true, "a");
  follow.setDraft(true, "b");
  follow.setDraft(false, "a");
  assert.ok(follow.unfinished());
  follow.setDraft(false, "b");
  assert.ok(!follow.unfinished());
});

test("nobody is moved later, when the typing ends: only by their own click", () => {
  const { follow, at } = tab();
  follow.groupMoved("summary");
  follow.noteKeystroke();
  follow.groupMoved("timeline");
  at.now += 60_000;
  follow.groupMoved("root_cause");
  assert.equal(follow.shown.get(), "summary");
  assert.deepEqual(follow.banner.get(), { to: "root_cause", mine: false });
  follow.followGroup();
  assert.equal(follow.shown.get(), "root_cause");
  assert.equal(follow.banner.get(), null);
  follow.groupMoved("factors");
  assert.equal(follow.shown.get(), "factors");
});

test("who looks at another section stays there, and choosing the group's is following again", () => {
  const { follow } = tab();
  follow.groupMoved("summary");
  follow.choose("actions");
  assert.deepEqual(follow.banner.get(), { to: "summary", mine: true });
  follow.groupMoved("timeline");
  assert.equal(follow.shown.get(), "actions");
  follow.choose("timeline");
  assert.ok(follow.following.get());
  assert.equal(follow.banner.get(), null);
});

test("when the group comes to where the person is, they are together again", () => {
  const { follow } = tab();
  follow.groupMoved("summary");
  follow.choose("timeline");
  follow.groupMoved("timeline");
  assert.ok(follow.following.get());
  follow.groupMoved("root_cause");
  assert.equal(follow.shown.get(), "root_cause");
});

test("before the start everybody walks freely, and the start gathers them", () => {
  const { follow } = tab();
  follow.choose("lessons");
  assert.equal(follow.banner.get(), null);
  follow.groupMoved("summary");
  assert.equal(follow.shown.get(), "summary");
});

test("after the end nobody is called anywhere", () => {
  const { follow } = tab();
  follow.groupMoved("follow_up");
  follow.choose("timeline");
  follow.groupMoved(null);
  assert.equal(follow.banner.get(), null);
  assert.equal(follow.shown.get(), "timeline");
});

test("whoever moved the group goes along, whatever stands unfinished in their field", () => {
  const t = tab();
  t.follow.groupMoved("summary");
  t.follow.noteKeystroke();
  t.follow.setDraft(true, "actions");
  t.at.pending = 2;
  t.follow.groupMoved("timeline", true);
  assert.equal(t.follow.shown.get(), "timeline");
  assert.equal(t.follow.banner.get(), null);
});

test("whoever looked elsewhere and moves the group goes along too", () => {
  const { follow } = tab();
  follow.groupMoved("summary");
  follow.choose("lessons");
  follow.groupMoved("timeline", true);
  assert.equal(follow.shown.get(), "timeline");
  assert.ok(follow.following.get());
});

test("a look of my own is marked as mine, also when the group moves on, and ends with going back", () => {
  const { follow } = tab();
  follow.groupMoved("summary");
  follow.choose("lessons");
  follow.groupMoved("timeline");
  assert.deepEqual(follow.banner.get(), { to: "timeline", mine: true });
  follow.followGroup();
  follow.noteKeystroke();
  follow.groupMoved("root_cause");
  assert.deepEqual(follow.banner.get(), { to: "root_cause", mine: false });
});
