// The words beside the document: packed as the server reads them, and never an exception for what is unreadable.
import assert from "node:assert/strict";
import test from "node:test";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { emitter, signal, watch } from "../../shared/signal";
import { isDark } from "../../style/theme";
import { decodeMessage, encodeMessage, MESSAGE_TYPE } from "../protocol";
import { socketAddress } from "../socket_address";

const framed = (text: string): decoding.Decoder => {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, text);
  return decoding.createDecoder(encoding.toUint8Array(encoder));
};

test("a probe is type 100 and JSON", () => {
  const decoder = decoding.createDecoder(encodeMessage({ type: "probe", t0: 12.5 }));
  assert.equal(decoding.readVarUint(decoder), MESSAGE_TYPE);
  assert.deepEqual(JSON.parse(decoding.readVarString(decoder)), { type: "probe", t0: 12.5 });
});

test("what is not a message is null", () => {
  assert.deepEqual(decodeMessage(framed('{"type":"saved","n":3}')), { type: "saved", n: 3 });
  for (const bad of ["", "nonsense", "null", "[]", "7", '{"n":1}']) assert.equal(decodeMessage(framed(bad)), null);
  assert.equal(decodeMessage(decoding.createDecoder(new Uint8Array([200]))), null);
});

test("the socket stands beside the page, with or without the meeting's name, behind any prefix", () => {
  const at = (socket: string, base: string) => socketAddress({ pm: "m1", socket }, base);
  assert.equal(at("/live/ws/m1", "http://h:8501/room?pm=m1"), "ws://h:8501/live/ws");
  assert.equal(at("live/ws/m1", "https://h/debrief/room"), "wss://h/debrief/live/ws");
  assert.equal(at("/live/ws/", "http://h/"), "ws://h/live/ws");
  assert.equal(at("wss://other/live/ws/m1?x=1", "http://h/"), "wss://other/live/ws");
});

test("a listener that fails does not keep the others from hearing", () => {
  const heard: number[] = [];
  const value = signal(1);
  const complain = console.error;
  console.error = () => undefined;
  value.subscribe(() => {
    throw new Error("one of us");
  });
  value.subscribe((now) => heard.push(now));
  value.set(2);
  value.set(2);
  console.error = complain;
  assert.deepEqual(heard, [2]);
});

test("watching sees now and every change, and ends when told", () => {
  const [a, b] = [signal(1), emitter<void>()];
  let count = 0;
  const stop = watch([a, b], () => (count += 1));
  a.set(2);
  b.emit();
  stop();
  a.set(3);
  assert.equal(count, 3);
});

test("a dark page is recognised in any form that a theme uses", () => {
  for (const dark of ["#12171c", "#000", "rgb(18, 23, 28)", "#12171cff"]) assert.ok(isDark(dark), dark);
  for (const light of ["#fbfaf7", "#fff", "rgba(255, 255, 255, 1)", "", "paper"]) assert.ok(!isDark(light), light);
});
