// The y-websocket provider of a meeting: it keeps the document in step with the server's. Not here: what our own
// messages mean, when a socket is given up.
import type * as decoding from "lib0/decoding";
import type { Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import type * as Y from "yjs";
import type { AckTracker } from "./ack_tracker";
import { countingSocket, type LiveSocket, type SocketWatcher } from "./counting_socket";
import {
  type ClientMessage,
  decodeMessage,
  encodeMessage,
  type LiveData,
  MESSAGE_TYPE,
  type ServerMessage,
} from "./protocol";
import { socketAddress } from "./socket_address";

/** y-websocket doubles its waiting time up to this: a healed network is used within seconds. */
const MAX_BACKOFF_MS = 1500;

export interface ProviderEvents extends SocketWatcher {
  message(message: ServerMessage): void;
  synced(done: boolean): void;
  /** the server closed with a code that is not tried again */
  closedForGood(code: number): void;
}

export function makeProvider(
  data: LiveData,
  doc: Y.Doc,
  awareness: Awareness,
  acks: AckTracker,
  events: ProviderEvents,
): WebsocketProvider {
  const provider = new WebsocketProvider(socketAddress(data, document.baseURI), encodeURIComponent(data.pm), doc, {
    connect: false,
    awareness,
    params: { epoch: String(data.epoch) },
    WebSocketPolyfill: countingSocket(acks, events),
    disableBc: true,
    maxBackoffTime: MAX_BACKOFF_MS,
  });
  provider.messageHandlers[MESSAGE_TYPE] = (_encoder, decoder) => {
    const message = decodeMessage(decoder as decoding.Decoder);
    if (message) events.message(message);
  };
  provider.on("sync", (done: boolean) => events.synced(done));
  provider.on("closed", ({ code }: { code: number }) => events.closedForGood(code));
  return provider;
}

/** Sends one of our own messages; false when no socket is open. */
export function sendMessage(provider: WebsocketProvider, message: ClientMessage): boolean {
  const socket = provider.ws;
  if (socket?.readyState !== WebSocket.OPEN) return false;
  socket.send(encodeMessage(message) as Uint8Array<ArrayBuffer>);
  return true;
}

/** Ends the present socket at once; the provider then opens another one. */
export function abandonSocket(provider: WebsocketProvider): void {
  (provider.ws as LiveSocket | null)?.abandon();
}
